package io.github.camelhf.inference.emulator.model;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns an encoded picture into the small square of pixels that everything else is measured on. A large picture is
 * read with gaps (every n-th pixel of every n-th row), so its full bitmap never exists, except for WebP, whose decoder
 * has no other way.
 */
final class PictureDecoder {

    /** Refused above this, before decoding: a few hundred bytes can announce a picture of gigabytes. */
    static final long MAX_PIXELS = 100_000_000;

    /** The shorter side after reading with gaps is at least this long, where the picture is. */
    private static final int ENOUGH = 4 * Pixels.SIDE;

    /** The same where letters are looked for. */
    private static final int ENOUGH_TO_READ = 4 * ENOUGH;

    private PictureDecoder() {}

    static Pixels decode(byte[] encoded) throws UnreadableImageException {
        return Pixels.scaled(packed(encoded));
    }

    /** The pixels as they are, or every so manieth of them. */
    static Packed packed(byte[] encoded) throws UnreadableImageException {
        return packed(encoded, ENOUGH);
    }

    /** The same with fewer gaps. */
    static Packed sharp(byte[] encoded) throws UnreadableImageException {
        return packed(encoded, ENOUGH_TO_READ);
    }

    private static Packed packed(byte[] encoded, int enough) throws UnreadableImageException {
        PictureFormat format = PictureFormat.of(encoded);
        if (!EndOfPicture.isReached(format, encoded)) {
            throw new UnreadableImageException("Expected a whole " + format
                    + " picture, found one that is cut off after " + encoded.length + " bytes");
        }
        ImageReader reader = null;
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            reader = format.reader();
            reader.setInput(in, false, true);
            BufferedImage image = read(reader, format, enough);
            Packed packed = packed(image);
            packed.fullWidth = reader.getWidth(0);
            packed.fullHeight = reader.getHeight(0);
            return packed;
        } catch (IOException | RuntimeException e) {
            // Decoders answer damaged data with all kinds of runtime exceptions.
            throw new UnreadableImageException(
                    "Expected a " + format + " picture, found damaged data: " + e.getMessage(), e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    private static BufferedImage read(ImageReader reader, PictureFormat format, int enough)
            throws IOException, UnreadableImageException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            throw new UnreadableImageException("Expected a picture of at most " + MAX_PIXELS + " pixels, found a "
                    + format + " of " + width + " x " + height);
        }
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        ImageReadParam param = reader.getDefaultReadParam();
        // The WebP reader decodes every pixel in any case, and transparency comes out wrong when it leaves some out.
        int stepX = format == PictureFormat.WEBP ? 1 : Math.max(1, width / enough);
        int stepY = format == PictureFormat.WEBP ? 1 : Math.max(1, height / enough);
        param.setSourceSubsampling(stepX, stepY, stepX / 2, stepY / 2);
        BufferedImage image = reader.read(0, param);
        for (String warning : warnings) {
            // Other warnings, such as a strange colour profile, leave the pixels whole.
            if (warning.toLowerCase(Locale.ROOT).contains("premature")) {
                throw new UnreadableImageException("Expected a whole " + format + " picture, but: " + warning);
            }
            // Such as the transparency of some WebP pictures, which would be lost.
            if (warning.contains("not implemented")) {
                throw new UnreadableImageException(
                        "Expected a " + format + " picture of a kind that the emulator decodes, but: " + warning);
            }
        }
        return image;
    }

    /** Transparent parts come out on white. */
    private static Packed packed(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        ColorSpace colours = image.getColorModel().getColorSpace();
        if (colours.getType() == ColorSpace.TYPE_GRAY) {
            return new Packed(width, height, grey(image));
        }
        if (colours.getType() == ColorSpace.TYPE_CMYK && !(colours instanceof ICC_ColorSpace)) {
            return new Packed(width, height, ink(image));
        }
        BufferedImage rgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = rgb.createGraphics();
        canvas.drawImage(image, 0, 0, Color.WHITE, null);
        canvas.dispose();
        return new Packed(width, height, rgb.getRGB(0, 0, width, height, null, 0, width));
    }

    /** Read as stored: Java takes grey samples for linear light, which they are not in files. */
    private static int[] grey(BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        double most = (1L << model.getComponentSize(0)) - 1;
        double mostAlpha = model.hasAlpha() ? (1L << model.getComponentSize(1)) - 1 : 1;
        int width = raster.getWidth();
        int[] rgb = new int[width * raster.getHeight()];
        for (int i = 0; i < rgb.length; i++) {
            double value = raster.getSample(i % width, i / width, 0) / most;
            double alpha = model.hasAlpha() ? raster.getSample(i % width, i / width, 1) / mostAlpha : 1;
            int level = (int) Math.round(255 * (value * alpha + 1 - alpha));
            rgb[i] = level * 0x010101;
        }
        return rgb;
    }

    /** As the servers' Pillow does it: what Java makes of ink without a profile is lighter. */
    private static int[] ink(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = raster.getWidth();
        int[] rgb = new int[width * raster.getHeight()];
        for (int i = 0; i < rgb.length; i++) {
            int left = 255 - raster.getSample(i % width, i / width, 3);
            for (int band = 0; band < 3; band++) {
                int light = ((255 - raster.getSample(i % width, i / width, band)) * left + 127) / 255;
                rgb[i] = rgb[i] << 8 | light;
            }
        }
        return rgb;
    }

    /** Pixels as they came, 0xRRGGBB, row by row. */
    static final class Packed {

        final int width;
        final int height;
        final int[] rgb;

        /** Of the picture whose pixels these are, which may have more of them. */
        int fullWidth;

        int fullHeight;

        Packed(int width, int height, int[] rgb) {
            this.width = width;
            this.height = height;
            this.rgb = rgb;
            this.fullWidth = width;
            this.fullHeight = height;
        }

        /** A part of them. */
        Packed part(int left, int top, int right, int bottom) {
            int[] part = new int[(right - left) * (bottom - top)];
            for (int y = top; y < bottom; y++) {
                System.arraycopy(rgb, y * width + left, part, (y - top) * (right - left), right - left);
            }
            return new Packed(right - left, bottom - top, part);
        }
    }
}
