package io.github.camelhf.inference.error;

import org.jspecify.annotations.Nullable;

/** The message or an option is wrong and was found so on our side, before the server could answer. */
public final class InvalidInferenceInputException extends HfInferenceException {

    private static final long serialVersionUID = 1L;

    public InvalidInferenceInputException(String message) {
        this(message, null);
    }

    public InvalidInferenceInputException(String message, @Nullable Throwable cause) {
        super(message, ServerAnswer.NONE, cause);
    }
}
