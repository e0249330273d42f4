package io.github.camelhf.inference.examples.watchedfolder;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Photographs a surface straight on, lit from the top left, with a little falling-off of light and sensor noise. */
final class Camera {

    private static final double RELIEF = 0.55;

    private Camera() {}

    /** A picture that shows {@code centimetres} of the surface from left to right. */
    static BufferedImage photograph(Surface surface, int width, int height, double centimetres) {
        // Small pictures would shimmer with one look per pixel; the big one has pixels enough.
        int looks = width > 1500 ? 1 : 3;
        int fineWidth = width * looks;
        int fineHeight = height * looks;
        double pixel = centimetres / fineWidth;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Surface.Spot[] above = row(surface, -1, fineWidth, pixel);
        Rgb[] sums = new Rgb[width];
        for (int y = 0; y < fineHeight; y++) {
            Surface.Spot[] row = row(surface, y, fineWidth, pixel);
            if (y % looks == 0) {
                Arrays.fill(sums, new Rgb(0, 0, 0));
            }
            for (int x = 0; x < fineWidth; x++) {
                double slope =
                        (row[x + 1].height() - row[x].height() + row[x + 1].height() - above[x + 1].height()) / pixel;
                double lit = 1 + RELIEF * Math.max(-0.9, Math.min(0.9, slope));
                Rgb seen = row[x + 1].colour().times(lit);
                Rgb sum = sums[x / looks];
                sums[x / looks] = new Rgb(sum.red() + seen.red(), sum.green() + seen.green(), sum.blue() + seen.blue());
            }
            above = row;
            if (y % looks == looks - 1) {
                develop(image, y / looks, sums, looks * looks);
            }
        }
        return image;
    }

    private static Surface.Spot[] row(Surface surface, int y, int width, double pixel) {
        Surface.Spot[] row = new Surface.Spot[width + 1];
        for (int x = 0; x <= width; x++) {
            row[x] = surface.at((x - 0.5) * pixel, (y + 0.5) * pixel);
        }
        return row;
    }

    private static void develop(BufferedImage image, int y, Rgb[] sums, int looks) {
        int width = image.getWidth();
        for (int x = 0; x < width; x++) {
            double fromMiddle = Math.hypot((x - width * 0.42) / width, (y - image.getHeight() * 0.40) / width);
            double falloff = 1.04 - 0.28 * fromMiddle * fromMiddle;
            double noise = 0.012 * (Noise.white(x, y, 99) + Noise.white(x, y, 98) - 1);
            image.setRGB(x, y, sums[x].times(falloff / looks).plus(noise).packed());
        }
    }
}
