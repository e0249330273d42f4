package io.github.camelhf.inference.emulator.model;

/**
 * A picture of any shape, brought to a square of {@value #SIDE} pixels a side, in CIE L*a*b* colours (D65): lightness 0
 * to 1, and a and b divided by 100. Row by row.
 */
final class Pixels {

    static final int SIDE = 128;

    final float[] light;
    final float[] a;
    final float[] b;

    private static final float[] LINEAR = new float[256];

    static {
        for (int i = 0; i < 256; i++) {
            double v = i / 255.0;
            LINEAR[i] = (float) (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
        }
    }

    private Pixels(float[] light, float[] a, float[] b) {
        this.light = light;
        this.a = a;
        this.b = b;
    }

    /** Every pixel of the source has its part in the result, so thin lines fade but do not vanish. */
    static Pixels scaled(PictureDecoder.Packed picture) {
        Resampling across = Resampling.to(SIDE, picture.width);
        Resampling down = Resampling.to(SIDE, picture.height);
        float[][] channels = new float[3][];
        for (int c = 0; c < 3; c++) {
            channels[c] = down.columns(across.rows(picture.rgb, 16 - 8 * c, picture.height), SIDE);
        }
        Pixels pixels = new Pixels(channels[0], channels[1], channels[2]);
        for (int i = 0; i < SIDE * SIDE; i++) {
            double[] lab = lab(channels[0][i], channels[1][i], channels[2][i]);
            pixels.light[i] = (float) (lab[0] / 100);
            pixels.a[i] = (float) (lab[1] / 100);
            pixels.b[i] = (float) (lab[2] / 100);
        }
        return pixels;
    }

    /** L*a*b* of an sRGB colour, each channel 0 to 255. */
    static double[] lab(double red255, double green255, double blue255) {
        double red = linear(red255);
        double green = linear(green255);
        double blue = linear(blue255);
        double x = cubeRoot((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
        double y = cubeRoot(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        double z = cubeRoot((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double linear(double level) {
        int below = (int) Math.max(0, Math.min(255, level));
        int above = Math.min(255, below + 1);
        return LINEAR[below] + (LINEAR[above] - LINEAR[below]) * (level - below);
    }

    private static double cubeRoot(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }
}
