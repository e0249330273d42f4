package io.github.camelhf.inference.error;

/** The token is missing, wrong or lacks a permission (401, 403). */
public final class InferenceAuthenticationException extends InferenceRejectedException {

    private static final long serialVersionUID = 1L;

    public InferenceAuthenticationException(String message, ServerAnswer answer) {
        super(message, answer);
    }
}
