package io.github.camelhf.inference.emulator.model;

/** Which colours a picture has, where, and how light and how strong they are. */
final class ColourStatistics {

    static final int PLACES = 3;
    static final int BINS = 16;
    static final int HUES = 12;
    static final int CELLS = 8;

    private static final int SIDE = Pixels.SIDE;
    private static final int NAMES = NamedColour.ALL.size();

    /** Part of the picture per {@link NamedColour}; adds up to 1. */
    final double[] names = new double[NAMES];

    /** The same per place of three by three, row by row. */
    final double[] placedNames = new double[PLACES * PLACES * NAMES];

    final double[] lightness = new double[BINS];
    final double[] strength = new double[BINS];

    /** Colour strength by hue, red first and yellow, green, blue following. */
    final double[] hues = new double[HUES];

    /** Mean lightness per cell of eight by eight, less that of the picture, and its spread within each cell. */
    final double[] cells = new double[CELLS * CELLS];

    final double[] cellContrasts = new double[CELLS * CELLS];

    /** Mean of a, then of b, for each of four by four places. */
    final double[] tints = new double[32];

    final double meanLightness;
    final double contrast;
    final double meanStrength;

    /** Mean difference of hue and strength (not of lightness) between pixels four apart. */
    final double patchwork;

    ColourStatistics(Pixels pixels) {
        double sum = 0;
        double squares = 0;
        double strengths = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int i = y * SIDE + x;
                float light = pixels.light[i];
                double chroma = Math.hypot(pixels.a[i], pixels.b[i]);
                sum += light;
                squares += light * light;
                strengths += chroma;
                addNames(pixels, i, y * PLACES / SIDE * PLACES + x * PLACES / SIDE);
                addSoftly(lightness, light * BINS - 0.5);
                addSoftly(strength, chroma * BINS - 0.5);
                double turn = Math.atan2(pixels.b[i], pixels.a[i]) / (2 * Math.PI) + 1;
                hues[(int) (turn * HUES) % HUES] += chroma;
                int cell = y * CELLS / SIDE * CELLS + x * CELLS / SIDE;
                cells[cell] += light;
                cellContrasts[cell] += light * light;
                tints[y * 4 / SIDE * 4 + x * 4 / SIDE] += pixels.a[i];
                tints[16 + y * 4 / SIDE * 4 + x * 4 / SIDE] += pixels.b[i];
            }
        }
        int count = SIDE * SIDE;
        meanLightness = sum / count;
        contrast = Math.sqrt(Math.max(0, squares / count - meanLightness * meanLightness));
        meanStrength = strengths / count;
        patchwork = patchwork(pixels);
        finishCells(count / (CELLS * CELLS));
    }

    private void addNames(Pixels pixels, int i, int place) {
        double[] shares = NamedColour.shares(100 * pixels.light[i], 100 * pixels.a[i], 100 * pixels.b[i]);
        for (int n = 0; n < NAMES; n++) {
            names[n] += shares[n] / (SIDE * SIDE);
            placedNames[place * NAMES + n] += shares[n];
        }
    }

    /** Shared between the two nearest bins, so that a slightly lighter picture changes little. */
    private static void addSoftly(double[] bins, double position) {
        double inside = Math.max(0, Math.min(bins.length - 1, position));
        int below = Math.min(bins.length - 2, (int) inside);
        bins[below] += 1 - (inside - below);
        bins[below + 1] += inside - below;
    }

    private void finishCells(int cellSize) {
        for (int cell = 0; cell < cells.length; cell++) {
            double mean = cells[cell] / cellSize;
            cellContrasts[cell] = Math.sqrt(Math.max(0, cellContrasts[cell] / cellSize - mean * mean));
            cells[cell] = mean - meanLightness;
        }
    }

    private static double patchwork(Pixels pixels) {
        int step = 4;
        double sum = 0;
        for (int y = 0; y < SIDE - step; y++) {
            for (int x = 0; x < SIDE - step; x++) {
                int i = y * SIDE + x;
                sum += tintDifference(pixels, i, i + step) + tintDifference(pixels, i, i + step * SIDE);
            }
        }
        return sum / (2.0 * (SIDE - step) * (SIDE - step));
    }

    private static double tintDifference(Pixels pixels, int one, int other) {
        return Math.hypot(pixels.a[one] - pixels.a[other], pixels.b[one] - pixels.b[other]);
    }
}
