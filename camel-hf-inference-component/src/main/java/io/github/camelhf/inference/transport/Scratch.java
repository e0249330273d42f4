package io.github.camelhf.inference.transport;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;

/** A pair of buffers, reused between calls: allocating them anew costs more than all else of a small call. */
final class Scratch {

    /** A multiple of 3, so that only the last piece of a picture is padded. */
    static final int PLAIN = 24 * 1024;

    /** What does not fill the plain buffer is encoded in pieces of so many bytes; a multiple of 3. */
    private static final int PART = 768;

    private static final Base64.Encoder ENCODER = Base64.getEncoder();

    private static final ArrayBlockingQueue<Scratch> POOL = new ArrayBlockingQueue<>(64);

    final byte[] plain = new byte[PLAIN];
    private final byte[] encoded = new byte[PLAIN / 3 * 4];
    private final byte[] part = new byte[PART];
    private final byte[] partEncoded = new byte[PART / 3 * 4];

    static Scratch take() {
        Scratch pooled = POOL.poll();
        return pooled == null ? new Scratch() : pooled;
    }

    /** The first bytes of {@link #plain} as they go out. */
    ByteBuffer piece(int count, boolean base64) {
        return base64 ? encode(count) : ByteBuffer.wrap(plain, 0, count);
    }

    private ByteBuffer encode(int count) {
        return ByteBuffer.wrap(encoded, 0, count == PLAIN ? ENCODER.encode(plain, encoded) : encodeParts(count));
    }

    /** The encoder takes whole arrays only: a copy of the last piece of a picture was more than all else that a call allocates for it. */
    private int encodeParts(int count) {
        int length = 0;
        for (int from = 0; from < count; from += PART) {
            int size = Math.min(PART, count - from);
            byte[] source = size == PART ? part : new byte[size];
            System.arraycopy(plain, from, source, 0, size);
            int written = ENCODER.encode(source, partEncoded);
            System.arraycopy(partEncoded, 0, encoded, length, written);
            length += written;
        }
        return length;
    }

    /** Nobody uses the buffers any more. */
    void giveBack() {
        POOL.offer(this);
    }
}
