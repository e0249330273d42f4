package io.github.camelhf.inference.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.Lock;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A plain HTTP/1.1 connection that sends the head of a request and the body behind it in one write. The client writes the head by
 * itself as soon as the body is too long for its buffer; here it waits for what is written next, until the handler has done what it
 * could. Source: httpcore5 5.3.4 to 5.4.3 (LengthDelimitedEncoder, AbstractHttp1StreamDuplexer, which writes under the session's lock),
 * read 2026-11-26.
 */
final class HeadWithBody extends SessionDecorator {

    /** What is longer gains little. */
    private static final int LONGEST_HEAD = 4 * 1024;

    private final GatheringByteChannel channel;

    /** What counts as written and is not yet, guarded by the session's lock. Room is made where the connection speaks HTTP/1.1. */
    private ByteBuffer head = ByteBuffer.allocate(0);

    /** Guarded by the session's lock. */
    private final ByteBuffer[] both = {head, head};

    /** The thread at work on the output, after which nothing may stay behind; guarded by the session's lock. */
    private @Nullable Thread writing;

    private HeadWithBody(IOSession session, GatheringByteChannel channel) {
        super(session);
        this.channel = channel;
    }

    static IOSession of(IOSession session) {
        return session.channel() instanceof GatheringByteChannel channel ? new HeadWithBody(session, channel) : session;
    }

    @Override
    public void upgrade(IOEventHandler handler) {
        super.upgrade(handler instanceof ClientHttp1IOEventHandler ? gathering(handler) : handler);
    }

    /** The handler, whose writes are gathered. */
    IOEventHandler gathering(IOEventHandler handler) {
        if (head.capacity() == 0) {
            head = ByteBuffer.allocate(LONGEST_HEAD).flip();
        }
        return new Output(handler);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        Lock lock = getLock();
        lock.lock();
        try {
            if (head.hasRemaining()) {
                return writeBoth(source);
            }
            if (writing == Thread.currentThread() && source.remaining() <= LONGEST_HEAD) {
                int count = source.remaining();
                head.clear().put(source).flip();
                return count;
            }
            return super.write(source);
        } finally {
            lock.unlock();
        }
    }

    private int writeBoth(ByteBuffer source) throws IOException {
        int before = source.remaining();
        both[0] = head;
        both[1] = source;
        try {
            channel.write(both);
        } finally {
            both[1] = head; // not the body: it may be a picture
        }
        return before - source.remaining();
    }

    /** Before and after the handler writes. */
    private void turn(@Nullable Thread thread) throws IOException {
        Lock lock = getLock();
        lock.lock();
        try {
            writing = thread;
            if (head.hasRemaining() && isOpen()) {
                super.write(head);
                if (head.hasRemaining()) {
                    setEvent(SelectionKey.OP_WRITE);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The handler has failed: the client closes the connection, and what failed first is what is told. */
    private void fail() {
        Lock lock = getLock();
        lock.lock();
        try {
            writing = null;
            head.clear().flip();
        } finally {
            lock.unlock();
        }
    }

    /** Knows when the handler begins to write and when it has done so. */
    private final class Output implements IOEventHandler {

        private final IOEventHandler handler;

        Output(IOEventHandler handler) {
            this.handler = handler;
        }

        @Override
        public void outputReady(IOSession session) throws IOException {
            turn(Thread.currentThread());
            try {
                handler.outputReady(session);
            } catch (IOException | RuntimeException | Error e) {
                fail();
                throw e;
            }
            turn(null);
        }

        @Override
        public void connected(IOSession session) throws IOException {
            handler.connected(session);
        }

        @Override
        public void inputReady(IOSession session, @Nullable ByteBuffer source) throws IOException {
            handler.inputReady(session, source);
        }

        @Override
        public void timeout(IOSession session, Timeout timeout) throws IOException {
            handler.timeout(session, timeout);
        }

        @Override
        public void exception(IOSession session, Exception cause) {
            handler.exception(session, cause);
        }

        @Override
        public void disconnected(IOSession session) {
            handler.disconnected(session);
        }
    }
}
