package io.github.camelhf.inference.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Makes a picture smaller: each new pixel is the average of those that it stands for, also of parts of pixels. Taking some of them
 * would turn fine texture into noise.
 */
final class AreaAverage {

    /** Rows that are converted at a time. */
    private static final int STRIP = 16;

    private final BufferedImage source;
    private final int[] row;
    private final BufferedImage strip;
    private int stripTop = -STRIP;

    private AreaAverage(BufferedImage source) {
        this.source = source;
        row = new int[source.getWidth()];
        strip = new BufferedImage(source.getWidth(), STRIP, BufferedImage.TYPE_INT_RGB);
    }

    /**
     * An opaque picture in 8-bit RGB.
     *
     * @param across columns of the source that one of the new picture stands for, at least 1
     * @param down   the same for rows
     */
    static BufferedImage of(BufferedImage source, int width, int height, double across, double down) {
        return new AreaAverage(source).shrink(width, height, across, down);
    }

    private BufferedImage shrink(int width, int height, double across, double down) {
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] rgb = new int[width];
        float[] sums = new float[3 * width];
        Span[] columns = spans(width, across, source.getWidth());
        Span[] rows = spans(height, down, source.getHeight());
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            for (int v = rows[y].first; v <= rows[y].last; v++) {
                read(v);
                for (int x = 0; x < width; x++) {
                    add(columns[x], rows[y].weight(v), sums, 3 * x);
                }
            }
            for (int x = 0; x < width; x++) {
                rgb[x] = Math.round(sums[3 * x]) << 16 | Math.round(sums[3 * x + 1]) << 8 | Math.round(sums[3 * x + 2]);
            }
            small.setRGB(0, y, width, 1, rgb, 0, width);
        }
        return small;
    }

    private void add(Span columns, float share, float[] sums, int at) {
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int u = columns.first; u <= columns.last; u++) {
            float weight = columns.weight(u);
            red += weight * (row[u] >> 16 & 0xFF);
            green += weight * (row[u] >> 8 & 0xFF);
            blue += weight * (row[u] & 0xFF);
        }
        sums[at] += share * red;
        sums[at + 1] += share * green;
        sums[at + 2] += share * blue;
    }

    /** Graphics convert many pixels of any layout faster than they are fetched one by one. */
    private void read(int y) {
        if (y < stripTop || y >= stripTop + STRIP) {
            stripTop = y;
            Graphics2D graphics = strip.createGraphics();
            graphics.drawImage(source, 0, -y, null);
            graphics.dispose();
        }
        strip.getRaster().getDataElements(0, y - stripTop, row.length, 1, row);
    }

    private static Span[] spans(int count, double size, int limit) {
        Span[] spans = new Span[count];
        for (int i = 0; i < count; i++) {
            spans[i] = Span.of(i * size, (i + 1) * size, limit);
        }
        return spans;
    }

    /** Pixels of the source in one direction, the first and the last of them in part. */
    private static final class Span {

        private final int first;
        private final int last;
        private final float firstWeight;
        private final float innerWeight;
        private final float lastWeight;

        private Span(int first, int last, float firstWeight, float innerWeight, float lastWeight) {
            this.first = first;
            this.last = last;
            this.firstWeight = firstWeight;
            this.innerWeight = innerWeight;
            this.lastWeight = lastWeight;
        }

        /** A decoder that left out pixels may have none of the last that this stands for: then the one before stands for them. */
        static Span of(double from, double to, int limit) {
            double start = Math.min(from, limit - 1);
            double end = Math.max(Math.min(to, limit), start + 1e-6);
            int first = (int) start;
            int last = Math.min(limit - 1, (int) Math.ceil(end) - 1);
            double length = end - start;
            if (first >= last) {
                return new Span(first, first, 1, 1, 1);
            }
            return new Span(first, last, (float) ((first + 1 - start) / length), (float) (1 / length), (float)
                    ((end - last) / length));
        }

        float weight(int place) {
            if (place == first) {
                return firstWeight;
            }
            return place == last ? lastWeight : innerWeight;
        }
    }
}
