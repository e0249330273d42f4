package io.github.camelhf.inference.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers of the hosted service and of model servers to a call that they do not serve. */
final class HubAnswers {
    static final String UNAUTHORIZED = "Invalid username or password.";

    private HubAnswers() {}

    static Reply loading(double estimatedSeconds) {
        JsonNode body =
                Json.text("error", "Model ${model} is currently loading").put("estimated_time", estimatedSeconds);
        return reply(503, Map.of(), "application/json", Json.write(body));
    }

    static Reply unauthorized() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Error-Message", UNAUTHORIZED);
        headers.put("WWW-Authenticate", "Bearer realm=\"Authentication required\", charset=\"UTF-8\"");
        return error(401, ErrorShape.ERROR_STRING, UNAUTHORIZED, headers);
    }

    static Reply rateLimited(Map<String, String> headers) {
        String text = "Rate limit reached. Please log in or use a HF access token";
        return error(429, ErrorShape.ERROR_STRING, text, headers);
    }

    /** The Hub's rate limit headers: nothing left, window ends in {@code reset}. */
    static Map<String, String> window(Duration reset) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("RateLimit", "\"api\";r=0;t=" + reset.toSeconds());
        headers.put("RateLimit-Policy", "\"fixed window\";\"api\";q=1000;w=300");
        return headers;
    }

    static String httpDate(Instant instant) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
        // RFC 1123 in Java writes a one-digit day without the zero that HTTP wants.
        boolean shortDay = date.charAt(6) == ' ';
        return shortDay ? date.replace(", ", ", 0") : date;
    }

    /** 429 of text-embeddings-inference. Source: its router's source, version 1.9, read 2026-11-20. */
    static Reply teiOverloaded() {
        JsonNode body = Json.text("error", "Model is overloaded").put("error_type", "Overloaded");
        return reply(429, Map.of(), "application/json", Json.write(body));
    }

    /** An application that raised, as Starlette and uvicorn 0.17.6 answer for it; recorded 2026-11-26. */
    static Reply crashed() {
        byte[] body = "Internal Server Error".getBytes(StandardCharsets.UTF_8);
        return reply(500, Map.of("Server", "uvicorn"), "text/plain; charset=utf-8", body)
                .thenHangUp();
    }

    static Reply error(int status, ErrorShape shape, String text, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (shape == ErrorShape.HEADER_ONLY) {
            all.put("X-Error-Message", text);
        }
        return reply(status, all, shape.contentType(), shape.body(status, text));
    }

    static Reply reply(int status, Map<String, String> headers, @Nullable String contentType, byte[] body) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be between 200 and 599, got " + status);
        }
        return new Reply(status, Map.copyOf(headers), contentType, body.clone());
    }
}
