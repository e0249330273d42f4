package io.github.camelhf.inference.examples.watchedfolder;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Grass, painted blade by blade from the dark ground up. */
final class Lawn {

    private static final int LAYERS = 9;

    private Lawn() {}

    static BufferedImage painted(int width, int height, double bladeLength, int flowers, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(new Color(0x1B2A10));
        canvas.fillRect(0, 0, width, height);
        Random random = new Random(seed);
        int blades = (int) (120.0 * width * height / bladeLength / bladeLength / LAYERS);
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int i = 0; i < blades; i++) {
                blade(canvas, width, height, bladeLength, layer / (LAYERS - 1.0), random);
            }
        }
        for (int i = 0; i < flowers; i++) {
            flower(canvas, random.nextInt(width), random.nextInt(height), bladeLength * 0.13, random.nextBoolean());
        }
        canvas.dispose();
        return image;
    }

    private static void blade(Graphics2D canvas, int width, int height, double length, double light, Random random) {
        double x = random.nextDouble() * width * 1.1 - width * 0.05;
        double y = random.nextDouble() * (height + length);
        double tall = length * (0.5 + random.nextDouble() * 0.7);
        double lean = random.nextGaussian() * tall * 0.38;
        double patch = 0.5 * Noise.cloudy(x / width * 4, y / height * 4, 3, 8);
        Rgb dark = Rgb.hex(0x213A18);
        Rgb bright = Rgb.hex(random.nextInt(14) == 0 ? 0xA9A45A : 0x7DAA3E);
        Rgb colour = dark.mix(bright, light * light * 0.9 + random.nextGaussian() * 0.14 + patch * 0.3);
        canvas.setColor(new Color(colour.packed()));
        canvas.setStroke(new BasicStroke(
                (float) (length * (0.018 + 0.022 * random.nextDouble())),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND));
        canvas.draw(new QuadCurve2D.Double(
                x, y, x + lean * 0.15, y - tall * 0.7, x + lean, y - tall * (1 - 0.25 * Math.abs(lean) / tall)));
    }

    private static void flower(Graphics2D canvas, double x, double y, double size, boolean daisy) {
        canvas.setColor(new Color(daisy ? 0xF6F5EE : 0xF2CE2E));
        for (int petal = 0; petal < 8; petal++) {
            double turn = petal * Math.PI / 4;
            canvas.fillOval(
                    (int) (x + Math.cos(turn) * size * 0.8 - size / 2),
                    (int) (y + Math.sin(turn) * size * 0.8 - size / 2),
                    (int) Math.ceil(size),
                    (int) Math.ceil(size));
        }
        canvas.setColor(new Color(0xE0A21B));
        canvas.fillOval((int) (x - size / 2), (int) (y - size / 2), (int) Math.ceil(size), (int) Math.ceil(size));
    }
}
