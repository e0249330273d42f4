package io.github.camelhf.inference.result;

import java.awt.image.BufferedImage;

/**
 * Puts a few colours that flow into each other in the place of a part of a picture: the averages of squares, of which the longer side
 * has {@value #SQUARES}. Nothing else of what was there is in the result.
 */
final class Blur {

    private static final int SQUARES = 6;
    private static final int CHANNELS = 4;

    private final Box box;
    private final int columns;
    private final int rows;
    private final double[][] averages;

    private Blur(BufferedImage picture, Box box) {
        this.box = box;
        int longer = Math.max(box.width(), box.height());
        columns = squares(box.width(), longer);
        rows = squares(box.height(), longer);
        averages = new double[columns * rows][CHANNELS];
        measure(picture);
    }

    /** Changes the picture, which holds all of the box. */
    static void over(BufferedImage picture, Box box) {
        if (box.width() > 0 && box.height() > 0) {
            new Blur(picture, box).draw(picture);
        }
    }

    private static int squares(int side, int longer) {
        return Math.max(1, Math.min(side, Math.round((float) SQUARES * side / longer)));
    }

    private void measure(BufferedImage picture) {
        int[] counts = new int[averages.length];
        int[] argb = new int[box.width()];
        for (int y = 0; y < box.height(); y++) {
            picture.getRGB(box.xMin(), box.yMin() + y, argb.length, 1, argb, 0, argb.length);
            for (int x = 0; x < argb.length; x++) {
                int square = y * rows / box.height() * columns + x * columns / box.width();
                counts[square]++;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    averages[square][channel] += argb[x] >> (8 * channel) & 0xFF;
                }
            }
        }
        for (int square = 0; square < counts.length; square++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                averages[square][channel] /= counts[square];
            }
        }
    }

    private void draw(BufferedImage picture) {
        int[] argb = new int[box.width()];
        for (int y = 0; y < box.height(); y++) {
            double down = between((y + 0.5) * rows / box.height() - 0.5, rows);
            for (int x = 0; x < argb.length; x++) {
                argb[x] = colour(between((x + 0.5) * columns / box.width() - 0.5, columns), down);
            }
            picture.setRGB(box.xMin(), box.yMin() + y, argb.length, 1, argb, 0, argb.length);
        }
    }

    /** A place among the middles of squares; beyond the first and the last their colours go on. */
    private static double between(double place, int count) {
        return Math.max(0, Math.min(count - 1, place));
    }

    private int colour(double across, double down) {
        int left = (int) across;
        int top = (int) down;
        int right = Math.min(columns - 1, left + 1);
        int bottom = Math.min(rows - 1, top + 1);
        int argb = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double above = mixed(at(left, top, channel), at(right, top, channel), across - left);
            double below = mixed(at(left, bottom, channel), at(right, bottom, channel), across - left);
            argb |= (int) Math.round(mixed(above, below, down - top)) << (8 * channel);
        }
        return argb;
    }

    private double at(int column, int row, int channel) {
        return averages[row * columns + column][channel];
    }

    private static double mixed(double one, double other, double share) {
        return one + (other - one) * share;
    }
}
