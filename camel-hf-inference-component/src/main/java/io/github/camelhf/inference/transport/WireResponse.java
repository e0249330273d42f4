package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.input.Content;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer, read whole.
 *
 * @param status  the HTTP status
 * @param headers by name in lower case, or in any where the map compares them so; the first value where a name repeats
 * @param body    the bytes, at most the request's {@code maxResponseSize}; of an error, and of media, only the first part
 * @param media   all bytes of an answer that went into the request's intake, null for any other
 */
public record WireResponse(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable Content media) {

    private static final int LONGEST_ID = 300;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    /** What servers write who mean none: RFC 9110 knows the first only, and others put the charset there. */
    private static final Set<String> NO_CODING = Set.of("identity", "none", "utf-8", "utf8", "");

    /** An answer that is no media. */
    public WireResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, null);
    }

    /** The value of a header, its name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the body is in a coding that was not asked for, such as gzip. */
    boolean isCompressed() {
        String codings = headers.get("content-encoding");
        return codings != null
                && Arrays.stream(codings.split(","))
                        .map(coding -> coding.trim().toLowerCase(Locale.ROOT))
                        .anyMatch(coding -> !NO_CODING.contains(coding));
    }

    /**
     * Whether Text Embeddings Inference answered, which says how long it took to tokenize; Text Generation Inference and the older
     * servers do not. Source: its router (http/types.rs), read 2026-11-25.
     */
    public boolean isOfTextEmbeddingsInference() {
        return headers.containsKey("x-compute-type") && headers.containsKey("x-tokenization-time");
    }

    /**
     * The id under which the server's operators find the call. Source: headers of recorded answers of the hosted service
     * (x-request-id), of AWS load balancers (x-amzn-trace-id) and of CloudFront (x-amz-cf-id), read 2026-11-20. In one line of at
     * most {@value #LONGEST_ID} characters, whatever the server sent.
     */
    public Optional<String> requestId() {
        return header("x-request-id")
                .or(() -> header("x-amzn-trace-id"))
                .or(() -> header("x-amz-cf-id"))
                .map(WireResponse::line);
    }

    private static String line(String id) {
        String start = id.substring(0, Math.min(id.length(), LONGEST_ID));
        return UNPRINTABLE.matcher(start).replaceAll(" ").trim();
    }
}
