package io.github.camelhf.inference.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/** A picture as base64 in JSON, made piece by piece with buffers that are used again, as one would who knows how. */
final class Base64Entity implements AsyncEntityProducer {

    private static final byte[] START = "{\"inputs\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\",\"parameters\":{\"top_k\":5}}".getBytes(StandardCharsets.US_ASCII);
    private static final int PIECE = 24 * 1024;

    private static final Queue<Buffers> POOL = new ConcurrentLinkedQueue<>();

    private final byte[] picture;
    private final Buffers buffers;
    private int position;
    private boolean ended;
    private ByteBuffer ready = ByteBuffer.wrap(START);

    Base64Entity(byte[] picture) {
        this.picture = picture;
        Buffers pooled = POOL.poll();
        this.buffers = pooled == null ? new Buffers() : pooled;
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        while (ready.hasRemaining() || fill()) {
            channel.write(ready);
            if (ready.hasRemaining()) {
                return;
            }
        }
        channel.endStream();
        POOL.add(buffers);
    }

    private boolean fill() {
        if (position < picture.length) {
            int end = Math.min(picture.length, position + PIECE);
            byte[] plain = end - position == PIECE ? buffers.plain : new byte[end - position];
            System.arraycopy(picture, position, plain, 0, plain.length);
            ready = ByteBuffer.wrap(buffers.encoded, 0, Base64.getEncoder().encode(plain, buffers.encoded));
            position = end;
            return true;
        }
        boolean more = !ended;
        ended = true;
        ready = more ? ByteBuffer.wrap(END) : ready;
        return more;
    }

    @Override
    public long getContentLength() {
        return START.length + (picture.length + 2L) / 3 * 4 + END.length;
    }

    @Override
    public int available() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public String getContentType() {
        return "application/json";
    }

    @Override
    public @Nullable String getContentEncoding() {
        return null;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public void failed(Exception cause) {
        // The callback of the call hears of it.
    }

    @Override
    public void releaseResources() {
        // Holds none.
    }

    private static final class Buffers {
        final byte[] plain = new byte[PIECE];
        final byte[] encoded = new byte[PIECE / 3 * 4];
    }
}
