package io.github.camelhf.inference.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A plain HTTP/1.1 client, which adds no Content-Type and no Accept of its own. It keeps no connection: one that the fault of an earlier
 * test is about to close would fail the next.
 */
final class Client {

    private Client() {}

    private static HttpClient fresh() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** An answer with its body as text and as JSON. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.read(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("(none)");
        }
    }

    static Answer post(URI uri, @Nullable String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    static Answer postJson(URI uri, String json, String... headers) {
        return post(uri, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
    }

    static Answer get(URI uri) {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(
                    fresh().send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
