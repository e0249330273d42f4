package io.github.camelhf.inference.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches the socket, and in how many writes. */
class HeadWithBodyTest {

    private static final String HEAD = "POST / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String BODY = "b".repeat(100_000);

    private final Socket socket = new Socket();
    private final Plain plain = new Plain();
    private final HeadWithBody session = (HeadWithBody) HeadWithBody.of(plain);

    /** What the client's handler writes at its turn. */
    private interface Writing {
        void run() throws IOException;
    }

    @Test
    void theHeadGoesOutTogetherWithTheBody() throws IOException {
        turn(() -> {
            assertThat(write(HEAD)).isEqualTo(HEAD.length());
            assertThat(write(BODY)).isEqualTo(BODY.length());
        });

        assertThat(socket.writes).containsExactly(HEAD + BODY);
        assertThat(plain.events).isZero();
    }

    @Test
    void aHeadWithoutABodyGoesOutWhenTheHandlerHasDoneWhatItCould() throws IOException {
        turn(() -> write(HEAD));

        assertThat(socket.writes).containsExactly(HEAD);
    }

    @Test
    void theHandlersFailureIsToldAndNothingOfTheRequestGoesOutBehindIt() throws IOException {
        assertThat(catchThrowable(() -> turn(() -> {
                    write(HEAD);
                    throw new IOException("no body");
                })))
                .hasMessage("no body");
        write("later");

        assertThat(socket.writes).containsExactly("later");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 28, 50, 1000})
    void whatTheSocketDoesNotTakeIsWrittenAtTheNextTurnInItsOrder(int taken) throws IOException {
        socket.room = taken;
        ByteBuffer body = bytes(BODY);
        turn(() -> {
            write(HEAD);
            session.write(body);
        });
        assertThat(plain.events & SelectionKey.OP_WRITE).isEqualTo(taken < HEAD.length() ? SelectionKey.OP_WRITE : 0);
        socket.room = Integer.MAX_VALUE;

        turn(() -> session.write(body));

        assertThat(String.join("", socket.writes)).isEqualTo(HEAD + BODY);
    }

    @Test
    void twoSmallPartsStayInTheirOrder() throws IOException {
        turn(() -> {
            write(HEAD);
            write("first");
            write("second");
        });

        assertThat(String.join("", socket.writes)).isEqualTo(HEAD + "firstsecond");
    }

    @Test
    void whatAnotherThreadWritesGoesOutAtOnceAndBehindTheHead() throws IOException {
        turn(() -> {
            write(HEAD);
            CompletableFuture.runAsync(() -> {
                        try {
                            write("body");
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .join();
            assertThat(socket.writes).containsExactly(HEAD + "body");
        });
        write("later");

        assertThat(socket.writes).containsExactly(HEAD + "body", "later");
    }

    @Test
    void nothingIsWrittenToAConnectionThatTheHandlerHasClosed() throws IOException {
        turn(() -> {
            write(HEAD);
            plain.open = false;
        });

        assertThat(socket.writes).isEmpty();
    }

    private void turn(Writing writing) throws IOException {
        session.gathering(new Writer(writing)).outputReady(session);
    }

    private int write(String text) throws IOException {
        return session.write(bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @SuppressWarnings("NullAway")
    private static <T> T nothing() {
        return null;
    }

    /** The client's handler. */
    private record Writer(Writing writing) implements IOEventHandler {

        @Override
        public void outputReady(IOSession session) throws IOException {
            writing.run();
        }

        @Override
        public void connected(IOSession session) {}

        @Override
        public void inputReady(IOSession session, ByteBuffer source) {}

        @Override
        public void timeout(IOSession session, Timeout timeout) {}

        @Override
        public void exception(IOSession session, Exception cause) {}

        @Override
        public void disconnected(IOSession session) {}
    }

    /** Takes as many bytes at a time as there is room for. */
    private static final class Socket implements GatheringByteChannel, ByteChannel {

        final List<String> writes = new ArrayList<>();
        int room = Integer.MAX_VALUE;

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            for (int i = offset; i < offset + length; i++) {
                while (sources[i].hasRemaining() && taken.size() < room) {
                    taken.write(sources[i].get());
                }
            }
            if (taken.size() > 0) {
                writes.add(taken.toString(StandardCharsets.US_ASCII));
            }
            room -= room == Integer.MAX_VALUE ? 0 : taken.size();
            return taken.size();
        }

        @Override
        public long write(ByteBuffer[] sources) {
            return write(sources, 0, sources.length);
        }

        @Override
        public int write(ByteBuffer source) {
            return (int) write(new ByteBuffer[] {source});
        }

        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** The client's own session over it. */
    private final class Plain extends SessionDecorator {

        final ReentrantLock lock = new ReentrantLock();
        boolean open = true;
        int events;

        Plain() {
            super(nothing());
        }

        @Override
        public Lock getLock() {
            return lock;
        }

        @Override
        public ByteChannel channel() {
            return socket;
        }

        @Override
        public int write(ByteBuffer source) {
            return socket.write(source);
        }

        @Override
        public void setEvent(int event) {
            events |= event;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }
}
