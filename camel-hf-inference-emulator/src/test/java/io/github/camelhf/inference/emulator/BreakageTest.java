package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.camelhf.inference.emulator.dialect.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BreakageTest {
    private static final String PATH = "/models/sentence-transformers/all-MiniLM-L6-v2";
    private static final Duration LONG = Duration.ofSeconds(10);

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    private static RawSocket.Received receive(Fault fault) throws IOException {
        emulator.fault(fault);
        try (RawSocket socket = new RawSocket(emulator.port())) {
            return socket.post(PATH).readToEnd();
        }
    }

    @Test
    void resetsAfterTheHeadWhileTheBodyIsUnderWay() throws IOException {
        emulator.fault(Fault.resetAfterHead());
        try (RawSocket socket = new RawSocket(emulator.port())) {
            socket.send(
                    "POST " + PATH
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");

            RawSocket.Received received = socket.readToEnd();

            assertThat(received.text()).isEmpty();
            assertThat(received.reset()).isTrue();
        }
        RecordedRequest request = emulator.awaitRequests(1, LONG).get(0);
        assertThat(request.bodyComplete()).isFalse();
        assertThat(request.path()).isEqualTo(PATH);
    }

    @Test
    void resetsBeforeAnyByteOfTheAnswer() throws IOException {
        RawSocket.Received received = receive(Fault.resetBeforeAnswer());

        assertThat(received.text()).isEmpty();
        assertThat(received.reset()).isTrue();
        assertThat(emulator.requests().get(0).bodyText()).isEqualTo("{\"inputs\":\"red\"}");
    }

    @Test
    void resetsInTheMiddleOfTheAnswer() throws IOException {
        RawSocket.Received received = receive(Fault.resetMidAnswer());

        assertThat(received.reset()).isTrue();
        assertThat(received.text()).doesNotEndWith("]");
    }

    @Test
    void closesBeforeAnyByteOfTheAnswer() throws IOException {
        RawSocket.Received received = receive(Fault.closeBeforeAnswer());

        assertThat(received.text()).isEmpty();
        assertThat(received.reset()).isFalse();
    }

    @Test
    void endsBeforeTheAnnouncedLength() throws IOException {
        RawSocket.Received received = receive(Fault.truncatedAnswer());

        int bodyStart = received.text().indexOf("\r\n\r\n") + 4;
        int announced = Integer.parseInt(received.text().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        assertThat(received.text()).startsWith("HTTP/1.1 200 ");
        assertThat(received.text().length() - bodyStart).isPositive().isLessThan(announced);
        assertThat(received.reset()).isFalse();
    }

    @Test
    void endsInTheMiddleOfAChunk() throws IOException {
        RawSocket.Received received = receive(Fault.truncatedChunk());

        assertThat(received.text())
                .contains("Transfer-Encoding: chunked\r\n\r\n")
                .doesNotEndWith("0\r\n\r\n");
        assertThat(received.reset()).isFalse();
    }

    @Test
    void answersWithGarbageInsteadOfHttp() throws IOException {
        assertThat(receive(Fault.garbage()).text()).isNotEmpty().doesNotContain("HTTP/1.1");
    }

    @Test
    void neverAnswersUntilReset() throws Exception {
        emulator.fault(Fault.neverAnswer());
        try (RawSocket socket = new RawSocket(emulator.port())) {
            socket.post(PATH);
            CompletableFuture<RawSocket.Received> received = CompletableFuture.supplyAsync(() -> {
                try {
                    return socket.readToEnd();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            emulator.awaitRequests(1, LONG);
            assertThat(received).isNotDone();

            emulator.reset();

            assertThat(received.get(10, TimeUnit.SECONDS).text()).isEmpty();
        }
    }

    @Test
    void forgetsAnUnansweredRequestWhenItsClientLeaves() throws IOException {
        emulator.fault(Fault.neverAnswer());
        try (RawSocket socket = new RawSocket(emulator.port())) {
            socket.post(PATH);
            emulator.awaitRequests(1, LONG);
            assertThat(emulator.openRequests()).isEqualTo(1);
        }

        assertTimeoutPreemptively(LONG, () -> {
            while (emulator.openRequests() > 0) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void closesConnectionsThatWaitWhenItStops() throws Exception {
        InferenceEmulator stopping = InferenceEmulator.builder().start();
        stopping.fault(Fault.neverAnswer());
        try (RawSocket socket = new RawSocket(stopping.port())) {
            socket.post(PATH);
            stopping.awaitRequests(1, LONG);

            stopping.close();

            assertThat(socket.readToEnd().text()).doesNotContain("200");
        }
    }

    @Test
    void servesTheNextRequestAfterEveryBreakage() throws IOException {
        int expected = 0;
        for (Breakage breakage : Breakage.values()) {
            emulator.fault(FaultCatalog.fault(new FaultFields(Json.text("fault", breakage.jsonName()))));
            try (RawSocket socket = new RawSocket(emulator.port())) {
                socket.post(PATH);
            }
            emulator.awaitRequests(++expected, LONG);
        }

        assertThat(Client.postJson(emulator.url().resolve(PATH), "{\"inputs\":\"red\"}")
                        .status())
                .isEqualTo(200);
    }
}
