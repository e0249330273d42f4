package io.github.camelhf.inference.error;

import org.jspecify.annotations.Nullable;

/** A 2xx answer that cannot be read, or that does not answer what was asked. */
public final class MalformedInferenceResponseException extends HfInferenceException {

    private static final long serialVersionUID = 1L;

    public MalformedInferenceResponseException(String message, ServerAnswer answer, @Nullable Throwable cause) {
        super(message, answer, cause);
    }
}
