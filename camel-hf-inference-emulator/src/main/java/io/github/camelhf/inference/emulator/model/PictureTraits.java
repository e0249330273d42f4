package io.github.camelhf.inference.emulator.model;

import java.util.EnumMap;
import java.util.Map;

/** Draws conclusions from the measurements: how much of each {@link Trait} a picture shows. */
final class PictureTraits {

    private final Map<Trait, Double> values = new EnumMap<>(Trait.class);

    /** 1 where no line runs through in any direction. */
    private double unruled;

    PictureTraits(
            Pixels pixels,
            ColourStatistics colours,
            EdgeStatistics edges,
            LineStatistics horizontal,
            LineStatistics vertical) {
        lines(horizontal, vertical, edges);
        structure(pixels, colours, edges);
        tones(pixels, colours);
    }

    double get(Trait trait) {
        return values.getOrDefault(trait, 0.0);
    }

    private void lines(LineStatistics horizontal, LineStatistics vertical, EdgeStatistics edges) {
        double across = horizontal.coherence() * ramp(0.002, 0.008, horizontal.strength());
        double down = vertical.coherence() * ramp(0.002, 0.008, vertical.strength());
        double brickwork = Math.max(
                staggered(across, horizontal.stagger(), vertical.stagger()),
                staggered(down, vertical.stagger(), horizontal.stagger()));
        double seen = ramp(0.004, 0.014, edges.energy[0]);
        double drawnOut = (edges.grain[0] + edges.grain[1]) / 2;
        double turned = (edges.level[0] + edges.level[1]) / 2;
        // The grain of boards runs along their joints.
        double oneWay = ramp(0.25, 0.45, Math.abs(across - down))
                * ramp(0.4, 0.7, Math.max(across, down))
                * ramp(0.2, 0.45, across > down ? turned : -turned);
        set(Trait.GRID, ramp(0.35, 0.7, Math.min(across, down)) * (1 - brickwork));
        set(Trait.COURSES, brickwork);
        set(Trait.BOARDS, oneWay * (1 - brickwork));
        set(Trait.GRAIN, ramp(0.25, 0.65, drawnOut) * seen * (1 - brickwork));
        set(Trait.LEVEL, ramp(0.25, 0.65, turned) * seen);
        set(Trait.UPRIGHT, ramp(0.25, 0.65, -turned) * seen);
        double weave = Math.min(shortRhythm(horizontal), shortRhythm(vertical));
        unruled = ramp(0.75, 0.35, Math.max(across, down));
        set(Trait.WEAVE, weave * ramp(0.25, 0.1, drawnOut) * ramp(0.02, 0.04, edges.energy[0]));
    }

    private void structure(Pixels pixels, ColourStatistics colours, EdgeStatistics edges) {
        set(Trait.SMOOTH, ramp(0.020, 0.004, edges.energy[0]));
        set(Trait.CLEAN, ramp(0.35, 0.85, edges.calm));
        set(Trait.ROUGH, ramp(0.025, 0.07, edges.energy[0]));
        double fine = edges.energy[0] / (edges.energy[0] + edges.energy[3] + 0.005);
        set(Trait.GRAINY, ramp(0.45, 0.65, fine) * ramp(0.07, 0.03, edges.energy[0]));
        set(Trait.CLOUDED, ramp(0.45, 0.3, fine) * ramp(0.008, 0.02, edges.energy[3]));
        // Joints that run through make it a pattern on tiles; little stones are never set that straight.
        double patchwork = ramp(0.05, 0.13, colours.patchwork)
                * ramp(0.04, 0.08, edges.energy[0])
                * (1 - get(Trait.GRID))
                * (1 - get(Trait.COURSES));
        set(Trait.PATCHWORK, patchwork);
        set(Trait.IRREGULAR, unruled * (1 - 0.6 * patchwork) * ramp(0.008, 0.02, edges.energy[1]));
        set(Trait.GRADIENT, ramp(0.3, 0.9, Math.abs(slope(pixels))) * ramp(0.02, 0.08, colours.contrast));
    }

    private void tones(Pixels pixels, ColourStatistics colours) {
        double light = colours.meanLightness;
        set(Trait.DARK, ramp(0.5, 0.15, light));
        set(Trait.BRIGHT, ramp(0.6, 0.95, light));
        set(Trait.CONTRAST, ramp(0.08, 0.35, colours.contrast));
        set(Trait.VIVID, ramp(0.15, 0.6, colours.meanStrength));
        set(Trait.PALE, ramp(0.2, 0.03, colours.meanStrength));
        double warmth = 0;
        double far = 0;
        for (int i = 0; i < pixels.light.length; i++) {
            warmth += (pixels.a[i] + pixels.b[i]) / 2 / pixels.light.length;
            far += pixels.light[i] > light + 0.3 ? 1.0 / pixels.light.length : 0;
        }
        set(Trait.WARM, ramp(0.05, 0.35, warmth));
        set(Trait.COLD, ramp(0.02, 0.2, -warmth));
        set(Trait.HIGHLIGHTS, ramp(0.002, 0.02, far) * ramp(0.15, 0.06, far));
        double strongest = 0;
        double all = 1e-9;
        for (double hue : colours.hues) {
            strongest = Math.max(strongest, hue);
            all += hue;
        }
        set(Trait.COLOURFUL, ramp(0.7, 0.35, strongest / all) * ramp(0.1, 0.3, colours.meanStrength));
    }

    private static double staggered(double through, double own, double other) {
        return ramp(0.3, 0.5, through) * ramp(0.35, 0.8, other) * ramp(0.5, 0.25, own);
    }

    /** The best return within 16 pixels. */
    private static double shortRhythm(LineStatistics lines) {
        double[] rhythm = lines.rhythm();
        double best = 0;
        for (int lag = 1; lag < 8; lag++) {
            if (rhythm[lag] > rhythm[lag - 1] && rhythm[lag] >= rhythm[lag + 1]) {
                best = Math.max(best, rhythm[lag]);
            }
        }
        return ramp(0.3, 0.7, best);
    }

    /** Correlation of lightness with height. */
    private static double slope(Pixels pixels) {
        int side = Pixels.SIDE;
        double middle = (side - 1) / 2.0;
        double mean = 0;
        for (float light : pixels.light) {
            mean += light / pixels.light.length;
        }
        double together = 0;
        double heights = 1e-9;
        double lights = 1e-9;
        for (int i = 0; i < pixels.light.length; i++) {
            double height = middle - Math.floorDiv(i, side);
            double light = pixels.light[i] - mean;
            together += height * light;
            heights += height * height;
            lights += light * light;
        }
        return together / Math.sqrt(heights * lights);
    }

    private void set(Trait trait, double value) {
        values.put(trait, value);
    }

    /** 0 at {@code from}, 1 at {@code to}, even in between; works downwards too. */
    private static double ramp(double from, double to, double value) {
        return Math.max(0, Math.min(1, (value - from) / (to - from)));
    }
}
