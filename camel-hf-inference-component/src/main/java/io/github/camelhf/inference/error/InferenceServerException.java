package io.github.camelhf.inference.error;

/** The server failed: 408, 424, 425, 5xx, or a 400 that is really an overloaded accelerator. */
public final class InferenceServerException extends InferenceUnavailableException {

    private static final long serialVersionUID = 1L;

    public InferenceServerException(String message, ServerAnswer answer) {
        super(message, answer, null);
    }
}
