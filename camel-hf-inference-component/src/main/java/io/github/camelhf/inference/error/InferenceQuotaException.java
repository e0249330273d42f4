package io.github.camelhf.inference.error;

/** The account's credits are used up (402). */
public final class InferenceQuotaException extends InferenceRejectedException {

    private static final long serialVersionUID = 1L;

    public InferenceQuotaException(String message, ServerAnswer answer) {
        super(message, answer);
    }
}
