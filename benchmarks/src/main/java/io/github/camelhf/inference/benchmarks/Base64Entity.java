package io.github.camelhf.inference.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/** A picture as base64 in JSON, made piece by piece, as one would who knows not to make it at once. */
final class Base64Entity implements AsyncEntityProducer {

    private static final byte[] START = "{\"inputs\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\",\"parameters\":{\"top_k\":5}}".getBytes(StandardCharsets.US_ASCII);
    private static final int PIECE = 24 * 1024;

    private final byte[] picture;
    private int position;
    private boolean ended;
    private ByteBuffer ready = ByteBuffer.wrap(START);

    Base64Entity(byte[] picture) {
        this.picture = picture;
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
    }

    private boolean fill() {
        if (position < picture.length) {
            int end = Math.min(picture.length, position + PIECE);
            ready = ByteBuffer.wrap(Base64.getEncoder().encode(Arrays.copyOfRange(picture, position, end)));
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
}
