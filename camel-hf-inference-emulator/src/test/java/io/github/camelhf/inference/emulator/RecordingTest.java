package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RecordingTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @RegisterExtension
    static final HfInferenceEmulator emulator =
            HfInferenceEmulator.with(options -> options.maximumBody(3_000_000).latency(Duration.ofMillis(30)));

    @Test
    void recordsARequestAsItWasSent() {
        Client.postJson(
                emulator.url().resolve("hf-inference/models/acme/MiniLM?x=1"),
                "{\"inputs\":\"ä\"}",
                "X-Own",
                "1",
                "X-Own",
                "2");

        RecordedRequest request = emulator.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/hf-inference/models/acme/MiniLM");
        assertThat(request.query()).isEqualTo("x=1");
        assertThat(request.header("CONTENT-type")).contains("application/json");
        assertThat(request.headers().get("x-own")).containsExactly("1", "2");
        assertThat(request.header("x-missing")).isEmpty();
        assertThat(request.bodyText()).isEqualTo("{\"inputs\":\"ä\"}");
        assertThat(request.protocol()).isEqualTo("HTTP/1.1");
    }

    @Test
    void keepsHeaderValuesLetterForLetter() {
        Client.post(emulator.url(), "application/json; charset=utf-8", new byte[0]);
        Client.post(emulator.url(), "Application/JSON;charset=UTF-8", new byte[0]);

        assertThat(emulator.requests())
                .extracting(request -> request.header("content-type").orElse(""))
                .containsExactly("application/json; charset=utf-8", "Application/JSON;charset=UTF-8");
    }

    @Test
    void keepsTheHeadTheLengthAndTheHashOfALargeBody() throws Exception {
        byte[] body = new byte[2_000_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31);
        }

        var answer = Client.post(emulator.url(), "image/png", body);

        RecordedRequest request = emulator.requests().get(0);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(request.bodyLength()).isEqualTo(2_000_000);
        assertThat(request.bodyHead()).hasSize(65536).startsWith(body[0], body[1], body[2]);
        assertThat(request.bodySha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(body)));
        assertThatThrownBy(request::bodyText).hasMessageContaining("65536 of 2000000");
    }

    @Test
    void answersTheLongestTextAndFindsTheParametersAfterIt() {
        String text = "red ".repeat(500_000);

        var answer = Client.postJson(
                emulator.url(), "{\"inputs\":[\"" + text + "\"],\"parameters\":{\"mode\":\"text_embedding\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get(0).path("embedding")).hasSize(768);
    }

    @Test
    void refusesABodyOverTheMaximum() throws IOException {
        try (RawSocket socket = new RawSocket(emulator.port())) {
            RawSocket.Received announced = socket.head("/", "Content-Type: image/png", "Content-Length: 3000001")
                    .readToEnd();
            assertThat(announced.text()).startsWith("HTTP/1.1 413 ").contains("<title>413");
        }
        assertThat(emulator.requests().get(0).bodyComplete()).isFalse();
        try (RawSocket socket = new RawSocket(emulator.port())) {
            socket.head("/", "Content-Type: image/png", "Transfer-Encoding: chunked");
            String chunk = "10000\r\n" + "x".repeat(65536) + "\r\n";
            for (int i = 0; i < 45; i++) {
                socket.send(chunk);
            }
            // One byte too many and nothing after it, as unread bytes would turn the server's close into a reset.
            socket.send(Integer.toHexString(3_000_001 - 45 * 65536) + "\r\n" + "x".repeat(3_000_001 - 45 * 65536));

            assertThat(socket.readToEnd().text()).startsWith("HTTP/1.1 413 ");
        }
        assertThat(emulator.requests().get(1).bodyComplete()).isFalse();
    }

    @Test
    void recordsARequestWhoseClientLeavesHalfWay() throws IOException {
        try (RawSocket socket = new RawSocket(emulator.port())) {
            socket.head("/", "Content-Type: image/png", "Content-Length: 100").send("abc");
        }

        RecordedRequest request = emulator.awaitRequests(1, LONG).get(0);

        assertThat(request.bodyComplete()).isFalse();
        assertThatThrownBy(request::bodyText).hasMessageContaining("did not arrive whole");
    }

    @Test
    void countsTheRequestsThatAreOpenAtTheSameTime() throws IOException {
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RawSocket socket = new RawSocket(emulator.port());
            sockets.add(socket.head("/", "Content-Type: application/json", "Connection: close", "Content-Length: 18"));
        }
        assertTimeoutPreemptively(LONG, () -> {
            while (emulator.openRequests() < 4) {
                Thread.onSpinWait();
            }
        });
        for (RawSocket socket : sockets) {
            socket.send("{\"inputs\":[\"red\"]}");
            assertThat(socket.readToEnd().text()).startsWith("HTTP/1.1 200 ");
            socket.close();
        }

        assertThat(emulator.maxConcurrentRequests()).isEqualTo(4);
        emulator.reset();
        assertThat(emulator.maxConcurrentRequests()).isZero();
        Client.postJson(emulator.url(), "{\"inputs\":[\"red\"]}");
        assertThat(emulator.maxConcurrentRequests()).isEqualTo(1);
    }

    @Test
    void countsEveryRequestThatWaitsForItsLatency() {
        try (var slow =
                InferenceEmulator.builder().latency(Duration.ofMillis(500)).start()) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> Client.postJson(slow.url(), "{\"inputs\":[\"red\"]}")
                                    .status(),
                            task -> new Thread(task).start()))
                    .toList();
            slow.awaitRequests(20, LONG);

            assertThat(slow.maxConcurrentRequests()).isEqualTo(20);
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
            assertThat(slow.requests()).hasSize(20);
        }
    }

    @Test
    void saysWhichRequestsCameWhenNotEnoughDid() {
        Client.postJson(emulator.url(), "{\"inputs\":[\"red\"]}");

        assertThatThrownBy(() -> emulator.awaitRequests(2, Duration.ofMillis(50)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected 2 requests within PT0.05S, got 1: [POST / HTTP/1.1, 18 bytes]");
    }

    @Test
    void showsOnWhichConnectionARequestCame() throws IOException {
        String body = "{\"inputs\":[\"red\"]}";
        try (RawSocket socket = new RawSocket(emulator.port())) {
            socket.head("/", "Content-Type: application/json", "Content-Length: 18")
                    .send(body)
                    .head("/", "Content-Type: application/json", "Connection: close", "Content-Length: 18")
                    .send(body)
                    .readToEnd();
        }
        try (RawSocket socket = new RawSocket(emulator.port())) {
            socket.head("/", "Content-Type: application/json", "Connection: close", "Content-Length: 18")
                    .send(body)
                    .readToEnd();
        }

        List<RecordedRequest> requests = emulator.awaitRequests(3, LONG);
        assertThat(requests.get(0).remotePort()).isEqualTo(requests.get(1).remotePort());
        assertThat(requests.get(0).remotePort()).isNotEqualTo(requests.get(2).remotePort());
        assertThat(new String(requests.get(2).bodyHead(), StandardCharsets.UTF_8))
                .contains("red");
    }
}
