package io.github.camelhf.inference;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Small pictures drawn for tests. */
public final class Pictures {

    /** A lossless WebP of one red-brown pixel: the JDK cannot write the format. */
    static final byte[] WEBP = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    private Pictures() {}

    /** One colour all over; formats as ImageIO names them: png, jpg, gif, bmp. */
    public static byte[] plain(String format, Color color) {
        return plain(format, color, 32);
    }

    public static byte[] plain(String format, Color color, int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, side, side);
        graphics.dispose();
        return encoded(image, format);
    }

    /** A PNG with a red thing of 20 by 10 pixels at 10, 30 and a blue one of 8 by 8 at 40, 5 on white. */
    public static byte[] spots() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 64, 64);
        graphics.setColor(Color.RED);
        graphics.fillRect(10, 30, 20, 10);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(40, 5, 8, 8);
        graphics.dispose();
        return encoded(image, "png");
    }

    public static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
