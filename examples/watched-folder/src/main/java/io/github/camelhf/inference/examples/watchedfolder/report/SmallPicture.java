package io.github.camelhf.inference.examples.watchedfolder.report;

import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.picture.PicturePreparation;
import io.github.camelhf.inference.picture.PictureSettings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A picture as a small JPEG, upright and on white: the component's own shrinking, which decodes no more than it needs. */
final class SmallPicture {

    /** Enough for a sharp preview on a dense screen. */
    private static final int LONGER_SIDE = 400;

    private static final int QUALITY = 80;
    /** Two of them have to fit into the memory in the formats that are decoded whole. */
    private static final long MOST_PIXELS = 60_000_000;

    private static final PicturePreparation PREPARATION =
            new PicturePreparation(new PictureSettings(LONGER_SIDE, QUALITY, true, true, MOST_PIXELS));

    private SmallPicture() {}

    /** @throws IOException or an unchecked exception of the component, when it is no picture that can be read */
    static byte[] of(Path file) throws IOException {
        Image.Picture picture = PREPARATION.prepare(Content.of(file), mediaType(file));
        try (InputStream content = picture.content().open()) {
            return picture.mediaType().equals("image/jpeg") ? content.readAllBytes() : jpeg(content);
        }
    }

    /** By content, as names lie. */
    private static String mediaType(Path file) throws IOException {
        try (ImageInputStream content = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(content);
            if (!readers.hasNext()) {
                throw new IOException("no picture");
            }
            for (String name : readers.next().getOriginatingProvider().getMIMETypes()) {
                if (!name.startsWith("image/x-")) {
                    return name;
                }
            }
            throw new IOException("no picture of a known type");
        }
    }

    /** One that is small already. */
    private static byte[] jpeg(InputStream content) throws IOException {
        BufferedImage image = ImageIO.read(content);
        if (image == null) {
            throw new IOException("no picture");
        }
        BufferedImage onWhite = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = onWhite.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(onWhite, "jpg", bytes);
        return bytes.toByteArray();
    }
}
