package io.github.camelhf.inference.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/** A connection that keeps what is written to it, and takes as much of it at a time as the test says. */
abstract class TakenBytes implements DataStreamChannel {

    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    boolean ended;

    /** How many bytes this write may bring. */
    abstract int room();

    @Override
    public int write(ByteBuffer source) {
        byte[] piece = new byte[Math.min(room(), source.remaining())];
        source.get(piece);
        written.writeBytes(piece);
        return piece.length;
    }

    @Override
    public void requestOutput() {}

    @Override
    public void endStream() {
        ended = true;
    }

    @Override
    public void endStream(@Nullable List<? extends Header> trailers) {
        ended = true;
    }
}
