package io.github.camelhf.inference.emulator.model;

/** Edges by scale, direction and place. Scale 0 is the full square, each further one half as large. */
final class EdgeStatistics {

    static final int SCALES = 4;
    static final int DIRECTIONS = 8;
    static final int PLACES = 3;

    /** Smaller changes of lightness per pixel than this are not seen as structure. */
    private static final double CALM = 0.012;

    /** Mean gradient length per scale, lightness per pixel of that scale. */
    final double[] energy = new double[SCALES];

    /** How much one direction prevails per scale: 0 for none, 1 for parallel lines. */
    final double[] grain = new double[SCALES];

    /** Along which way the prevailing lines run: -1 upright, 1 level, per scale. */
    final double[] level = new double[SCALES];

    /** Energy by [scale][direction of the gradient, from 0 to 180 degrees]. */
    final double[][] directions = new double[SCALES][DIRECTIONS];

    /** Energy by [scale][place, row by row][direction]. */
    final double[][][] places = new double[SCALES][PLACES * PLACES][DIRECTIONS];

    /** Part of the picture whose lightness hardly changes from pixel to pixel. */
    final double calm;

    EdgeStatistics(Pixels pixels) {
        float[] plane = pixels.light;
        int side = Pixels.SIDE;
        for (int scale = 0; scale < SCALES; scale++) {
            measure(plane, side, scale);
            plane = halved(plane, side);
            side /= 2;
        }
        calm = calm(pixels.light);
    }

    private static double calm(float[] light) {
        int side = Pixels.SIDE;
        int calm = 0;
        for (int y = 1; y < side - 1; y++) {
            for (int x = 1; x < side - 1; x++) {
                int i = y * side + x;
                double dx = light[i + 1] - light[i - 1];
                double dy = light[i + side] - light[i - side];
                calm += Math.hypot(dx, dy) / 2 < CALM ? 1 : 0;
            }
        }
        return (double) calm / ((side - 2) * (side - 2));
    }

    private void measure(float[] plane, int side, int scale) {
        double xx = 0;
        double yy = 0;
        double xy = 0;
        double sum = 0;
        for (int y = 1; y < side - 1; y++) {
            for (int x = 1; x < side - 1; x++) {
                int i = y * side + x;
                double dx = (plane[i + 1] - plane[i - 1]) / 2;
                double dy = (plane[i + side] - plane[i - side]) / 2;
                double length = Math.hypot(dx, dy);
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
                sum += length;
                int place = y * PLACES / side * PLACES + x * PLACES / side;
                addSoftly(scale, place, Math.atan2(dy, dx), length);
            }
        }
        double total = xx + yy;
        energy[scale] = sum / ((side - 2) * (side - 2));
        grain[scale] = total < 1e-9 ? 0 : Math.hypot(xx - yy, 2 * xy) / total;
        level[scale] = total < 1e-9 ? 0 : (yy - xx) / total;
    }

    /** Shared between the two nearest directions, so that a slight turn changes little. */
    private void addSoftly(int scale, int place, double angle, double length) {
        double position = (angle / Math.PI + 1) * DIRECTIONS;
        int below = (int) Math.floor(position);
        double share = position - below;
        add(scale, place, below % DIRECTIONS, length * (1 - share));
        add(scale, place, (below + 1) % DIRECTIONS, length * share);
    }

    private void add(int scale, int place, int direction, double length) {
        directions[scale][direction] += length;
        places[scale][place][direction] += length;
    }

    private static float[] halved(float[] plane, int side) {
        int half = side / 2;
        float[] out = new float[half * half];
        for (int y = 0; y < half; y++) {
            for (int x = 0; x < half; x++) {
                int i = 2 * y * side + 2 * x;
                out[y * half + x] = (plane[i] + plane[i + 1] + plane[i + side] + plane[i + side + 1]) / 4;
            }
        }
        return out;
    }
}
