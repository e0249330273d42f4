package io.github.camelhf.inference.answer;

import io.github.camelhf.inference.input.PictureView;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A mask of an answer, a PNG as large as the picture that was sent. Source of the format: PNG specification, read 2026-11-20. */
public final class Mask {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int HEADER = 0x49484452;
    private static final int END = 0x49454E44;

    /** Where the name of the first chunk and its two numbers stand, and how far from the end the name of the last one. */
    private static final int FIRST_NAME = 12;

    private static final int WIDTH = 16;
    private static final int HEIGHT = 20;
    private static final int LAST_NAME = 8;

    private static final int SHORTEST = 57;
    private static final int WHITE = 255;

    private final String label;
    private final byte[] png;

    private Mask(String label, byte[] png) {
        this.label = label;
        this.png = png;
    }

    public static Mask read(String label, String base64) {
        byte[] png;
        try {
            png = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UnexpectedAnswerException("the mask of " + Shape.text(label) + " is no base64");
        }
        ByteBuffer bytes = ByteBuffer.wrap(png);
        if (png.length < SHORTEST
                || bytes.getLong(0) != SIGNATURE
                || bytes.getInt(FIRST_NAME) != HEADER
                || bytes.getInt(png.length - LAST_NAME) != END) {
            throw new UnexpectedAnswerException("the mask of " + Shape.text(label) + " is no complete PNG");
        }
        return new Mask(label, png);
    }

    /**
     * The mask as large and as turned as the picture in the message; as it came where that is the one that was sent.
     *
     * @param view null where its size is not known
     */
    public byte[] inMessage(@Nullable PictureView view) {
        if (view == null) {
            return png;
        }
        int width = ByteBuffer.wrap(png).getInt(WIDTH);
        int height = ByteBuffer.wrap(png).getInt(HEIGHT);
        if (width != view.sentWidth() || height != view.sentHeight()) {
            throw new UnexpectedAnswerException("the mask of " + Shape.text(label) + " has " + width + " x " + height
                    + " pixels, expected those of the picture that was sent, " + view.sentWidth() + " x "
                    + view.sentHeight());
        }
        return view.isWhole() ? png : written(led(decoded(), view));
    }

    private BufferedImage decoded() {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            if (image != null) {
                return image;
            }
        } catch (IOException | RuntimeException e) {
            // Readers meet broken files with exceptions of many kinds, and what they say is of the answer's content.
        }
        throw new UnexpectedAnswerException("the mask of " + Shape.text(label) + " cannot be decoded");
    }

    /** Each pixel of the picture in the message has the value of the one that shows its middle: nothing is blurred. */
    private static BufferedImage led(BufferedImage sent, PictureView view) {
        AffineTransform forth = view.forth();
        BufferedImage mask = new BufferedImage((int) view.width(), (int) view.height(), BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = mask.getRaster();
        Point2D.Double place = new Point2D.Double();
        for (int y = 0; y < mask.getHeight(); y++) {
            for (int x = 0; x < mask.getWidth(); x++) {
                place.setLocation(x + 0.5, y + 0.5);
                forth.transform(place, place);
                int sentX = Math.max(0, Math.min(sent.getWidth() - 1, (int) place.x));
                int sentY = Math.max(0, Math.min(sent.getHeight() - 1, (int) place.y));
                raster.setSample(x, y, 0, value(sent, sentX, sentY));
            }
        }
        return mask;
    }

    /** Grey as it is written: Java would take it for linear light. */
    private static int value(BufferedImage image, int x, int y) {
        boolean grey = image.getRaster().getNumBands() == 1 && !(image.getColorModel() instanceof IndexColorModel);
        if (!grey) {
            return image.getRGB(x, y) & WHITE;
        }
        int bits = image.getColorModel().getComponentSize(0);
        int most = (1 << bits) - 1;
        return image.getRaster().getSample(x, y, 0) * WHITE / most;
    }

    private static byte[] written(BufferedImage mask) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(mask, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
