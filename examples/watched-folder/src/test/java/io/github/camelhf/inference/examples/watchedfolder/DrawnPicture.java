package io.github.camelhf.inference.examples.watchedfolder;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures for tests, as PNG. */
final class DrawnPicture {

    private DrawnPicture() {}

    /** Turquoise tiles with white joints. */
    static byte[] tiles() {
        return tiles(0);
    }

    /** The same in a shade that only a machine tells from the others, 0 to 4095: another content. */
    static byte[] tiles(int shade) {
        return drawn(graphics -> {
            fill(graphics, Color.WHITE);
            graphics.setColor(new Color(0x3D7C8C + (shade >> 8 << 16) + (shade >> 4 & 0xF) * 256 + (shade & 0xF)));
            for (int x = 2; x < 120; x += 20) {
                for (int y = 2; y < 120; y += 20) {
                    graphics.fillRect(x, y, 18, 18);
                }
            }
        });
    }

    /** One even grey, which fits no label. */
    static byte[] grey() {
        return grey(0);
    }

    /** The same with one pixel a little lighter, 0 to 14399: another content. */
    static byte[] grey(int pixel) {
        return drawn(graphics -> {
            fill(graphics, Color.GRAY);
            graphics.setColor(new Color(0x828282));
            graphics.fillRect(pixel % 120, pixel / 120, 1, 1);
        });
    }

    static Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Graphics2D graphics, Color colour) {
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 120, 120);
    }

    private static byte[] drawn(java.util.function.Consumer<Graphics2D> drawing) {
        BufferedImage image = new BufferedImage(120, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        drawing.accept(graphics);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
