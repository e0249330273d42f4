package io.github.camelhf.inference.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.Lock;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.HttpConnectionEventHandler;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
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

    /** What counts as written and is not yet, guarded by the session's lock. */
    private final ByteBuffer head = ByteBuffer.allocate(LONGEST_HEAD).flip();

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
        super.upgrade(handler instanceof ClientHttp1IOEventHandler http1 ? new Output(http1) : handler);
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

    /** Knows when the handler begins to write and when it has done so. */
    final class Output extends HandlerDecorator {

        Output(HttpConnectionEventHandler handler) {
            super(handler);
        }

        @Override
        public void outputReady(IOSession session) throws IOException {
            turn(Thread.currentThread());
            try {
                super.outputReady(session);
            } finally {
                turn(null);
            }
        }
    }
}
