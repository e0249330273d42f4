package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InferenceEmulatorTest {
    private static final String EMBED = "{\"inputs\":[\"red\"]}";

    @Test
    void listensOnAFreePortOfThisMachineOnly() {
        try (var emulator = InferenceEmulator.builder().start()) {
            assertThat(emulator.port()).isPositive();
            assertThat(emulator.url()).isEqualTo(URI.create("http://127.0.0.1:" + emulator.port() + "/"));
            assertThat(emulator.hostedUrl())
                    .isEqualTo(URI.create("http://127.0.0.1:" + emulator.port() + "/hf-inference"));
            assertThat(emulator.start()).isSameAs(emulator);
        }
    }

    @Test
    void keepsItsPortWhenItIsStartedAgain() {
        var emulator = InferenceEmulator.builder().start();
        int port = emulator.port();
        emulator.fault(Fault.overloaded());

        emulator.close();
        assertThatThrownBy(() -> Client.postJson(emulator.url(), EMBED)).isInstanceOf(UncheckedIOException.class);
        emulator.close();
        emulator.start();

        try (emulator) {
            assertThat(emulator.port()).isEqualTo(port);
            assertThat(Client.postJson(emulator.url(), EMBED).status()).isEqualTo(503);
            assertThat(Client.postJson(emulator.url(), EMBED).status()).isEqualTo(200);
        }
    }

    @Test
    void saysThatThePortIsInUse() {
        try (var first = InferenceEmulator.builder().start()) {
            var second = InferenceEmulator.builder().port(first.port()).build();

            assertThatThrownBy(second::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + first.port())
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void refusesOptionsOutOfRange() {
        var options = InferenceEmulator.builder();

        assertThatThrownBy(() -> options.port(70000)).hasMessageContaining("port");
        assertThatThrownBy(() -> options.latency(Duration.ofMillis(-1))).hasMessageContaining("latency");
        assertThatThrownBy(() -> options.maximumBody(0)).hasMessageContaining("maximumBody");
    }

    @Test
    void letsTheRightTokenPass() {
        try (var emulator = InferenceEmulator.builder().token("hf_secret").start()) {
            assertThat(Client.postJson(emulator.url(), EMBED, "Authorization", "Bearer hf_secret")
                            .status())
                    .isEqualTo(200);
            assertThat(Client.get(emulator.url()).status()).isEqualTo(200);
        }
    }

    @Test
    void holdsEveryAnswerBackForTheLatency() {
        try (var emulator =
                InferenceEmulator.builder().latency(Duration.ofMillis(200)).start()) {
            long start = System.nanoTime();

            var answer = Client.postJson(emulator.url(), EMBED);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(Double.parseDouble(answer.header("x-compute-time"))).isGreaterThanOrEqualTo(0.2);
        }
    }

    @Test
    void countsOneRequestAtATimeForAClientThatWaits() {
        try (var emulator = InferenceEmulator.builder().start()) {
            for (int i = 0; i < 300; i++) {
                Client.postJson(emulator.url(), EMBED);
            }

            assertThat(emulator.maxConcurrentRequests()).isEqualTo(1);
            assertThat(emulator.openRequests()).isZero();
        }
    }

    @Test
    void refusesAnHttp2UpgradeOfAnInferenceRequestAsTheToolkitDoes() throws Exception {
        try (var emulator = InferenceEmulator.builder().start()) {
            HttpClient upgrading = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(emulator.url().resolve("models/acme/MiniLM"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(EMBED))
                    .build();

            var answer = upgrading.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("Unsupported upgrade request.");
        }
    }

    @Test
    void speaksHttp2ToClientsThatKnow() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(frame(4, 0, 0, new byte[0]));
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        // HPACK: two fields of the static table, then literals for names of it (:path, :authority, content-type).
        headers.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86, 0x04});
        headers.writeBytes(literal("/models/acme/MiniLM"));
        headers.write(0x01);
        headers.writeBytes(literal("localhost"));
        headers.writeBytes(new byte[] {0x0f, 0x10});
        headers.writeBytes(literal("application/json"));
        out.writeBytes(frame(1, 0x4, 1, headers.toByteArray()));
        out.writeBytes(frame(0, 0x1, 1, EMBED.getBytes(StandardCharsets.US_ASCII)));

        try (var emulator = InferenceEmulator.builder().start();
                RawSocket socket = new RawSocket(emulator.port())) {
            socket.send(out.toString(StandardCharsets.ISO_8859_1));

            assertThat(socket.readUntil("]]")).contains("[[");
            assertThat(emulator.requests().get(0).protocol()).isEqualTo("HTTP/2.0");
            assertThat(emulator.requests().get(0).bodyText()).isEqualTo(EMBED);
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, (byte) (payload.length >> 8), (byte) payload.length, (byte) type, (byte) flags});
        out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static byte[] literal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes.length);
        out.writeBytes(bytes);
        return out.toByteArray();
    }
}
