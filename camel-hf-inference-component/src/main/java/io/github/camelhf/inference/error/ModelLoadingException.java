package io.github.camelhf.inference.error;

/** The model is being loaded or the endpoint scales up (503). */
public final class ModelLoadingException extends InferenceUnavailableException {

    private static final long serialVersionUID = 1L;

    public ModelLoadingException(String message, ServerAnswer answer) {
        super(message, answer, null);
    }
}
