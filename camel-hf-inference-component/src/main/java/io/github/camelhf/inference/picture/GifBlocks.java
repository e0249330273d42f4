package io.github.camelhf.inference.picture;

import java.io.IOException;

/** The blocks of a GIF. Source: GIF89a specification, read 2026-11-20. */
final class GifBlocks {

    static final int IMAGE = 0x2C;
    static final int EXTENSION = 0x21;
    static final int END = 0x3B;

    private GifBlocks() {}

    /** Bytes of the colour table that the flags announce. */
    static int colourTable(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Goes past the rest of a block whose first byte was read; a byte that starts no block is passed over. */
    static void skip(PictureInput in, int block) throws IOException {
        if (block == IMAGE) {
            in.skip(8);
            in.skip(colourTable(in.u8()));
            in.skip(1);
        } else if (block == EXTENSION) {
            in.skip(1);
        } else {
            return;
        }
        for (int length = in.u8(); length != 0; length = in.u8()) {
            in.skip(length);
        }
    }
}
