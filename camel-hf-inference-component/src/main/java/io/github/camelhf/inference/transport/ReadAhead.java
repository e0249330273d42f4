package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.transport.WireBody.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads content that may block, such as a file, on a thread made for it, a few pieces ahead of the I/O thread that writes them.
 * The reading thread alone touches the stream; it also closes it, once, whatever happens. It goes back when enough pieces are
 * ready and is asked for again when one is taken.
 */
final class ReadAhead {

    /** Some 100 KB: a picture of the usual size takes two turns of a reader, each of which costs a change of threads. */
    private static final int AHEAD = 4;

    /** Bytes to write, and the buffers that they lie in. */
    record Piece(Scratch buffers, ByteBuffer bytes) {}

    private final Segment segment;
    private final BlockingWork reads;
    private final Object key;
    private final Progress progress;

    /** Of the reading thread. */
    private @Nullable InputStream stream;

    private long unread;

    /** All of the following is guarded by this. */
    private final Deque<Piece> ready = new ArrayDeque<>();

    private boolean reading;
    private boolean opened;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException failure;
    private @Nullable DataStreamChannel waiting;

    /** @param key the reads that may hang together with this one */
    ReadAhead(Segment segment, BlockingWork reads, Object key, Progress progress) {
        this.segment = segment;
        this.reads = reads;
        this.key = key;
        this.progress = progress;
        this.unread = segment.content().length();
    }

    /**
     * The next piece, null when there is none now: the reader then asks the channel for output as soon as there is one, or the
     * end, or a failure. Called by the I/O thread.
     */
    @Nullable
    Piece next(DataStreamChannel channel) throws IOException {
        Piece piece;
        synchronized (this) {
            piece = ready.poll();
            if (piece == null && failure != null) {
                throw failure;
            }
            if (piece == null && !ended) {
                waiting = channel;
            }
            if (reading || ended || closed || failure != null || ready.size() > AHEAD / 2) {
                return piece;
            }
            reading = true;
        }
        try {
            reads.execute(key, this::read);
        } catch (RejectedExecutionException e) {
            closeQuietly(); // nobody is reading
            fail(new IOException("the component stops", e));
        }
        return piece;
    }

    /** Whether {@link #next} has something to say. */
    synchronized boolean isReady() {
        return !ready.isEmpty() || ended || failure != null;
    }

    /** Every byte was taken and the stream is closed. */
    synchronized boolean isOver() {
        return ended && ready.isEmpty();
    }

    /** Nobody wants the rest. May be called by any thread, also more than once; never waits for the reader. */
    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            ready.clear(); // the writing thread may still use the buffers of one: the collector has them all
            if (reading || !opened || ended || failure != null) {
                return; // the reader closes the stream, or has, or there is none
            }
            reading = true;
        }
        try {
            reads.execute(key, this::closeQuietly);
        } catch (RejectedExecutionException e) {
            closeQuietly();
        }
    }

    private void read() {
        try {
            while (wantsMore()) {
                Piece piece = unread == 0 ? null : piece();
                boolean last = unread == 0;
                if (last) {
                    end(); // before the server has all of it and answers
                }
                announce(piece, last);
            }
        } catch (ContentException e) {
            closeQuietly();
            fail(e);
        } catch (IOException | RuntimeException e) {
            closeQuietly();
            fail(new ContentException("the content could not be read: " + e.getMessage(), e));
        } catch (Error e) {
            closeQuietly();
            fail(new IOException("the content could not be read: " + e, e));
        }
    }

    private boolean wantsMore() {
        synchronized (this) {
            if (!closed && !ended && ready.size() < AHEAD) {
                opened = true;
                return true;
            }
            if (!closed || ended) {
                reading = false;
                return false;
            }
        }
        closeQuietly();
        return false;
    }

    private Piece piece() throws IOException {
        InputStream open = stream;
        if (open == null) {
            open = open();
            stream = open;
        }
        Scratch buffers = Scratch.take();
        int wanted = (int) Math.min(Scratch.PLAIN, unread);
        int count = open.readNBytes(buffers.plain, 0, wanted);
        if (count < wanted) {
            throw new ContentException(
                    "the content ended " + (unread - count) + " bytes before its stated length: was it cut meanwhile?");
        }
        unread -= count;
        return new Piece(buffers, buffers.piece(count, segment.base64()));
    }

    private InputStream open() throws ContentException {
        try {
            return segment.content().open();
        } catch (IOException | RuntimeException e) {
            throw new ContentException("the content could not be opened: " + e.getMessage(), e);
        }
    }

    /** A file that has grown since its length was read would reach the server cut: that is an error, not a picture. */
    private void end() throws IOException {
        InputStream open = stream == null ? open() : stream;
        stream = null;
        try (open) {
            if (open.read() >= 0) {
                throw new ContentException("the content is longer than its stated length: is it still being written?");
            }
        }
    }

    private void announce(@Nullable Piece piece, boolean last) {
        DataStreamChannel asking;
        synchronized (this) {
            ended = last;
            if (piece != null && !closed) {
                ready.add(piece);
            }
            asking = waiting;
            waiting = null;
        }
        wake(asking);
    }

    private void fail(IOException cause) {
        DataStreamChannel asking;
        synchronized (this) {
            reading = false;
            failure = cause;
            asking = waiting;
            waiting = null;
        }
        wake(asking);
    }

    private void wake(@Nullable DataStreamChannel asking) {
        if (asking != null) {
            try {
                asking.requestOutput();
            } catch (RuntimeException e) {
                progress.ignored(e); // the connection has gone meanwhile, and with it whoever asked
            }
        }
    }

    private void closeQuietly() {
        InputStream open = stream;
        stream = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException | RuntimeException e) {
                // Only read from: nothing can be lost by a failing close.
                progress.ignored(e);
            }
        }
    }
}
