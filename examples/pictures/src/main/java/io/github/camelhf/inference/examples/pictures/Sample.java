package io.github.camelhf.inference.examples.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * One file to classify.
 *
 * @param name its file name
 * @param label what it shows, one of {@link #LABELS}; empty where nothing can be found out
 * @param bytes its content
 */
public record Sample(String name, String label, byte[] bytes) {

    /** The labels to tell apart, as the option {@code labels} takes them. */
    public static final String LABELS = "red tile,blue tile,green grass";

    /** Tiles and a lawn, in this order: {@code red.png}, {@code blue.png}, {@code lawn.png}. */
    public static List<Sample> pictures() {
        return List.of(
                tile("red.png", "red tile", Color.RED),
                tile("blue.png", "blue tile", Color.BLUE),
                tile("lawn.png", "green grass", new Color(0x2E8B20)));
    }

    /** A red tile of 786 KB, for sources that send content in several pieces. */
    public static Sample large() {
        return new Sample("large.bmp", "red tile", encoded("bmp", 512, Color.RED));
    }

    /** Looks like a picture by its name, and is a text. */
    public static Sample note() {
        return new Sample("note.jpg", "", "This is no picture.".getBytes(StandardCharsets.UTF_8));
    }

    /** The same picture under another name, for sources that need many. */
    public Sample named(String other) {
        return new Sample(other, label, bytes);
    }

    private static Sample tile(String name, String label, Color colour) {
        return new Sample(name, label, encoded("png", 96, colour));
    }

    private static byte[] encoded(String format, int size, Color colour) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, size, size);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
