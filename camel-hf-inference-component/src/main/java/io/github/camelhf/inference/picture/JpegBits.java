package io.github.camelhf.inference.picture;

import java.io.EOFException;
import java.io.IOException;

/** The bits of compressed data, never a byte further than they are asked for. Source: ITU-T T.81 F.2.2.5, read 2026-11-26. */
final class JpegBits {

    private final PictureInput in;
    private int held;
    private int left;

    JpegBits(PictureInput in) {
        this.in = in;
    }

    /** @throws EOFException when a marker or the end of the file stands where bits should be */
    int next() throws IOException {
        if (left == 0) {
            held = in.u8();
            if (held == 0xFF && in.u8() != 0) {
                throw new EOFException();
            }
            left = 8;
        }
        return held >> --left & 1;
    }

    void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    /** The next bits begin with a byte of their own. */
    void restart() {
        left = 0;
    }

    void restartMarker() throws IOException {
        restart();
        int marker = in.u8() == 0xFF ? in.u8() : 0;
        while (marker == 0xFF) {
            marker = in.u8();
        }
        if (marker < 0xD0 || marker > 0xD7) {
            throw new EOFException();
        }
    }
}
