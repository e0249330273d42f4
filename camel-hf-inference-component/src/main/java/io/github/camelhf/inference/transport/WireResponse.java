package io.github.camelhf.inference.transport;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer, read whole.
 *
 * @param status  the HTTP status
 * @param headers by lower-case name; the first value where a name repeats
 * @param body    the bytes, at most the request's {@code maxResponseSize}; of an error only the first part
 */
public record WireResponse(int status, Map<String, String> headers, byte[] body) {

    /** The value of a header, its name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the body is in a coding that was not asked for, such as gzip. */
    boolean isCompressed() {
        return header("content-encoding")
                .filter(coding -> !coding.isBlank() && !coding.equalsIgnoreCase("identity"))
                .isPresent();
    }

    /**
     * The id under which the server's operators find the call. Source: headers of recorded answers of the hosted service
     * (x-request-id), of AWS load balancers (x-amzn-trace-id) and of CloudFront (x-amz-cf-id), read 2026-11-20.
     */
    public Optional<String> requestId() {
        return header("x-request-id").or(() -> header("x-amzn-trace-id")).or(() -> header("x-amz-cf-id"));
    }
}
