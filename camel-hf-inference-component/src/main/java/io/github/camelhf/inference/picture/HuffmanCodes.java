package io.github.camelhf.inference.picture;

import java.io.EOFException;
import java.io.IOException;

/** A table of codes of 1 to 16 bits. Source: ITU-T T.81 annex C and F.2.2.3, read 2026-11-26. */
final class HuffmanCodes {

    private static final int LONGEST = 16;

    private final int[] counts = new int[LONGEST + 1];
    private final byte[] values;

    private HuffmanCodes(byte[] values) {
        this.values = values;
    }

    /** @param at of the sixteen numbers that say how many codes there are of each length */
    static HuffmanCodes of(byte[] body, int at) throws EOFException {
        int size = 0;
        for (int length = 0; length < LONGEST; length++) {
            size += at + length < body.length ? body[at + length] & 0xFF : 0;
        }
        int start = at + LONGEST;
        if (start + size > body.length) {
            throw new EOFException();
        }
        byte[] values = new byte[size];
        System.arraycopy(body, start, values, 0, size);
        HuffmanCodes codes = new HuffmanCodes(values);
        for (int length = 1; length <= LONGEST; length++) {
            codes.counts[length] = body[at + length - 1] & 0xFF;
        }
        return codes;
    }

    int size() {
        return values.length;
    }

    /** @throws EOFException also when the bits are no code */
    int next(JpegBits bits) throws IOException {
        int code = 0;
        int first = 0;
        int before = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code |= bits.next();
            int count = counts[length];
            if (code - first < count) {
                return values[before + code - first] & 0xFF;
            }
            before += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new EOFException();
    }
}
