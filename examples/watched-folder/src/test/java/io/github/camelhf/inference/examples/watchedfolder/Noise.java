package io.github.camelhf.inference.examples.watchedfolder;

/** Repeatable randomness in the plane: the same place and seed always give the same number. */
final class Noise {

    private Noise() {}

    /** Unrelated numbers from 0 to 1 for whole places. */
    static double white(long i, long j, long seed) {
        long h = i * 0x9E3779B97F4A7C15L + j * 0xC2B2AE3D27D4EB4FL + seed * 0x165667B19E3779F9L;
        h = (h ^ h >>> 31) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
        return ((h ^ h >>> 31) >>> 11) * 0x1.0p-53;
    }

    /** A smooth landscape from -1 to 1 with hills about one unit wide. */
    static double smooth(double x, double y, long seed) {
        long i = (long) Math.floor(x);
        long j = (long) Math.floor(y);
        double u = ease(x - i);
        double v = ease(y - j);
        double top = white(i, j, seed) * (1 - u) + white(i + 1, j, seed) * u;
        double bottom = white(i, j + 1, seed) * (1 - u) + white(i + 1, j + 1, seed) * u;
        return 2 * (top * (1 - v) + bottom * v) - 1;
    }

    /** Hills on hills: each octave twice as fine and half as high. About -1 to 1. */
    static double cloudy(double x, double y, int octaves, long seed) {
        double sum = 0;
        double height = 0.5;
        for (int o = 0; o < octaves; o++) {
            sum += height * smooth(x, y, seed + o);
            // Turned a little each time, or the grid of the octaves shows.
            double turned = 1.6 * x + 1.2 * y;
            y = 1.6 * y - 1.2 * x;
            x = turned;
            height /= 2;
        }
        return sum;
    }

    /** The cell of a random honeycomb around a place: its number, and how far the nearest border is. */
    static Cell cell(double x, double y, double disorder, long seed) {
        long i = (long) Math.floor(x);
        long j = (long) Math.floor(y);
        double nearest = 9;
        double second = 9;
        long id = 0;
        for (long cj = j - 2; cj <= j + 2; cj++) {
            for (long ci = i - 2; ci <= i + 2; ci++) {
                double cx = ci + 0.5 + disorder * (white(ci, cj, seed) - 0.5);
                double cy = cj + 0.5 + disorder * (white(ci, cj, seed + 1) - 0.5);
                double distance = Math.hypot(x - cx, y - cy);
                if (distance < nearest) {
                    second = nearest;
                    nearest = distance;
                    id = ci * 7919 + cj;
                } else if (distance < second) {
                    second = distance;
                }
            }
        }
        return new Cell(id, (second - nearest) / 2);
    }

    /** 0 below {@code from}, 1 above {@code to}, and a soft step between. */
    static double step(double from, double to, double value) {
        return ease(Math.max(0, Math.min(1, (value - from) / (to - from))));
    }

    private static double ease(double t) {
        return t * t * t * (t * (6 * t - 15) + 10);
    }

    record Cell(long id, double border) {}
}
