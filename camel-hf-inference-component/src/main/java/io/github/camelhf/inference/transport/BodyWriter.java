package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.transport.WireBody.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link WireBody} piece by piece, as fast as the connection takes it. Holds one scratch buffer and one open content
 * at a time, whatever the length. Called by one I/O thread at a time.
 */
final class BodyWriter implements AsyncEntityProducer {

    /** A system call each: fewer of them cost less, but the channel copies every one into memory of its thread's own. */
    private static final int LARGEST_WRITE = 128 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final WireBody body;
    private final Progress progress;
    private final AtomicReference<@Nullable Scratch> scratch = new AtomicReference<>();

    private Iterator<Segment> remaining;
    private @Nullable Segment segment;
    private volatile @Nullable InputStream stream;
    /** The segment's bytes, when they go out as they lie in memory. */
    private @Nullable ByteBuffer plain;

    private long unread;
    private ByteBuffer ready = NOTHING;

    BodyWriter(WireBody body, Progress progress) {
        this.body = body;
        this.progress = progress;
        this.remaining = body.segments().iterator();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        progress.sending();
        while (ready.hasRemaining() || fill()) {
            channel.write(ready);
            if (ready.hasRemaining()) {
                return; // the connection takes no more now and will ask again
            }
        }
        progress.sent();
        Scratch held = scratch.getAndSet(null);
        if (held != null) {
            held.giveBack();
        }
        channel.endStream();
    }

    /** Makes the next bytes ready; false when the body is at its end. */
    private boolean fill() throws IOException {
        while (unread == 0) {
            closeStream();
            if (!remaining.hasNext()) {
                return false;
            }
            open(remaining.next());
        }
        if (plain != null) {
            int count = (int) Math.min(LARGEST_WRITE, unread);
            ready = plain.slice(plain.position(), count);
            plain.position(plain.position() + count);
            unread -= count;
            return true;
        }
        Scratch buffers = buffers();
        int wanted = (int) Math.min(Scratch.PLAIN, unread);
        InputStream open = stream;
        int count = open == null ? 0 : open.readNBytes(buffers.plain, 0, wanted);
        if (count < wanted) {
            throw new ContentException("the content ended " + (unread - count) + " bytes before its stated length");
        }
        unread -= count;
        ready = segment != null && segment.base64() ? buffers.encode(count) : ByteBuffer.wrap(buffers.plain, 0, count);
        return true;
    }

    private void open(Segment next) throws IOException {
        segment = next;
        unread = next.content().length();
        plain = next.base64() ? null : next.content().inMemory();
        if (plain != null) {
            return;
        }
        try {
            stream = next.content().open();
        } catch (IOException e) {
            throw new ContentException("the content could not be opened: " + e.getMessage(), e);
        }
    }

    /** A file that has grown since its length was read would reach the server cut: that is an error, not a picture. */
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

    @Override
    public int available() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void failed(Exception cause) {
        releaseResources();
    }

    /** May be called more than once, and by another thread than the writing one when the call is cancelled. */
    @Override
    public void releaseResources() {
        // The writing thread may still be using the buffers: only it gives them back, else the collector has them.
        scratch.set(null);
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

    /** Reading the message's own content failed: not the connection's fault. */
    static final class ContentException extends IOException {
        private static final long serialVersionUID = 1L;

        ContentException(String message) {
            super(message);
        }

        ContentException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** A pair of buffers, reused between calls: allocating them anew costs more than all else of a small call. */
    private static final class Scratch {
        /** A multiple of 3, so that only the last piece of a picture is padded. */
        static final int PLAIN = 24 * 1024;

        private static final ArrayBlockingQueue<Scratch> POOL = new ArrayBlockingQueue<>(64);

        final byte[] plain = new byte[PLAIN];
        private final byte[] encoded = new byte[PLAIN / 3 * 4];

        static Scratch take() {
            Scratch pooled = POOL.poll();
            return pooled == null ? new Scratch() : pooled;
        }

        ByteBuffer encode(int count) {
            byte[] source = count == PLAIN ? plain : Arrays.copyOf(plain, count);
            return ByteBuffer.wrap(encoded, 0, Base64.getEncoder().encode(source, encoded));
        }

        void giveBack() {
            POOL.offer(this);
        }
    }
}
