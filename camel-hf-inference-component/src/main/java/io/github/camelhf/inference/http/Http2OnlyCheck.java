package io.github.camelhf.inference.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Lock;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first bytes of a connection. A server that speaks HTTP/2 only answers a request over HTTP/1.1 with a SETTINGS or
 * GOAWAY frame, which the client takes for the start of a very long line. Source: RFC 9113 sections 3.4 and 4.1, read
 * 2026-11-26.
 */
final class Http2OnlyCheck implements IOSession {

    private static final byte[] PREFACE = "PRI *".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME_HEAD = 9;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    /** Larger frames have to be allowed first. */
    private static final int LONGEST_FRAME = 16_384;

    private final IOSession session;
    private boolean written;
    /** Null when all has been seen. */
    private @Nullable ByteBuffer first = ByteBuffer.allocate(FRAME_HEAD);

    Http2OnlyCheck(IOSession session) {
        this.session = session;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (!written) {
            written = true;
            ByteBuffer start = source.duplicate();
            start.limit(Math.min(start.limit(), start.position() + PREFACE.length));
            if (start.equals(ByteBuffer.wrap(PREFACE))) {
                first = null; // HTTP/2 is what we speak
            }
        }
        return session.write(source);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        ByteBuffer seen = first;
        if (seen == null) {
            return session.read(target);
        }
        int start = target.position();
        int count = session.read(target);
        int more = Math.min(count, seen.remaining());
        for (int i = 0; i < more; i++) {
            seen.put(target.get(start + i));
        }
        if (!seen.hasRemaining()) {
            first = null;
            if (isFirstFrame(seen.flip())) {
                throw new Http2OnlyException();
            }
        }
        return count;
    }

    private static boolean isFirstFrame(ByteBuffer head) {
        int length = head.getInt() >>> 8;
        int type = head.get(3);
        int stream = head.getInt(5);
        return length <= LONGEST_FRAME && stream == 0 && (type == GOAWAY || (type == SETTINGS && length % 6 == 0));
    }

    @Override
    public String getId() {
        return session.getId();
    }

    @Override
    public IOEventHandler getHandler() {
        return session.getHandler();
    }

    @Override
    public void upgrade(IOEventHandler handler) {
        session.upgrade(handler);
    }

    @Override
    public Lock getLock() {
        return session.getLock();
    }

    @Override
    public void enqueue(Command command, Command.Priority priority) {
        session.enqueue(command, priority);
    }

    @Override
    public boolean hasCommands() {
        return session.hasCommands();
    }

    @Override
    public Command poll() {
        return session.poll();
    }

    @Override
    public ByteChannel channel() {
        return session.channel();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return session.getRemoteAddress();
    }

    @Override
    public SocketAddress getLocalAddress() {
        return session.getLocalAddress();
    }

    @Override
    public int getEventMask() {
        return session.getEventMask();
    }

    @Override
    public void setEventMask(int mask) {
        session.setEventMask(mask);
    }

    @Override
    public void setEvent(int event) {
        session.setEvent(event);
    }

    @Override
    public void clearEvent(int event) {
        session.clearEvent(event);
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public void close(CloseMode mode) {
        session.close(mode);
    }

    @Override
    public Status getStatus() {
        return session.getStatus();
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public Timeout getSocketTimeout() {
        return session.getSocketTimeout();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        session.setSocketTimeout(timeout);
    }

    @Override
    public long getLastReadTime() {
        return session.getLastReadTime();
    }

    @Override
    public long getLastWriteTime() {
        return session.getLastWriteTime();
    }

    @Override
    public long getLastEventTime() {
        return session.getLastEventTime();
    }

    @Override
    public void updateReadTime() {
        session.updateReadTime();
    }

    @Override
    public void updateWriteTime() {
        session.updateWriteTime();
    }
}
