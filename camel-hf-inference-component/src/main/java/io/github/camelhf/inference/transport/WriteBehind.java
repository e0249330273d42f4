package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Intake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer into an {@link Intake} on a thread made for it, behind the I/O thread that receives it. While too much waits to be
 * written, no more is read from the connection. The writing thread goes back when nothing waits.
 */
final class WriteBehind {

    /** Bytes that may wait. */
    static final int ROOM = 256 * 1024;

    private final Intake intake;
    private final BlockingWork writes;

    /** All of the following is guarded by this. */
    private final Deque<byte[]> waiting = new ArrayDeque<>();

    /** Bytes that wait, and those that are being written. */
    private int unwritten;

    private boolean writing;
    private boolean closed;
    private @Nullable IOException failure;
    private @Nullable Ending ending;
    private @Nullable CapacityChannel asking;

    /** @param writes the disk is the key */
    WriteBehind(Intake intake, BlockingWork writes) {
        this.intake = intake;
        this.writes = writes;
    }

    /** Called once, on whichever thread knows. */
    interface Ending {

        /** All of it is there. */
        void written(Content content);

        /** It could not be written, or nobody wants it any more. */
        void failed(IOException cause);
    }

    ByteSize limit() {
        return intake.limit();
    }

    /** Takes so many bytes of the source. Called by the I/O thread. */
    void add(ByteBuffer source, int count) throws IOException {
        byte[] piece = new byte[count];
        source.get(piece);
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
            if (closed) {
                return;
            }
            waiting.add(piece);
            unwritten += count;
        }
        write();
    }

    /** Lets so much be received as there is room for, now or when some of it is written. Called by the I/O thread. */
    void ask(CapacityChannel channel) throws IOException {
        int room;
        synchronized (this) {
            room = failure == null ? ROOM - unwritten : 1; // one byte more, and whoever brings it hears of the failure
            if (room <= 0) {
                asking = channel;
                return;
            }
        }
        channel.update(room);
    }

    /** All of it has come. Called by the I/O thread. */
    void end(Ending over) {
        IOException known;
        synchronized (this) {
            known = failure;
            ending = known == null ? over : null;
        }
        if (known == null) {
            write();
        } else {
            over.failed(known);
        }
    }

    /** Nobody wants it any more, unless its end has come. May be called by any thread, also more than once. */
    synchronized void close() {
        if (ending == null) {
            closed = true;
            waiting.clear();
            asking = null;
        }
    }

    private void write() {
        synchronized (this) {
            if (writing) {
                return;
            }
            writing = true;
        }
        try {
            writes.execute(intake.disk(), this::writeAll);
        } catch (RejectedExecutionException e) {
            fail(new IOException("the component stops", e));
        }
    }

    private void writeAll() {
        try {
            for (byte[] piece = next(); piece != null; piece = next()) {
                intake.write(piece);
                written(piece.length);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(new IOException("the answer could not be kept: " + e, e));
        }
    }

    /** The next piece; null when there is none now, and after the last one was seen to. */
    private byte @Nullable [] next() throws IOException {
        Ending over;
        synchronized (this) {
            byte[] piece = waiting.poll();
            if (piece != null) {
                return piece;
            }
            over = ending;
            if (over == null) {
                writing = false;
                return null;
            }
        }
        Content content = intake.finish();
        over.written(content);
        return null;
    }

    private void written(int count) {
        CapacityChannel channel = null;
        int room;
        synchronized (this) {
            unwritten -= count;
            room = ROOM - unwritten;
            if (room >= ROOM / 2) {
                channel = asking;
                asking = null;
            }
        }
        if (channel != null) {
            grant(channel, room);
        }
    }

    private void fail(IOException cause) {
        CapacityChannel channel;
        Ending over;
        synchronized (this) {
            failure = cause;
            waiting.clear();
            channel = asking;
            asking = null;
            over = ending;
        }
        if (over != null) {
            over.failed(cause);
        } else if (channel != null) {
            grant(channel, 1);
        }
    }

    private static void grant(CapacityChannel channel, int room) {
        try {
            channel.update(room);
        } catch (IOException | RuntimeException e) {
            // The connection has gone meanwhile, and whoever waits for the answer hears of that.
        }
    }
}
