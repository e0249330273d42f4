package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.input.ByteSize;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One POST as it goes out.
 *
 * @param uri             where to
 * @param headers         every header that is sent besides those of the body and of the connection; no secret among them
 * @param token           sent as a bearer token, null for none
 * @param body            what is sent
 * @param limits          what the attempt may take
 */
public record WireRequest(
        URI uri, Map<String, String> headers, @Nullable String token, WireBody body, Limits limits) {

    /**
     * What one attempt may take.
     *
     * @param timeout         total time, from the start of the connection to the last byte of the answer
     * @param maxResponseSize an answer may not be longer
     * @param maxRetryAfter   cap on a delay that the server asks for
     */
    public record Limits(Duration timeout, ByteSize maxResponseSize, Duration maxRetryAfter) {}

    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /** Names the target only: neither the token nor the body. */
    @Override
    public String toString() {
        return "POST " + uri + " (" + body.contentType() + ", " + body.length() + " bytes)";
    }
}
