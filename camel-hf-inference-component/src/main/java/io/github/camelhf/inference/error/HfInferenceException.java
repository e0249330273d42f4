package io.github.camelhf.inference.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything this component throws while a message passes. The message names what was expected, what came, where
 * it came from and what to do; it never holds a token and never a whole body.
 */
public class HfInferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int statusCode;
    private final @Nullable String requestId;
    private final @Nullable Duration retryAfter;

    protected HfInferenceException(String message, ServerAnswer answer, @Nullable Throwable cause) {
        super(message, cause);
        this.statusCode = answer.statusCode();
        this.requestId = answer.requestId();
        this.retryAfter = answer.retryAfter();
    }

    /** The HTTP status of the answer, 0 when there was none. */
    public int getStatusCode() {
        return statusCode;
    }

    /** The id under which the server's operators find this call, null when unknown. */
    public @Nullable String getRequestId() {
        return requestId;
    }

    /** How long the server asked to wait, already capped by {@code maxRetryAfter}; null when it gave no hint. */
    public @Nullable Duration getRetryAfter() {
        return retryAfter;
    }

    /** Whether the same message can succeed on another attempt. */
    public boolean isRetryable() {
        return false;
    }
}
