package io.github.camelhf.inference.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects an answer's body. One of known length is written once and never copied. */
final class ReceivedBytes {

    /** A server's word is not worth more memory than this before its bytes are there. */
    private static final int MOST_EXPECTED = 128 * 1024;

    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int size;

    /** Makes room for a stated length, which may be wrong; none for a negative one. */
    void expect(long length) {
        if (length > 0) {
            bytes = new byte[(int) Math.min(length, MOST_EXPECTED)];
        }
    }

    /** Takes so many bytes of the source. */
    void add(ByteBuffer source, int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
        }
        source.get(bytes, size, count);
        size += count;
    }

    int size() {
        return size;
    }

    /** What has come; not to be changed, it may be the array that is written to. */
    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
