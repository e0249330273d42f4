package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that never left is sent again; one that may have left is the route's. Connections that are about to go are not kept. */
class UnsentTest {

    private static final WireBody TEXT = Calls.json("{\"inputs\":\"oak\"}");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";

    private final Calls calls = Calls.over(HttpVersionChoice.HTTP_1_1);

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void sendsARequestAgainWhoseConnectionWasClosedBeforeItWasWritten() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        AtomicInteger connections = new AtomicInteger();
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.start(connection -> {
                    boolean first = connections.getAndIncrement() == 0;
                    do {
                        connection.readRequest();
                        requests.incrementAndGet();
                        connection.write(OK);
                    } while (!first);
                    wait(leave);
                    connection.socket().close();
                    left.countDown();
                });
                Busy busy = new Busy(calls)) {
            calls.answer(Calls.request(server.uri(), TEXT));
            busy.begin();

            leave.countDown();
            assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<WireResponse> answer = calls.transport().send(Calls.request(server.uri(), TEXT));
            busy.end();

            assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(connections).hasValue(2);
            assertThat(requests).hasValue(2);
        }
    }

    /** Keeps both I/O threads from seeing what happens on their connections, until the end. */
    private static final class Busy implements AutoCloseable {
        private final Calls calls;
        private final RawServer server;
        private final CountDownLatch holding = new CountDownLatch(2);
        private final CountDownLatch over = new CountDownLatch(1);
        private final List<CompletableFuture<WireResponse>> held = new ArrayList<>();

        Busy(Calls calls) throws IOException {
            this.calls = calls;
            this.server = RawServer.answering(OK);
        }

        void begin() throws InterruptedException {
            // Connections go to the threads in turn.
            for (int i = 0; i < 2; i++) {
                held.add(calls.transport().send(Calls.request(server.uri(), WireBody.raw(holding(), "image/png"))));
            }
            assertThat(holding.await(60, TimeUnit.SECONDS)).isTrue();
        }

        private Content holding() {
            return new Content() {
                @Override
                public long length() {
                    return 1;
                }

                @Override
                public InputStream open() {
                    return new ByteArrayInputStream(new byte[1]);
                }

                @Override
                public ByteBuffer inMemory() {
                    if (Thread.currentThread().getName().contains("dispatch")) {
                        holding.countDown();
                        UnsentTest.wait(over);
                    }
                    return ByteBuffer.allocate(1);
                }
            };
        }

        void end() throws Exception {
            over.countDown();
            for (CompletableFuture<WireResponse> each : held) {
                each.get(20, TimeUnit.SECONDS);
            }
        }

        @Override
        public void close() throws IOException {
            over.countDown();
            server.close();
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesARequestThatMayHaveArrivedToTheRoute(boolean pooled) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.start(connection -> {
            if (pooled) {
                connection.readRequest();
                connection.write(OK);
            }
            connection.readRequest();
            requests.incrementAndGet();
        })) {
            if (pooled) {
                calls.answer(Calls.request(server.uri(), TEXT));
            }
            calls.failure(Calls.request(server.uri(), TEXT), InferenceTransportException.class);
            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void sendsAgainWhatAnHttp2ServerRefusesAndGivesUpAfterThree() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.start(connection -> {
                    Frames frames = new Frames(connection);
                    frames.readRequest();
                    requests.incrementAndGet();
                    frames.write(3, 1, "00000007"); // RST_STREAM: REFUSED_STREAM
                    connection.drain();
                });
                Calls http2 = Calls.over(HttpVersionChoice.HTTP_2)) {
            http2.failure(Calls.request(server.uri(), TEXT), InferenceTransportException.class);
            assertThat(requests).hasValue(4);
        }
    }

    @Test
    void doesNotSendAgainWhatAnHttp2ServerBrokeOff() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.start(connection -> {
                    Frames frames = new Frames(connection);
                    frames.readRequest();
                    requests.incrementAndGet();
                    frames.write(3, 1, "00000002"); // internal error
                    connection.drain();
                });
                Calls http2 = Calls.over(HttpVersionChoice.HTTP_2)) {
            http2.failure(Calls.request(server.uri(), TEXT), InferenceTransportException.class);
            assertThat(requests).hasValue(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, '', 1",
        "404 Not Found, 'Keep-Alive: timeout=5\r\n', 1",
        "404 Not Found, 'Connection: keep-alive\r\n', 1",
        "404 Not Found, '', 2",
        "500 Internal Server Error, '', 2",
        "500 Internal Server Error, 'Connection: keep-alive\r\n', 2"
    })
    void keepsAConnectionAfterAnErrorOnlyWhereTheServerSaysSo(String status, String header, int expected)
            throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (RawServer server = RawServer.start(connection -> {
            connections.incrementAndGet();
            while (true) {
                connection.readRequest();
                connection.write("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 2\r\n\r\n[]");
            }
        })) {
            for (int i = 0; i < 2; i++) {
                calls.transport()
                        .send(Calls.request(server.uri(), TEXT))
                        .handle((response, failure) -> failure)
                        .get(20, TimeUnit.SECONDS);
            }
            assertThat(connections).hasValue(expected);
        }
    }

    @Test
    void theDeadlineEndsACallWhoseErrorAnswerNeverEndsAndFreesItsConnection() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nx");
            connection.drain();
        })) {
            calls.failure(
                    Calls.request(server.uri(), TEXT, Calls.within(Duration.ofMillis(300))),
                    InferenceServerException.class);
            await().until(() -> calls.transport().connectionsInUse() == 0);
        }
    }

    /** Just enough of HTTP/2 to refuse a request. Source: RFC 9113, read 2026-11-26. */
    private record Frames(RawServer.Connection connection) {

        void readRequest() throws IOException {
            connection.read(24);
            write(4, 0, "");
            int type;
            do {
                ByteBuffer head = ByteBuffer.wrap(connection.read(9));
                int length = ((head.get() & 0xff) << 16) | (head.getShort() & 0xffff);
                type = head.get();
                connection.read(length);
            } while (type != 1);
        }

        void write(int type, int stream, String payload) throws IOException {
            byte[] bytes = java.util.HexFormat.of().parseHex(payload);
            connection
                    .socket()
                    .getOutputStream()
                    .write(ByteBuffer.allocate(9 + bytes.length)
                            .put((byte) 0)
                            .putShort((short) bytes.length)
                            .put((byte) type)
                            .put((byte) 0)
                            .putInt(stream)
                            .put(bytes)
                            .array());
        }
    }
}
