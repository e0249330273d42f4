package io.github.camelhf.inference.emulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The headers that inference answers carry. The request id is the router's form, with the client's
 * {@code X-Amzn-Trace-Id} after the semicolon; the compute time is in seconds, each
 * begun millisecond counted. Source: recorded answers of the hosted
 * service, 2025; that a dedicated endpoint sends all of them too is an assumption.
 */
final class AnswerHeaders {
    private AnswerHeaders() {}

    static Map<String, String> of(String model, @Nullable String clientId, Instant arrived, Duration computed) {
        String trace = String.format(
                "Root=1-%08x-%s",
                arrived.getEpochSecond(),
                UUID.randomUUID().toString().replace("-", "").substring(0, 24));
        BigDecimal seconds = BigDecimal.valueOf(computed.toNanos(), 9).setScale(3, RoundingMode.UP);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("server", "camel-hf-inference-emulator");
        headers.put("x-request-id", clientId == null ? trace : trace + ";" + clientId);
        headers.put("x-compute-type", "cpu");
        headers.put("x-compute-time", seconds.toPlainString());
        headers.put("x-sha", commit(model));
        return headers;
    }

    /**
     * Those of text-embeddings-inference, all in whole milliseconds. Source: its router's source, read 2026-11-26; counts of
     * characters and tokens are the emulator's guesses.
     *
     * @param length bytes of the request
     */
    static Map<String, String> ofTextEmbeddings(long length, Duration computed) {
        String milliseconds = String.valueOf(computed.toMillis());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-compute-type", "gpu+optimized");
        headers.put("x-compute-time", milliseconds);
        headers.put("x-compute-characters", String.valueOf(length));
        headers.put("x-compute-tokens", String.valueOf(length / 4 + 2));
        headers.put("x-total-time", milliseconds);
        headers.put("x-tokenization-time", "0");
        headers.put("x-queue-time", "0");
        headers.put("x-inference-time", milliseconds);
        return headers;
    }

    /** Stands in for the model's commit: always the same for the same id. */
    private static String commit(String model) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(model.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
