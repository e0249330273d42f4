package io.github.camelhf.inference.picture;

import java.io.IOException;

/**
 * Walks through a JPEG from marker to marker, past the compressed data between them. Source: ITU-T T.81 annex B, read 2026-11-20.
 */
final class JpegSegments {

    static final int END = 0xD9;
    static final int APP1 = 0xE1;

    private final PictureInput in;
    private int length;

    /** @param in at the first byte of the file */
    JpegSegments(PictureInput in) throws IOException {
        this.in = in;
        in.skip(2);
    }

    /**
     * Goes on to the next marker, past what is left of the segment before.
     *
     * @return the marker's second byte; {@link #END} at the end of the picture
     */
    int next() throws IOException {
        in.skip(length);
        length = 0;
        int marker = marker();
        if (marker != END) {
            length = in.u16() - 2;
        }
        return marker;
    }

    /** Bytes of the segment that were not taken yet. */
    int length() {
        return length;
    }

    /** The first bytes of the segment, at most as many as it has. */
    byte[] take(int most) throws IOException {
        int count = Math.min(most, length);
        length -= count;
        return in.bytes(Math.max(0, count));
    }

    /** Whether the marker starts a frame header, which holds the size: C0 to CF but for the three that define tables. */
    static boolean startsFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** Whether the marker may stand behind compressed data: another is what phones put there in place of the end. */
    static boolean followsScan(int marker) {
        return marker == 0xC4
                || (marker >= 0xD9 && marker <= 0xDD)
                || (marker >= 0xE0 && marker <= 0xEF)
                || marker == 0xFE;
    }

    /** Stuffed zeros, restart markers and fill bytes belong to the compressed data or to nothing. */
    private int marker() throws IOException {
        while (true) {
            int before = in.u8();
            if (before != 0xFF) {
                continue;
            }
            int marker = in.u8();
            while (marker == 0xFF) {
                marker = in.u8();
            }
            if (marker > 0x01 && (marker < 0xD0 || marker > 0xD8)) {
                return marker;
            }
        }
    }
}
