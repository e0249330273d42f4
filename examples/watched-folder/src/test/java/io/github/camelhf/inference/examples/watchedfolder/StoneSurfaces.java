package io.github.camelhf.inference.examples.watchedfolder;

/** Stone as it is quarried or split: veined, grained, layered or broken into slabs. */
final class StoneSurfaces {

    private StoneSurfaces() {}

    /** Veins, all running much the same way, where a bent landscape passes through zero. */
    static Surface marble(Rgb ground, Rgb cloud, Rgb vein, double scale, long seed) {
        return (x, y) -> {
            // Turned by about 35 degrees and drawn out, as the rock was when it was pressed.
            double u = (0.82 * x + 0.57 * y) / scale / 2.4;
            double v = (0.82 * y - 0.57 * x) / scale;
            double bentU = u + 0.5 * Noise.cloudy(u * 1.5, v, 5, seed);
            double bentV = v + 0.55 * Noise.cloudy(u * 1.5 + 5.2, v + 1.3, 6, seed + 10);
            double broad = Math.abs(Noise.cloudy(bentU, bentV, 3, seed + 20));
            double thin = Math.abs(Noise.cloudy(bentU * 2.1, bentV * 2.1, 4, seed + 30));
            double clouds = 0.5 + 0.8 * Noise.cloudy(bentU * 0.9, bentV * 0.9, 4, seed + 40);
            double fading = Noise.step(-0.25, 0.45, Noise.cloudy(u * 2, v * 2, 3, seed + 60));
            double grain = 0.03 * Noise.cloudy(x * 5, y * 5, 2, seed + 50);
            Rgb colour = ground.mix(cloud, clouds)
                    .mix(cloud, 0.6 * (1 - Noise.step(0, 0.20, broad)))
                    .mix(vein, 0.85 * fading * (1 - Noise.step(0, 0.05, broad)))
                    .mix(vein, 0.55 * (1 - fading) * (1 - Noise.step(0, 0.03, thin)));
            return new Surface.Spot(colour.times(1 + grain), 0);
        };
    }

    /** Crystals of a few minerals, large and small. */
    static Surface granite(double grain, long seed, Rgb... minerals) {
        return (x, y) -> {
            double bentX = x / grain + 0.6 * Noise.cloudy(x / grain * 1.5, y / grain * 1.5, 3, seed + 5);
            double bentY = y / grain + 0.6 * Noise.cloudy(x / grain * 1.5 + 9, y / grain * 1.5, 3, seed + 6);
            Noise.Cell large = Noise.cell(bentX, bentY, 1, seed);
            Noise.Cell small = Noise.cell(bentX * 2.3, bentY * 2.3, 1, seed + 1);
            double patch = 0.5 + 0.7 * Noise.cloudy(x / grain / 7, y / grain / 7, 3, seed + 2);
            double pick =
                    0.55 * Noise.white(large.id(), 0, seed) + 0.30 * Noise.white(small.id(), 1, seed) + 0.15 * patch;
            Rgb colour = minerals[(int) Math.max(0, Math.min(minerals.length - 1, pick * minerals.length))];
            return new Surface.Spot(colour.times(1 + 0.15 * (Noise.white(small.id(), 2, seed) - 0.5)), 0);
        };
    }

    /** Split along its layers: ledges of uneven outline. */
    static Surface slate(Rgb colour, Rgb rust, long seed) {
        return (x, y) -> {
            double u = (0.94 * x + 0.34 * y) / 34;
            double v = (0.94 * y - 0.34 * x) / 15;
            double landscape = 2 * Noise.cloudy(u + 0.2 * Noise.cloudy(x / 6, y / 6, 4, seed + 3), v, 3, seed);
            double layer = landscape * 2.2 + 0.35 * Noise.cloudy(x / 5, y / 5, 5, seed + 4);
            double ledge = (Math.floor(layer) + Noise.step(0.9, 1, layer - Math.floor(layer))) / 3;
            double rough = Noise.cloudy(x / 2, y / 2, 5, seed + 10);
            double stain = Noise.step(0.15, 0.55, Noise.cloudy(x / 16, y / 16, 4, seed + 20));
            Rgb base = colour.times(1 + 0.22 * rough + 0.16 * ledge).mix(rust, 0.55 * stain);
            return new Surface.Spot(base, 0.8 * ledge + 0.2 * rough);
        };
    }

    /** Slabs of no regular outline with joints between, as in a garden path or an old wall. */
    static Surface slabs(double size, Rgb joint, long seed, Rgb... stones) {
        return (x, y) -> {
            double bentX = x / size + 0.10 * Noise.cloudy(x / size * 3, y / size * 3, 3, seed + 5);
            double bentY = y / size + 0.10 * Noise.cloudy(x / size * 3 + 9, y / size * 3, 3, seed + 6);
            Noise.Cell slab = Noise.cell(bentX, bentY, 0.95, seed);
            double onSlab = Noise.step(0.025, 0.05, slab.border());
            double rough = Noise.cloudy(x / size * 7, y / size * 7, 5, seed + 7);
            double tone = 0.35 * (Noise.white(slab.id(), 3, seed) - 0.5);
            Rgb base = stones[(int) (Noise.white(slab.id(), 4, seed) * stones.length)];
            double stain = Noise.cloudy(x / size * 2, y / size * 2, 4, seed + 8);
            Rgb stone = base.times(1 + tone + 0.25 * rough + 0.2 * stain);
            double dome = size * (0.06 * Noise.step(0, 0.16, slab.border()) + 0.018 * rough);
            return new Surface.Spot(joint.times(1 + 0.3 * rough).mix(stone, onSlab), dome);
        };
    }
}
