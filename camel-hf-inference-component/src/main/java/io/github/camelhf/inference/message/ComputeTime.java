package io.github.camelhf.inference.message;

import io.github.camelhf.inference.transport.WireResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a server says that it computed. The same header holds decimal seconds, as the hosted service, the Inference Toolkit and Text
 * Generation Inference write it, and whole milliseconds, as Text Embeddings Inference does; that one is known by the headers
 * beside it. Sources: recorded answers and the servers' code, read 2026-11-25.
 */
final class ComputeTime {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,18})?([eE]-\\d{1,2})?");

    private static final int MILLIS = 3;
    private static final int NANOS = 9;

    private ComputeTime() {}

    /** Empty when the server does not say, or nothing that makes sense. */
    static Optional<Duration> of(WireResponse response) {
        return response.header("x-compute-time")
                .map(String::trim)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(BigDecimal::new)
                .map(number -> isMillis(number, response) ? number.movePointLeft(MILLIS) : number)
                .map(seconds -> Duration.ofNanos(seconds.movePointRight(NANOS).longValue()));
    }

    private static boolean isMillis(BigDecimal number, WireResponse response) {
        return number.scale() == 0 && response.isOfTextEmbeddingsInference();
    }
}
