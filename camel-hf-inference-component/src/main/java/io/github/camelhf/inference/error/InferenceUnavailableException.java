package io.github.camelhf.inference.error;

import org.jspecify.annotations.Nullable;

/** The server could not answer now; the same message can succeed later. Parent of everything worth another attempt. */
public class InferenceUnavailableException extends HfInferenceException {

    private static final long serialVersionUID = 1L;

    protected InferenceUnavailableException(String message, ServerAnswer answer, @Nullable Throwable cause) {
        super(message, answer, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
