package io.github.camelhf.inference.examples.watchedfolder;

/** Boards with grain, joints and now and then a knot. */
final class WoodSurfaces {

    private WoodSurfaces() {}

    /** Boards that run from left to right. */
    static Surface boards(double width, double length, Rgb pale, Rgb dark, long seed) {
        return (x, y) -> {
            long row = (long) Math.floor(y / width);
            double shifted = x + length * Noise.white(row, 1, seed);
            long board = (long) Math.floor(shifted / length);
            double inX = shifted - board * length;
            double inY = y - row * width;
            double border = Math.min(Math.min(inX, length - inX), Math.min(inY, width - inY));
            double onBoard = Noise.step(0.05, 0.22, border);
            double tone = Noise.white(board, row, seed + 1) - 0.5;
            Rgb wood = grain(shifted, inY, width, board * 31 + row, pale, dark).times(1 + 0.20 * tone);
            return new Surface.Spot(dark.times(0.35).mix(wood, onBoard), 0.10 * Noise.step(0.02, 0.35, border));
        };
    }

    /** The same boards, running from top to bottom. */
    static Surface upright(Surface boards) {
        return (x, y) -> boards.at(y, x);
    }

    private static Rgb grain(double along, double across, double width, long board, Rgb pale, Rgb dark) {
        double knotX = 25 * Math.round(along / 25 - 0.5) + 12 + 8 * Noise.white(board, (long) (along / 25), 40);
        double knotY = width * (0.2 + 0.6 * Noise.white(board, (long) (along / 25), 41));
        boolean hasKnot = Noise.white(board, (long) Math.floor(along / 25), 42) < 0.09;
        double toKnot = hasKnot ? Math.hypot((along - knotX) / 2.6, across - knotY) : 99;

        double bend =
                1.3 * Noise.smooth(along / 28, across / 7, board) + 0.5 * Noise.smooth(along / 9, across / 3, board);
        double rings = across + bend + 1.6 * Math.exp(-toKnot * toKnot / 2) * Math.signum(across - knotY);
        double bands = 0.5 + 0.5 * Math.sin(rings * 4.2 + 3 * Noise.smooth(along / 40, rings / 2, board + 1));
        double fibres = Noise.cloudy(along / 6, across * 9, 3, board + 2);
        double pores = Noise.step(0.25, 0.55, Noise.cloudy(along / 2.5, across * 14, 2, board + 3));
        double darkness = 0.15 + 0.42 * bands * bands + 0.38 * fibres + 0.28 * pores;
        Rgb colour = pale.mix(dark, darkness);
        return colour.mix(dark.times(0.45), 1 - Noise.step(0.1, 1.0, toKnot));
    }
}
