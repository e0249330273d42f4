package io.github.camelhf.inference.examples.watchedfolder;

/** Glazed tiles in a square grid with grout between. */
final class TileSurfaces {

    private TileSurfaces() {}

    /** The colour of the glaze: column and row of the tile, and the place within it from 0 to 1. */
    interface Glaze {
        Rgb at(int column, int row, double u, double v);
    }

    static Surface tiles(double width, double height, double gap, Rgb grout, Glaze glaze) {
        return (x, y) -> {
            double column = Math.floor(x / width);
            double row = Math.floor(y / height);
            double inX = x - column * width;
            double inY = y - row * height;
            double border = Math.min(Math.min(inX, width - inX), Math.min(inY, height - inY));
            double onTile = Noise.step(gap / 2, gap / 2 + 0.12, border);
            Rgb glazed = glaze.at((int) column, (int) row, inX / width, inY / height);
            // Glazes are never level: each tile mirrors a slightly other part of the room.
            double tilt = (Noise.white((long) column, (long) row, 5) - 0.5) * (inX / width - 0.5)
                    + (Noise.white((long) column, (long) row, 6) - 0.5) * (inY / height - 0.5);
            double sheen = 0.05 * tilt + 0.04 * Noise.step(-0.2, 0.6, Noise.cloudy(x / 60, y / 45, 2, 77));
            Rgb joint = grout.times(1 + 0.10 * Noise.cloudy(x * 3, y * 3, 3, 9));
            double rounded = 0.14 * Noise.step(gap / 2, gap / 2 + 0.7, border);
            return new Surface.Spot(joint.mix(glazed.plus(sheen), onTile), rounded);
        };
    }

    /** One colour, each tile a shade of its own. */
    static Glaze plain(Rgb colour, double variety, long seed) {
        return (column, row, u, v) -> colour.times(1 + variety * (Noise.white(column, row, seed) - 0.5));
    }

    static Glaze checkered(Rgb one, Rgb other) {
        return (column, row, u, v) ->
                ((column + row & 1) == 0 ? one : other).times(1 + 0.04 * (Noise.white(column, row, 3) - 0.5));
    }

    /** Like cement tiles: a ring in the middle, quarter rings in the corners. */
    static Glaze ornament(Rgb ground, Rgb pattern, Rgb accent) {
        return (column, row, u, v) -> {
            double middle = Math.hypot(u - 0.5, v - 0.5);
            double corner = Math.hypot(Math.min(u, 1 - u), Math.min(v, 1 - v));
            double star = Math.max(Math.abs(u - 0.5), Math.abs(v - 0.5))
                    + 0.35 * Math.min(Math.abs(u - 0.5), Math.abs(v - 0.5));
            Rgb colour = ground;
            colour = colour.mix(pattern, band(corner, 0.30, 0.40));
            colour = colour.mix(accent, band(star, 0.0, 0.13));
            colour = colour.mix(pattern, band(middle, 0.21, 0.27));
            return colour.times(1 + 0.03 * (Noise.white(column, row, 3) - 0.5));
        };
    }

    /** Large tiles printed with soft clouds. */
    static Glaze clouded(Rgb colour, Rgb cloud, long seed) {
        return (column, row, u, v) -> {
            double offset = 40 * Noise.white(column, row, seed);
            return colour.mix(cloud, 0.5 + 0.6 * Noise.cloudy(2 * u + offset, 2 * v, 4, seed));
        };
    }

    private static double band(double value, double from, double to) {
        return Noise.step(from - 0.01, from + 0.01, value) * (1 - Noise.step(to - 0.01, to + 0.01, value));
    }
}
