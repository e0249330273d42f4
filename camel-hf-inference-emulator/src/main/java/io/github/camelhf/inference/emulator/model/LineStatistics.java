package io.github.camelhf.inference.emulator.model;

import java.util.Arrays;

/**
 * What the lines across a picture do in one direction: whether they run all the way, how regularly they return, and
 * whether they are cut into pieces that are staggered from course to course.
 */
final class LineStatistics {

    private static final int SIDE = Pixels.SIDE;
    private static final int REACH = 3;
    static final int LAGS = 32;

    /** How much lighter or darker each pixel is than its surroundings across the line, [line][along the line]. */
    private final float[] ridge = new float[SIDE * SIDE];

    /** Mean of {@link #ridge} per line, less its own mean. */
    private final double[] profile = new double[SIDE];

    /** The same over the first and over the second half of each line. */
    private final double[][] halves = new double[2][SIDE];

    private final double spread;

    private LineStatistics(float[] light, int acrossStep, int alongStep) {
        double sum = 0;
        double squares = 0;
        for (int line = 0; line < SIDE; line++) {
            int before = Math.max(0, line - REACH) * acrossStep;
            int after = Math.min(SIDE - 1, line + REACH) * acrossStep;
            for (int at = 0; at < SIDE; at++) {
                int offset = at * alongStep;
                float here = light[line * acrossStep + offset];
                float value = Math.abs(here - (light[before + offset] + light[after + offset]) / 2);
                ridge[line * SIDE + at] = value;
                profile[line] += value / SIDE;
                halves[2 * at / SIDE][line] += value * 2 / SIDE;
                sum += value;
                squares += value * value;
            }
        }
        double mean = sum / ridge.length;
        spread = Math.sqrt(Math.max(0, squares / ridge.length - mean * mean));
        for (int line = 0; line < SIDE; line++) {
            profile[line] -= mean;
        }
    }

    /** Lines that run from left to right. */
    static LineStatistics horizontal(Pixels pixels) {
        return new LineStatistics(pixels.light, SIDE, 1);
    }

    /** Lines that run from top to bottom. */
    static LineStatistics vertical(Pixels pixels) {
        return new LineStatistics(pixels.light, 1, SIDE);
    }

    /** How much the lines stand out, in lightness (0 to 1). */
    double strength() {
        double sum = 0;
        for (double value : profile) {
            sum += value * value;
        }
        return Math.sqrt(sum / SIDE);
    }

    /**
     * The part of all ridges that runs through: near 0 for noise, near 1 for ruled lines. Lines that one half has
     * without the other do not count.
     */
    double coherence() {
        double common = 0;
        double[] means = {mean(halves[0]), mean(halves[1])};
        for (int line = 0; line < SIDE; line++) {
            common += (halves[0][line] - means[0]) * (halves[1][line] - means[1]) / SIDE;
        }
        return spread < 1e-6 ? 0 : Math.sqrt(Math.max(0, common)) / spread;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** Autocorrelation of the lines' profile for distances of 1 to {@value #LAGS} steps of two pixels each. */
    double[] rhythm() {
        double[] rhythm = new double[LAGS];
        double power = 0;
        for (double value : profile) {
            power += value * value;
        }
        for (int lag = 1; lag <= LAGS; lag++) {
            double sum = 0;
            for (int line = 0; line + 2 * lag < SIDE; line++) {
                sum += profile[line] * profile[line + 2 * lag];
            }
            rhythm[lag - 1] = power < 1e-9 ? 0 : sum / power * SIDE / (SIDE - 2 * lag);
        }
        return rhythm;
    }

    /** Sum over all lines of ridge times ridge further along, 1 for no distance; the mean is taken off. */
    private double alike(int distance) {
        double mean = 0;
        for (float value : ridge) {
            mean += value / ridge.length;
        }
        double sum = 0;
        for (int line = 0; line < SIDE; line++) {
            for (int at = 0; at + distance < SIDE; at++) {
                sum += (ridge[line * SIDE + at] - mean) * (ridge[line * SIDE + at + distance] - mean);
            }
        }
        return spread < 1e-6 ? 0 : sum / SIDE / (SIDE - distance) / (spread * spread);
    }

    /** High when pieces of line return every second course but not in the next: bricks. */
    double stagger() {
        double most = 0;
        for (int course = 4; course <= SIDE / 4; course++) {
            most = Math.max(most, alike(2 * course) - alike(course));
        }
        return most;
    }
}
