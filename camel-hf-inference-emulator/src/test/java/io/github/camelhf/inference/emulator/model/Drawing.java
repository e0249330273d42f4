package io.github.camelhf.inference.emulator.model;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Plain drawings for the tests. */
final class Drawing {

    private Drawing() {}

    static BufferedImage of(int width, int height, Color ground, Consumer<Graphics2D> paint) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(ground);
        canvas.fillRect(0, 0, width, height);
        paint.accept(canvas);
        canvas.dispose();
        return image;
    }

    static BufferedImage plain(Color colour) {
        return of(256, 192, colour, canvas -> {});
    }

    static BufferedImage tiles(Color colour) {
        return tiles(256, 192, colour);
    }

    /** Five tiles across, with pale joints. */
    static BufferedImage tiles(int width, int height, Color colour) {
        int size = Math.max(1, width / 5);
        int joint = Math.max(1, width / 64);
        return of(width, height, colour, canvas -> {
            canvas.setColor(new Color(0xDDDDD8));
            for (int x = size / 2; x < width; x += size) {
                canvas.fillRect(x, 0, joint, height);
            }
            for (int y = size / 2; y < height; y += size) {
                canvas.fillRect(0, y, width, joint);
            }
        });
    }

    static BufferedImage bricks() {
        return of(256, 192, new Color(0xC8C0B0), canvas -> {
            canvas.setColor(new Color(0xA0452E));
            for (int course = 0; course < 12; course++) {
                for (int x = course % 2 * -24; x < 256; x += 48) {
                    canvas.fillRect(x, course * 16, 45, 13);
                }
            }
        });
    }

    /** Boards from left to right, with lines of grain. */
    static BufferedImage boards() {
        Random random = new Random(1);
        return of(256, 192, new Color(0xA87445), canvas -> {
            for (int i = 0; i < 260; i++) {
                canvas.setColor(random.nextBoolean() ? new Color(0x8A5A30) : new Color(0xBB8753));
                canvas.fillRect(random.nextInt(256) - 60, random.nextInt(192), 120, 2);
            }
            canvas.setColor(new Color(0x3A2412));
            for (int y = 0; y < 192; y += 38) {
                canvas.fillRect(0, y, 256, 3);
            }
        });
    }

    /** Spots of random place and shade. */
    static BufferedImage spots(Color one, Color other, int size) {
        Random random = new Random(2);
        return of(256, 192, one, canvas -> {
            for (int i = 0; i < 60_000 / size; i++) {
                double share = random.nextDouble();
                canvas.setColor(new Color(
                        (int) (one.getRed() * share + other.getRed() * (1 - share)),
                        (int) (one.getGreen() * share + other.getGreen() * (1 - share)),
                        (int) (one.getBlue() * share + other.getBlue() * (1 - share))));
                canvas.fillOval(
                        random.nextInt(256), random.nextInt(192), 1 + random.nextInt(size), 1 + random.nextInt(size));
            }
        });
    }

    static BufferedImage mosaic() {
        Random random = new Random(3);
        int[] palette = {0x1D6FA5, 0xE2C044, 0xF3F0E4, 0xC8553D, 0x2E8B57};
        return of(256, 192, new Color(0xE8E6E0), canvas -> {
            for (int y = 0; y < 192; y += 12) {
                for (int x = 0; x < 256; x += 12) {
                    canvas.setColor(new Color(palette[random.nextInt(palette.length)]));
                    canvas.fillRect(x + random.nextInt(3), y + random.nextInt(3), 9, 9);
                }
            }
        });
    }

    static BufferedImage gradient(Color top, Color bottom) {
        return of(256, 192, top, canvas -> {
            canvas.setPaint(new java.awt.GradientPaint(0, 0, top, 0, 192, bottom));
            canvas.fillRect(0, 0, 256, 192);
        });
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("No writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] png(BufferedImage image) {
        return encoded(image, "png");
    }
}
