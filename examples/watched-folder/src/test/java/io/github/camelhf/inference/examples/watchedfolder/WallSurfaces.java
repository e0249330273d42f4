package io.github.camelhf.inference.examples.watchedfolder;

/** Things laid piece by piece: bricks and mosaic stones. */
final class WallSurfaces {

    private WallSurfaces() {}

    /** Running bond: each course starts half a brick further. */
    static Surface bricks(double length, double height, Rgb mortar, long seed, Rgb... clay) {
        return (x, y) -> {
            double wavyX = x + 0.15 * Noise.smooth(x / 3, y / 3, seed + 8);
            double wavyY = y + 0.12 * Noise.smooth(x / 4, y / 4, seed + 9);
            long course = (long) Math.floor(wavyY / height);
            double shifted = wavyX + (course & 1) * length / 2;
            long brick = (long) Math.floor(shifted / length);
            double inX = shifted - brick * length;
            double inY = wavyY - course * height;
            double border = Math.min(Math.min(inX, length - inX), Math.min(inY, height - inY));
            double onBrick = Noise.step(0.45, 0.65, border + 0.08 * Noise.cloudy(x * 2, y * 2, 2, seed));

            Rgb base = clay[(int) (Noise.white(brick, course, seed) * clay.length)];
            double burn = 0.24 * (Noise.white(brick, course, seed + 1) - 0.5);
            double rough = Noise.cloudy(x * 1.3, y * 1.3, 4, seed + 2);
            double pits = Noise.step(0.35, 0.6, Noise.cloudy(x * 2.5, y * 2.5, 3, seed + 3));
            Rgb face = base.times(1 + burn + 0.16 * rough - 0.25 * pits);
            Rgb joint = mortar.times(1 + 0.18 * Noise.cloudy(x * 4, y * 4, 3, seed + 4));
            double relief = 0.35 * Noise.step(0.35, 0.9, border) + 0.05 * rough - 0.06 * pits * onBrick;
            return new Surface.Spot(joint.mix(face, onBrick), relief);
        };
    }

    /** Which colour the little stone with this column and row has. */
    interface Motif {
        Rgb at(long column, long row);
    }

    /** Little stones in a grid, each cut and set by hand: none is quite square or quite level. */
    static Surface mosaic(double size, Rgb grout, double disorder, long seed, Motif motif) {
        return (x, y) -> {
            double wavyX = x + disorder * size * Noise.smooth(x / size / 2.5, y / size / 2.5, seed + 8);
            double wavyY = y + disorder * size * Noise.smooth(x / size / 2.5, y / size / 2.5, seed + 9);
            long column = (long) Math.floor(wavyX / size);
            long row = (long) Math.floor(wavyY / size);
            double inX = wavyX / size - column - 0.5;
            double inY = wavyY / size - row - 0.5;
            double turn = 0.25 * disorder * (Noise.white(column, row, seed) - 0.5) * 4;
            double u = Math.abs(inX + turn * inY);
            double v = Math.abs(inY - turn * inX);
            double border = 0.5 - Math.max(u, v);
            double onStone = Noise.step(0.05, 0.09, border);
            double light = 0.22 * (Noise.white(column, row, seed + 1) - 0.5)
                    + 0.06 * Noise.cloudy(x * 6 / size, y * 6 / size, 2, seed + 2);
            Rgb stone = motif.at(column, row).times(1 + light);
            Rgb joint = grout.times(1 + 0.1 * Noise.cloudy(x * 9 / size, y * 9 / size, 2, seed + 3));
            return new Surface.Spot(joint.mix(stone, onStone), size * 0.10 * Noise.step(0.03, 0.16, border));
        };
    }

    static Motif mixed(long seed, Rgb... palette) {
        return (column, row) -> palette[(int) (Noise.white(column, row, seed) * palette.length)];
    }

    /** Rings around a middle, as on old floors. */
    static Motif rings(double middleColumn, double middleRow, double width, Rgb... palette) {
        return (column, row) -> {
            double distance = Math.hypot(column + 0.5 - middleColumn, row + 0.5 - middleRow);
            int ring = (int) (distance / width) + (Noise.white(column, row, 12) < 0.14 ? 1 : 0);
            return palette[ring % palette.length];
        };
    }
}
