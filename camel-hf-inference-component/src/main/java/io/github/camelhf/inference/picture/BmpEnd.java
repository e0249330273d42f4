package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import java.io.IOException;
import java.io.InputStream;

/**
 * Finds the end of a BMP. Some writers leave out the file's length, so the rows are counted where they are not compressed, and the runs
 * gone through where their length is left out, too. Source: the pages on bitmaps of Microsoft's documentation, read 2026-11-26.
 */
final class BmpEnd {

    private static final int RUNS_OF_BYTES = 1;
    private static final int RUNS_OF_NIBBLES = 2;

    private static final int END_OF_LINE = 0;
    private static final int END = 1;
    private static final int JUMP = 2;

    private BmpEnd() {}

    /**
     * The content, or one whose last row was not filled up to four bytes, filled up.
     *
     * @param in at the first byte of the file
     * @throws java.io.EOFException when the content stops before the last pixel
     */
    static Content whole(Content content, PictureInput in) throws IOException {
        in.skip(10);
        long start = in.u32Little();
        long headerSize = in.u32Little();
        boolean old = headerSize == 12;
        long width = old ? in.u16Little() : Math.max(0, (int) in.u32Little());
        long height = old ? in.u16Little() : Math.abs((long) (int) in.u32Little());
        in.skip(2);
        int bits = in.u16Little();
        long compression = old ? 0 : in.u32Little();
        long size = old ? 0 : in.u32Little();
        boolean runs = compression == RUNS_OF_BYTES || compression == RUNS_OF_NIBBLES;
        long end = start + size;
        long filling = 0;
        long before = UnfilledTail.LEAST;
        if (compression == 0 || compression == 3 || compression == 6) {
            long row = Math.min(Integer.MAX_VALUE, (width * bits + 31) / 32 * 4);
            end = start + row * height;
            filling = Math.max(0, row - (width * bits + 7) / 8);
            before = row;
        }
        if (runs && size == 0) {
            in.skip(Math.max(0, start - in.position()));
            end = runsEnd(in, compression == RUNS_OF_NIBBLES, height);
        } else {
            in.skip(Math.max(0, end - filling - in.position()));
        }
        UnfilledTail.check(content, PictureFormat.BMP, Math.min(end, content.length()), before);
        return end <= content.length() ? content : filled(content, end);
    }

    private static long runsEnd(PictureInput in, boolean nibbles, long height) throws IOException {
        long rows = 0;
        while (rows < height) {
            int count = in.u8();
            int value = in.u8();
            if (count > 0) {
                continue;
            }
            switch (value) {
                case END_OF_LINE -> rows++;
                case END -> rows = height;
                case JUMP -> {
                    in.skip(1);
                    rows += in.u8();
                }
                default -> {
                    int stored = nibbles ? (value + 1) / 2 : value;
                    in.skip(stored + (stored & 1));
                }
            }
        }
        return in.position();
    }

    private static Content filled(Content content, long end) throws IOException {
        try (InputStream stream = content.open()) {
            byte[] bytes = new byte[Math.toIntExact(end)];
            stream.readNBytes(bytes, 0, bytes.length);
            return Content.of(bytes);
        }
    }
}
