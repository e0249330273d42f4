package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final WireBody TEXT =
            Calls.json("{\"inputs\":\"oak\",\"parameters\":{\"mode\":\"text_embedding\"}}");

    private Calls calls = Calls.over(HttpVersionChoice.AUTO);

    @AfterEach
    void close() {
        calls.close();
    }

    @ParameterizedTest
    @CsvSource({"AUTO, HTTP/1.1", "HTTP_1_1, HTTP/1.1", "HTTP_2, HTTP/2.0"})
    void asksInTheChosenVersionOnAPlainConnection(HttpVersionChoice choice, String protocol) throws Exception {
        calls.close();
        calls = Calls.over(choice);
        WireResponse response = calls.answer(Calls.request(EMULATOR.url(), TEXT));
        assertThat(response.status()).isEqualTo(200);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("\"embedding\"");
        RecordedRequest request = EMULATOR.requests().get(0);
        assertThat(request.protocol()).isEqualTo(protocol);
        assertThat(request.headers().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotContain("upgrade", "http2-settings", "expect");
    }

    @Test
    void sendsOurHeadersAndNoOthers() throws Exception {
        calls.answer(Calls.request(EMULATOR.url(), TEXT));
        RecordedRequest request = EMULATOR.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("content-type")).contains("application/json");
        assertThat(request.header("accept")).contains("application/json");
        assertThat(request.header("user-agent")).contains("test/1");
        assertThat(request.header("authorization")).contains("Bearer " + Calls.TOKEN);
        assertThat(request.headers().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .isSubsetOf(
                        "accept",
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "user-agent");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 24575, 24576, 24577, 24578, 49152, 100_000})
    void announcesTheExactLength(int size) throws Exception {
        byte[] picture = new byte[size];
        for (int i = 0; i < size; i++) {
            picture[i] = (byte) (i * 31);
        }
        Content content = Content.of(picture);
        WireBody raw = WireBody.raw(content, "image/png");
        WireBody base64 = new WireBody(
                WireBody.JSON,
                List.of(
                        new WireBody.Literal("{\"inputs\":\""),
                        new WireBody.Base64Encoded(content),
                        new WireBody.Literal("\"}")));
        byte[] text = ("{\"inputs\":\"" + Base64.getEncoder().encodeToString(picture) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        EMULATOR.fault(Fault.answer(200, "application/json", "[]"), 2);
        calls.answer(Calls.request(EMULATOR.url(), raw));
        calls.answer(Calls.request(EMULATOR.url(), base64));
        arrived(EMULATOR.requests().get(0), picture, "image/png");
        arrived(EMULATOR.requests().get(1), text, "application/json");
    }

    private static void arrived(RecordedRequest request, byte[] body, String mediaType) {
        assertThat(request.header("content-length")).contains(String.valueOf(body.length));
        assertThat(request.header("transfer-encoding")).isEmpty();
        assertThat(request.header("content-type")).contains(mediaType);
        assertThat(request.bodyLength()).isEqualTo(body.length);
        assertThat(request.bodyHead()).isEqualTo(java.util.Arrays.copyOf(body, Math.min(body.length, 65536)));
    }

    @Test
    void repeatsNothingByItself() throws Exception {
        EMULATOR.fault(Fault.rateLimited(Duration.ZERO));
        EMULATOR.fault(
                Fault.answer(503, Map.of("Retry-After", "0"), "text/plain", "later".getBytes(StandardCharsets.UTF_8)));
        EMULATOR.fault(Fault.closeBeforeAnswer());
        WireRequest request = Calls.request(EMULATOR.url(), TEXT);
        assertThat(calls.failure(request, RateLimitedException.class).getRetryAfter())
                .isNull();
        assertThat(calls.failure(request, UnclearUnavailableException.class).getRetryAfter())
                .isNull();
        calls.failure(request, InferenceTransportException.class);
        assertThat(EMULATOR.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        try (RawServer other = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")) {
            EMULATOR.fault(Fault.answer(status, Map.of("Location", other.uri().toString()), null, new byte[0]));
            InferenceRejectedException failure =
                    calls.failure(Calls.request(EMULATOR.url(), TEXT), InferenceRejectedException.class);
            assertThat(failure).hasMessageContaining("set endpointUrl to the final address");
            assertThat(failure.getStatusCode()).isEqualTo(status);
            assertThat(other.connectionCount()).isZero();
        }
    }

    @Test
    void keepsNoCookie() throws Exception {
        EMULATOR.fault(Fault.answer(
                200,
                Map.of("Set-Cookie", "session=1; Path=/"),
                "application/json",
                "[]".getBytes(StandardCharsets.UTF_8)));
        calls.answer(Calls.request(EMULATOR.url(), TEXT));
        calls.answer(Calls.request(EMULATOR.url(), TEXT));
        assertThat(EMULATOR.requests().get(1).header("cookie")).isEmpty();
    }

    @Test
    void answersNoLoginChallenge() throws Exception {
        EMULATOR.fault(Fault.unauthorized());
        URI other = EMULATOR.url().resolve("/models/any/model");
        assertThat(calls.failure(
                                Calls.request(other, TEXT),
                                io.github.camelhf.inference.error.InferenceAuthenticationException.class)
                        .getStatusCode())
                .isEqualTo(401);
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    @Test
    void reusesItsConnection() throws Exception {
        calls.transport().reserve(-8); // leaves room for one: the next call waits until the connection is free
        for (int i = 0; i < 50; i++) {
            calls.answer(Calls.request(EMULATOR.url(), TEXT));
        }
        assertThat(EMULATOR.requests().stream().map(RecordedRequest::remotePort).distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(HttpVersionChoice.class)
    void keepsHeadersAndRequestId(HttpVersionChoice choice) throws Exception {
        calls.close();
        calls = Calls.over(choice);
        EMULATOR.fault(Fault.answer(
                200,
                Map.of("X-Request-Id", "abc-1", "X-Compute-Time", "0.125"),
                "application/json",
                "[1]".getBytes(StandardCharsets.UTF_8)));
        WireResponse response = calls.answer(Calls.request(EMULATOR.url(), TEXT));
        assertThat(response.requestId()).contains("abc-1");
        assertThat(response.header("x-compute-TIME")).contains("0.125");
    }

    @Test
    void endsCallsInFlightWhenClosed() throws Exception {
        EMULATOR.fault(Fault.neverAnswer());
        CompletableFuture<WireResponse> open = calls.transport().send(Calls.request(EMULATOR.url(), TEXT));
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));
        calls.close();
        assertThat(open)
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InferenceTransportException.class);
    }

    @Test
    void neverThrowsNotEvenAfterClosing() {
        calls.close();
        assertThat(calls.transport().send(Calls.request(EMULATOR.url(), TEXT)))
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InferenceUnavailableException.class);
    }
}
