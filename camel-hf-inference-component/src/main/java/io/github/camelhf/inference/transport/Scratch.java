package io.github.camelhf.inference.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;

/** A pair of buffers, reused between calls: allocating them anew costs more than all else of a small call. */
final class Scratch {

    /** A multiple of 3, so that only the last piece of a picture is padded. */
    static final int PLAIN = 24 * 1024;

    private static final ArrayBlockingQueue<Scratch> POOL = new ArrayBlockingQueue<>(64);

    final byte[] plain = new byte[PLAIN];
    private final byte[] encoded = new byte[PLAIN / 3 * 4];

    static Scratch take() {
        Scratch pooled = POOL.poll();
        return pooled == null ? new Scratch() : pooled;
    }

    /** The first bytes of {@link #plain} as they go out. */
    ByteBuffer piece(int count, boolean base64) {
        return base64 ? encode(count) : ByteBuffer.wrap(plain, 0, count);
    }

    private ByteBuffer encode(int count) {
        byte[] source = count == PLAIN ? plain : Arrays.copyOf(plain, count);
        return ByteBuffer.wrap(encoded, 0, Base64.getEncoder().encode(source, encoded));
    }

    /** Nobody uses the buffers any more. */
    void giveBack() {
        POOL.offer(this);
    }
}
