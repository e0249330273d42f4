package io.github.camelhf.inference.error;

import org.jspecify.annotations.Nullable;

/**
 * No usable answer: refused, reset, unknown host, TLS, a timeout, a proxy that refuses. Worth another attempt, except where waiting
 * changes nothing: the server's certificate is refused, the proxy forbids the host or wants a login, the server speaks another
 * version of HTTP only.
 */
public final class InferenceTransportException extends InferenceUnavailableException {

    private static final long serialVersionUID = 1L;

    /** How far the call had come. */
    public enum Phase {
        /** No byte of the request was sent. */
        CONNECT,
        /** The request was being sent. */
        SEND,
        /** The request was sent whole; the answer did not come, or not whole. */
        READ
    }

    private final Phase phase;
    private final boolean retryable;

    public InferenceTransportException(String message, Phase phase, boolean retryable, @Nullable Throwable cause) {
        super(message, ServerAnswer.NONE, cause);
        this.phase = phase;
        this.retryable = retryable;
    }

    /** How far the call had come when it failed. */
    public Phase phase() {
        return phase;
    }

    @Override
    public boolean isRetryable() {
        return retryable;
    }
}
