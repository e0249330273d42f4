package io.github.camelhf.inference.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The facts of the answer that led to an exception.
 *
 * @param statusCode the HTTP status, 0 when no answer came
 * @param requestId  the id under which the server's operators find the call, null when unknown
 * @param retryAfter how long the server asked to wait, not yet capped, null when it gave no hint
 */
public record ServerAnswer(
        int statusCode,
        @Nullable String requestId,
        @Nullable Duration retryAfter) {

    /** No answer: the failure happened on our side or on the way. */
    public static final ServerAnswer NONE = new ServerAnswer(0, null, null);

    /** An answer that says nothing of when to come back. */
    public ServerAnswer(int statusCode, @Nullable String requestId) {
        this(statusCode, requestId, null);
    }
}
