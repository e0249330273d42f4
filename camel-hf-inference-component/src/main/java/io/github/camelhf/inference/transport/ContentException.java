package io.github.camelhf.inference.transport;

import java.io.IOException;

/** Reading the message's own content failed: not the connection's fault. */
final class ContentException extends IOException {

    private static final long serialVersionUID = 1L;

    ContentException(String message) {
        super(message);
    }

    ContentException(String message, Exception cause) {
        super(message, cause);
    }
}
