package io.github.camelhf.inference.error;

/** The server understood and refused: 400, 404, 405, 410, 413, 415, 422 and their like. The same message will fail again. */
public class InferenceRejectedException extends HfInferenceException {

    private static final long serialVersionUID = 1L;

    public InferenceRejectedException(String message, ServerAnswer answer) {
        super(message, answer, null);
    }
}
