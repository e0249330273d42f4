package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that break or never end, and how far the call had come by then. */
@Tag("alone")
class TransportFailureTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final WireBody TEXT =
            Calls.json("{\"inputs\":\"oak\",\"parameters\":{\"mode\":\"text_embedding\"}}");

    /** More than the buffers of both sides of a connection hold. */
    private static final WireBody LARGE = WireBody.raw(Calls.zeros(64L * 1024 * 1024), "image/png");

    private final Calls calls = Calls.over(HttpVersionChoice.AUTO);

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void refusedConnectionFailsWhileConnecting() throws Exception {
        InferenceTransportException failure = broken(Calls.request(unusedAddress(), TEXT));
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.getStatusCode()).isZero();
        assertThat(failure).hasMessageContaining("while connecting").hasCauseInstanceOf(IOException.class);
    }

    @Test
    void unknownHostFailsWhileConnecting() throws Exception {
        InferenceTransportException failure = broken(Calls.request(URI.create("http://no-such-host.invalid/"), TEXT));
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure)
                .hasMessageStartingWith("unknown host; check the name")
                .hasMessageContaining("(http://no-such-host.invalid/");
    }

    private static URI unusedAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
    }

    @Test
    void resetWhileSendingIsSaid() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.readHead();
            connection.reset();
        })) {
            InferenceTransportException failure = broken(Calls.request(server.uri(), LARGE));
            assertThat(failure.phase()).isEqualTo(Phase.SEND);
            assertThat(failure).hasMessageContaining("while the request was being sent");
        }
    }

    static List<Fault> endsBeforeTheAnswer() {
        return List.of(
                Fault.resetBeforeAnswer(),
                Fault.resetMidAnswer(),
                Fault.closeBeforeAnswer(),
                Fault.truncatedAnswer(),
                Fault.truncatedChunk(),
                Fault.garbage());
    }

    @ParameterizedTest
    @MethodSource("endsBeforeTheAnswer")
    void brokenAnswerFailsWhileReading(Fault fault) throws Exception {
        EMULATOR.fault(fault);
        InferenceTransportException failure = broken(Calls.request(EMULATOR.url(), TEXT));
        assertThat(failure.phase()).isEqualTo(Phase.READ);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("before the answer was complete");
    }

    @ParameterizedTest
    @EnumSource(HttpVersionChoice.class)
    void silentServerIsLeftAtTheTotalTime(HttpVersionChoice version) throws Exception {
        EMULATOR.fault(Fault.neverAnswer());
        try (Calls chosen = Calls.over(version)) {
            timesOut(chosen, EMULATOR.url(), TEXT, Phase.READ);
        }
        EMULATOR.reset();
    }

    @Test
    void dribbledAnswerDoesNotStretchTheTotalTime() throws Exception {
        EMULATOR.fault(Fault.dribble(1, Duration.ofMillis(50)));
        timesOut(calls, EMULATOR.url(), TEXT, Phase.READ);
    }

    @Test
    void serverThatDoesNotReadIsLeftWhileSending() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.readHead();
            await(connection);
        })) {
            timesOut(calls, server.uri(), LARGE, Phase.SEND);
        }
    }

    @Test
    void totalTimeCountsFromTheConnection() throws Exception {
        try (RawServer server = RawServer.start(TransportFailureTest::await)) {
            URI silent = URI.create("https://127.0.0.1:" + server.port() + "/");
            timesOut(calls, silent, TEXT, Phase.CONNECT);
        }
    }

    @Test
    void connectTimeoutCoversTheTlsHandshake() throws Exception {
        try (RawServer server = RawServer.start(TransportFailureTest::await);
                Calls impatient = Calls.trusting(HttpVersionChoice.AUTO, null, Duration.ofMillis(200))) {
            URI silent = URI.create("https://127.0.0.1:" + server.port() + "/");
            InferenceTransportException failure =
                    impatient.failure(Calls.request(silent, TEXT), InferenceTransportException.class);
            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    /** Keeps the connection open until the client or the test ends it, without reading from it. */
    private static void await(RawServer.Connection connection) throws IOException {
        try {
            new CountDownLatch(1).await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        connection.socket().close();
    }

    private static void timesOut(Calls calls, URI uri, WireBody body, Phase phase) throws Exception {
        long start = System.nanoTime();
        InferenceTransportException failure = calls.failure(
                Calls.request(uri, body, Calls.within(Duration.ofMillis(400))), InferenceTransportException.class);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(failure.phase()).isEqualTo(phase);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContainingAll("within 400 ms", "requestTimeout");
        assertThat(taken).isBetween(Duration.ofMillis(390), Duration.ofSeconds(20));
    }

    @Test
    void connectionIsFreeAgainAfterATimeout() throws Exception {
        for (int i = 0; i < 12; i++) {
            EMULATOR.fault(Fault.neverAnswer());
            calls.failure(
                    Calls.request(EMULATOR.url(), TEXT, Calls.within(Duration.ofMillis(50))),
                    InferenceTransportException.class);
        }
        assertThat(calls.answer(Calls.request(EMULATOR.url(), TEXT)).status()).isEqualTo(200);
    }

    static Stream<String> earlyAnswers() {
        return Stream.of(
                "HTTP/1.1 413 Too Large\r\nContent-Length: 7\r\nConnection: close\r\n\r\ntoo big",
                "HTTP/1.1 413 Too Large\r\nContent-Length: 7\r\n\r\ntoo big");
    }

    @ParameterizedTest
    @MethodSource("earlyAnswers")
    void answerBeforeTheUploadEndedIsRead(String answer) throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.readHead();
            connection.write(answer);
            connection.drain();
        })) {
            InferenceRejectedException failure =
                    calls.failure(Calls.request(server.uri(), LARGE), InferenceRejectedException.class);
            assertThat(failure.getStatusCode()).isEqualTo(413);
            assertThat(failure).hasMessageContaining("too big");
        }
    }

    private InferenceTransportException broken(WireRequest request) throws Exception {
        return calls.failure(request, InferenceTransportException.class);
    }
}
