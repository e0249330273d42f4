package io.github.camelhf.inference.emulator.model;

import org.jspecify.annotations.Nullable;

/**
 * The bytes are no picture, are a picture of a kind this model does not read, or end too early. The message says what
 * was found.
 */
public final class UnreadableImageException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableImageException(String message) {
        this(message, null);
    }

    UnreadableImageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
