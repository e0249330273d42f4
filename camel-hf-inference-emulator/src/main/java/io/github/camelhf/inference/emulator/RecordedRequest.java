package io.github.camelhf.inference.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One inference request as it arrived. Of a large body only the first 64 KiB are kept, with the length and the hash of
 * the whole. Holds arrays, so two records are equal only if they are the same.
 *
 * @param method the HTTP method
 * @param path the raw path, without the query
 * @param query the raw query string, empty when there is none
 * @param headers all values of each header; names are looked up without regard to case
 * @param bodyLength bytes of the body that arrived
 * @param bodySha256 lower-case hex SHA-256 of those bytes
 * @param bodyHead the first 65536 bytes at most
 * @param bodyComplete whether the whole body arrived: false after a reset, an abort or a body over the maximum
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
 * @param remotePort the client's port: equal for two requests on the same connection
 * @param arrived when the request's head was read
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record RecordedRequest(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        long bodyLength,
        String bodySha256,
        byte[] bodyHead,
        boolean bodyComplete,
        String protocol,
        int remotePort,
        Instant arrived) {

    /** The first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    /**
     * The body as UTF-8 text.
     *
     * @throws IllegalStateException when the body did not arrive whole or is longer than what is kept of it
     */
    public String bodyText() {
        if (!bodyComplete || bodyLength > bodyHead.length) {
            throw new IllegalStateException("only the first " + bodyHead.length + " of " + bodyLength
                    + " bytes are kept" + (bodyComplete ? "" : " of a body that did not arrive whole")
                    + "; use bodyHead() or bodySha256()");
        }
        return new String(bodyHead, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " " + protocol + ", " + bodyLength
                + " bytes" + (bodyComplete ? "" : " (incomplete)");
    }
}
