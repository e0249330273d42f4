package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.transport.WireBody.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link WireBody} piece by piece, as fast as the connection takes it. Content in memory is written from where it lies,
 * all other through a {@link ReadAhead}, so that no I/O thread waits for a disk. Holds a few scratch buffers and one open content
 * at a time, whatever the length. Called by one I/O thread at a time.
 */
final class BodyWriter implements AsyncEntityProducer {

    /** A system call each: fewer of them cost less, but the channel copies every one into memory of its thread's own. */
    private static final int LARGEST_WRITE = 128 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final WireBody body;
    private final Progress progress;
    private final BlockingWork reads;
    private final Object key;

    /** What {@link #ready} lies in, and is given back by the writing thread only. */
    private final AtomicReference<@Nullable Scratch> scratch = new AtomicReference<>();

    private Iterator<Segment> remaining;
    private @Nullable Segment segment;
    private volatile @Nullable InputStream stream;
    private volatile @Nullable ReadAhead ahead;
    private volatile boolean released;
    /** The segment's bytes, when they go out as they lie in memory. */
    private @Nullable ByteBuffer plain;

    private long unread;
    private boolean over;
    private ByteBuffer ready = NOTHING;

    /**
     * @param reads read what is not in memory
     * @param key   the reads that may hang together with those of this body
     */
    BodyWriter(WireBody body, Progress progress, BlockingWork reads, Object key) {
        this.body = body;
        this.progress = progress;
        this.reads = reads;
        this.key = key;
        this.remaining = body.segments().iterator();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        try {
            write(channel);
        } catch (Error e) {
            // The client's thread would end with it, and with that every call of the client.
            throw new IOException("the body could not be written: " + e, e);
        }
    }

    private void write(DataStreamChannel channel) throws IOException {
        progress.sending();
        while (ready.hasRemaining() || fill(channel)) {
            channel.write(ready);
            if (ready.hasRemaining()) {
                return; // the connection takes no more now and will ask again
            }
        }
        if (over) {
            progress.sent();
            giveBack();
            channel.endStream();
        }
    }

    /** Makes the next bytes ready; false when the body is at its end, or has to wait for a reader. */
    private boolean fill(DataStreamChannel channel) throws IOException {
        ReadAhead reader = ahead;
        while (unread == 0 && reader == null) {
            closeStream();
            if (!remaining.hasNext()) {
                over = true;
                return false;
            }
            open(remaining.next());
            reader = ahead;
        }
        if (reader != null) {
            return fill(reader, channel);
        }
        if (plain != null) {
            ready = unread <= LARGEST_WRITE ? plain : plain.slice(plain.position(), LARGEST_WRITE);
            unread -= ready.remaining();
            if (unread > 0) {
                plain.position(plain.position() + LARGEST_WRITE);
            }
            return true;
        }
        Scratch buffers = buffers();
        int wanted = (int) Math.min(Scratch.PLAIN, unread);
        InputStream open = stream;
        int count = open == null ? 0 : open.readNBytes(buffers.plain, 0, wanted);
        if (count < wanted) {
            throw new ContentException(
                    "the content ended " + (unread - count) + " bytes before its stated length: was it cut meanwhile?");
        }
        unread -= count;
        ready = buffers.piece(count, segment != null && segment.base64());
        return true;
    }

    private boolean fill(ReadAhead reader, DataStreamChannel channel) throws IOException {
        giveBack();
        ReadAhead.Piece piece = reader.next(channel);
        if (piece != null) {
            scratch.set(piece.buffers());
            ready = piece.bytes();
            return true;
        }
        if (!reader.isOver()) {
            return false;
        }
        ahead = null;
        return fill(channel);
    }

    private void open(Segment next) throws IOException {
        segment = next;
        Content content = next.content();
        plain = next.base64() ? null : content.inMemory();
        if (plain == null && content.mayBlock()) {
            ahead = new ReadAhead(next, reads, key, progress);
            if (released) {
                releaseResources(); // meanwhile: nobody else would close it
            }
        } else {
            unread = content.length();
            stream = plain == null ? content.open() : null;
        }
    }

    /** Content that is not what it was when its length was read would reach the server cut. */
    private void closeStream() throws IOException {
        InputStream open = stream;
        stream = null;
        if (open != null) {
            try (open) {
                if (open.read() >= 0) {
                    throw new ContentException(
                            "the content is longer than its stated length: is it still being written?");
                }
            }
        }
    }

    private Scratch buffers() {
        Scratch held = scratch.get();
        if (held == null) {
            held = Scratch.take();
            scratch.set(held);
        }
        return held;
    }

    private void giveBack() {
        Scratch held = scratch.getAndSet(null);
        if (held != null) {
            held.giveBack();
        }
    }

    @Override
    public int available() {
        ReadAhead reader = ahead;
        return ready.hasRemaining() || reader == null || reader.isReady() ? Integer.MAX_VALUE : 0;
    }

    @Override
    public void failed(Exception cause) {
        releaseResources();
    }

    /** May be called more than once, and by another thread than the writing one when the call is cancelled. */
    @Override
    public void releaseResources() {
        released = true;
        // The writing thread may still be using the buffers: only it gives them back, else the collector has them.
        scratch.set(null);
        ReadAhead reader = ahead;
        if (reader != null) {
            reader.close();
        }
        InputStream open = stream;
        stream = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Only read from: nothing can be lost by a failing close.
                progress.ignored(e);
            }
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public String getContentType() {
        return body.contentType();
    }

    @Override
    public @Nullable String getContentEncoding() {
        return null;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }
}
