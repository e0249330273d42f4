package io.github.camelhf.inference.emulator.model;

import java.util.Arrays;
import java.util.List;

/**
 * A colour as people name it, with a few examples; a pixel belongs to the names whose examples are near.
 *
 * @param word as it is written in the vocabulary
 * @param rgb  the first example, in sRGB
 */
record NamedColour(String word, int rgb, List<Lab> examples) {

    /** In the order of their numbers in the vector. Examples are sRGB. */
    static final List<NamedColour> ALL = List.of(
            of("red", 0xC62828, 0xFF0000, 0x8E1B1B, 0xA93226),
            of("orange", 0xE67E22, 0xFF8C00, 0xC1632F, 0xD2773F),
            of("yellow", 0xF2D024, 0xFFFF00, 0xD4AC0D, 0xF7DC6F),
            of("green", 0x2E8B3D, 0x00FF00, 0x00A000, 0x1E5B22, 0x7CB342, 0x6BAA7A, 0x4B6B2A),
            of("turquoise", 0x1FA8A0, 0x00FFFF, 0x2E7D82, 0x7FD8D2),
            of("light-blue", 0x87BDE8, 0x5DADE2, 0xAFD3EE),
            of("blue", 0x2A5CBE, 0x0000FF, 0x1A3A7A, 0x2874A6, 0x000080),
            of("purple", 0x7D3CA0, 0x800080, 0x4A235A, 0xA569BD),
            of("pink", 0xE87FA8, 0xFF69B4, 0xF5B7C8, 0xFF00FF),
            of("brown", 0x7B4A26, 0x8B4513, 0x5A3418, 0x9A6A42, 0xA67B50, 0x40281A),
            of("beige", 0xD8C7A8, 0xE8DCC4, 0xC9AE86, 0xDCBE94),
            of("white", 0xFFFFFF, 0xEFEFEC),
            of("light-grey", 0xC8C8C8, 0xB4B4B4),
            of("grey", 0x969696, 0x7C7C7C),
            of("dark-grey", 0x5A5A5A, 0x3E3E3E),
            of("black", 0x000000, 0x1E1E1E));

    /** Distance in L*a*b* units at which an example has lost most of its pull. */
    private static final double REACH = 9;

    /** How much of a colour (L 0 to 100, a, b) each name has, in order; the parts add up to 1. */
    static double[] shares(double lightness, double a, double b) {
        double[] squares = new double[ALL.size()];
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i < squares.length; i++) {
            squares[i] = Double.MAX_VALUE;
            for (Lab example : ALL.get(i).examples) {
                squares[i] = Math.min(squares[i], example.squaredDistance(lightness, a, b));
            }
            nearest = Math.min(nearest, squares[i]);
        }
        double sum = 0;
        double[] shares = new double[squares.length];
        for (int i = 0; i < shares.length; i++) {
            // Relative to the nearest, so that a colour far from all examples still gets a name.
            shares[i] = Math.exp((nearest - squares[i]) / (2 * REACH * REACH));
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** The name that an sRGB colour has most of. */
    static String nearest(int rgb) {
        double[] lab = Pixels.lab(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
        double[] shares = shares(lab[0], lab[1], lab[2]);
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        return ALL.get(best).word;
    }

    private static NamedColour of(String word, int... examples) {
        return new NamedColour(
                word, examples[0], Arrays.stream(examples).mapToObj(Lab::of).toList());
    }

    record Lab(double lightness, double a, double b) {

        static Lab of(int rgb) {
            double[] lab = Pixels.lab(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
            return new Lab(lab[0], lab[1], lab[2]);
        }

        double squaredDistance(double otherLightness, double otherA, double otherB) {
            // Shades of one colour differ in lightness first, so that counts less.
            double l = 0.6 * (otherLightness - lightness);
            double da = otherA - a;
            double db = otherB - b;
            return l * l + da * da + db * db;
        }
    }
}
