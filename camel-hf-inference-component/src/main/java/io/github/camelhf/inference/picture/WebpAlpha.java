package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The transparency that a lossy WebP keeps beside its colours. The reader leaves it out where it is not compressed, and takes a
 * filtered one for another when it leaves out rows. Source: RFC 9649 section 2.7.1.2, read 2026-11-26.
 */
final class WebpAlpha {

    private static final int HORIZONTAL = 1;
    private static final int VERTICAL = 2;

    /** Neither present nor in need of help. */
    private static final WebpAlpha NONE = new WebpAlpha(0, null);

    private final int filter;
    private final byte @Nullable [] stored;

    private WebpAlpha(int filter, byte @Nullable [] stored) {
        this.filter = filter;
        this.stored = stored;
    }

    /**
     * That of the first frame.
     *
     * @param pixels of that frame, as many as a transparency that is not compressed has bytes
     */
    static WebpAlpha of(Content content, long pixels) throws IOException {
        try (PictureInput in = PictureInput.open(content)) {
            in.skip(12);
            while (true) {
                String chunk = in.name();
                long length = in.u32Little();
                switch (chunk) {
                    case "ANMF" -> in.skip(16);
                    case "VP8 ", "VP8L" -> {
                        return NONE;
                    }
                    case "ALPH" -> {
                        return alpha(in, length, pixels);
                    }
                    default -> in.skip(length + (length & 1));
                }
            }
        } catch (EOFException e) {
            return NONE;
        }
    }

    private static WebpAlpha alpha(PictureInput in, long length, long pixels) throws IOException {
        int flags = in.u8();
        int packing = flags & 3;
        if (packing > 1 || (packing == 0 && length <= pixels)) {
            throw new IOException("expected its transparency stored or packed for " + pixels + " pixels, found packing "
                    + packing + " of " + length + " bytes");
        }
        return new WebpAlpha((flags >> 2) & 3, packing == 0 ? in.bytes(Math.toIntExact(pixels)) : null);
    }

    /** Whether the reader has to decode every row and column, so that this comes out right. */
    boolean needsAll() {
        return stored != null || filter != 0;
    }

    /** Puts the transparency into the picture that the reader decoded without it. */
    void apply(BufferedImage image) {
        if (stored == null || !image.getColorModel().hasAlpha()) {
            return;
        }
        int width = image.getWidth();
        int[] row = new int[width];
        int[] above = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                row[x] = stored[y * width + x] + guess(row, above, x, y) & 0xFF;
            }
            image.getAlphaRaster().setSamples(0, y, width, 1, 0, row);
            int[] done = row;
            row = above;
            above = done;
        }
    }

    /** From the neighbours that are known already. */
    private int guess(int[] row, int[] above, int x, int y) {
        if (filter == 0 || (x == 0 && y == 0)) {
            return 0;
        }
        if (y == 0 || (x > 0 && filter == HORIZONTAL)) {
            return row[x - 1];
        }
        if (x == 0 || filter == VERTICAL) {
            return above[x];
        }
        return Math.max(0, Math.min(255, row[x - 1] + above[x] - above[x - 1]));
    }
}
