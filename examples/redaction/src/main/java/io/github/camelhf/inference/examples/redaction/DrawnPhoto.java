package io.github.camelhf.inference.examples.redaction;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A drawing of two people before a house, whose faces the emulator finds as areas of one colour. */
final class DrawnPhoto {

    static final int WIDTH = 320;
    static final int HEIGHT = 160;

    private static final Color SKIN = new Color(0xE8C39E);

    private DrawnPhoto() {}

    static byte[] png() {
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = photo.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(Color.GRAY);
        graphics.drawLine(0, 140, WIDTH, 140);
        graphics.drawLine(100, 140, 100, 30);
        graphics.drawLine(100, 30, 160, 5);
        face(graphics, 30, 50);
        face(graphics, 220, 40);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(photo, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static void face(Graphics2D graphics, int x, int y) {
        graphics.setColor(SKIN);
        graphics.fillOval(x, y, 50, 60);
        graphics.setColor(Color.BLACK);
        graphics.fillRect(x + 14, y + 22, 5, 5);
        graphics.fillRect(x + 32, y + 22, 5, 5);
        graphics.fillRect(x + 18, y + 44, 14, 3);
    }
}
