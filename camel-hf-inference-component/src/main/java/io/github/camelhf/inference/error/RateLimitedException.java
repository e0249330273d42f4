package io.github.camelhf.inference.error;

/** Too many calls for this token or address (429). */
public final class RateLimitedException extends InferenceUnavailableException {

    private static final long serialVersionUID = 1L;

    public RateLimitedException(String message, ServerAnswer answer) {
        super(message, answer, null);
    }
}
