package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Intake;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One POST as it goes out.
 *
 * @param uri             where to
 * @param headers         the headers that are sent besides those below, of the body and of the connection; no secret among them
 * @param traceId         names this one call in a header of its own; null for none
 * @param given           further headers that the options name; their values may be secret, and no text shows them
 * @param token           sent as a bearer token, null for none
 * @param body            what is sent
 * @param limits          what the attempt may take
 * @param intake          where an answer of bytes goes that is no JSON; null where JSON is asked for
 */
public record WireRequest(
        URI uri,
        Map<String, String> headers,
        @Nullable String traceId,
        Map<String, String> given,
        @Nullable String token,
        WireBody body,
        Limits limits,
        @Nullable Intake intake) {

    /** Asks servers of old to hold the call until the model is loaded. */
    public static final String HOLD_WHILE_LOADING = "x-wait-for-model";

    /** The header of the trace id. */
    static final String TRACE_ID = "X-Amzn-Trace-Id";

    /** A shorter value is no secret, and its loss would mar a text. */
    private static final int SHORTEST_SECRET = 8;

    /**
     * What one attempt may take.
     *
     * @param timeout         total time, from the start of the connection to the last byte of the answer
     * @param maxResponseSize an answer may not be longer
     * @param maxRetryAfter   cap on a delay that the server asks for
     * @param overload        found in the text of a 400, makes it a failure that can pass; null for the built-in ones only
     */
    public record Limits(
            Duration timeout,
            ByteSize maxResponseSize,
            Duration maxRetryAfter,
            @Nullable Pattern overload) {

        /** Without a pattern of the user's own. */
        public Limits(Duration timeout, ByteSize maxResponseSize, Duration maxRetryAfter) {
            this(timeout, maxResponseSize, maxRetryAfter, null);
        }
    }

    public WireRequest {
        headers = Map.copyOf(headers);
        given = Map.copyOf(given);
    }

    /** One that asks for JSON, without a trace id and headers that the options name. */
    public WireRequest(URI uri, Map<String, String> headers, @Nullable String token, WireBody body, Limits limits) {
        this(uri, headers, null, Map.of(), token, body, limits, null);
    }

    /** What must not stand in a text, should the server say it. */
    public List<String> secrets() {
        Stream<String> values = given.values().stream().filter(value -> value.length() >= SHORTEST_SECRET);
        return Stream.concat(Stream.ofNullable(token), values).toList();
    }

    /** The same request with one header more. */
    public WireRequest withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new WireRequest(uri, more, traceId, given, token, body, limits, intake);
    }

    /** The same request with another body, which stands for several messages. */
    public WireRequest withBody(WireBody other) {
        return new WireRequest(uri, headers, traceId, given, token, other, limits, intake);
    }

    /** Where it goes, without a query, which may hold a key. */
    public String target() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }

    /** Names the target only: neither token nor headers nor body, nor a query, which may hold a key. */
    @Override
    public String toString() {
        return "POST " + target() + " (" + body.contentType() + ", " + body.length() + " bytes)";
    }
}
