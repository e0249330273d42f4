package io.github.camelhf.inference.lines;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Small pictures drawn for tests. */
final class Pictures {

    private Pictures() {}

    static byte[] png(Color colour) {
        return drawn(colour, 0, 0, 64);
    }

    /** A thing of one colour on white. */
    static byte[] spot(Color colour) {
        return drawn(colour, 20, 20, 16);
    }

    private static byte[] drawn(Color colour, int x, int y, int side) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 64, 64);
        graphics.setColor(colour);
        graphics.fillRect(x, y, side, side);
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
