package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.plugins.tiff.TIFFTagSet;
import javax.imageio.stream.ImageOutputStream;

/** Pictures drawn for tests, in layouts that cameras, scanners and printers make. */
final class Drawn {

    private Drawn() {}

    /** Left half red, right half blue, with a green stripe along the top: every turn of it looks different. */
    static BufferedImage flag(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(0, 0, width, height / 4);
        graphics.dispose();
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) {
        return Pictures.encoded(image, format);
    }

    static BufferedImage decoded(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes in a JPEG how the camera was held, and where. */
    static byte[] withOrientation(byte[] jpeg, int tag) {
        byte[] exif = exif(tag);
        ByteBuffer segment = ByteBuffer.allocate(4 + 6 + exif.length);
        segment.put((byte) 0xFF).put((byte) 0xE1).putShort((short) (2 + 6 + exif.length));
        segment.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(exif);
        return concat(Arrays.copyOf(jpeg, 2), segment.array(), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** The same in a PNG. */
    static byte[] pngWithOrientation(byte[] png, int tag) {
        byte[] exif = exif(tag);
        CRC32 sum = new CRC32();
        sum.update("eXIf".getBytes(StandardCharsets.ISO_8859_1));
        sum.update(exif);
        byte[] chunk = ByteBuffer.allocate(12 + exif.length)
                .putInt(exif.length)
                .put("eXIf".getBytes(StandardCharsets.ISO_8859_1))
                .put(exif)
                .putInt((int) sum.getValue())
                .array();
        // After the header chunk, which always has 25 bytes.
        return concat(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
    }

    /** A TIFF with the note. */
    static byte[] tiffWithOrientation(BufferedImage image, int tag) throws IOException {
        TIFFDirectory notes = new TIFFDirectory(new TIFFTagSet[] {BaselineTIFFTagSet.getInstance()}, null);
        TIFFTag orientation = BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ORIENTATION);
        notes.addTIFFField(new TIFFField(orientation, TIFFTag.TIFF_SHORT, 1, new char[] {(char) tag}));
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(image, null, notes.getAsMetadata()));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A directory of two entries: a text that must not leave the house, and the orientation. */
    private static byte[] exif(int tag) {
        return ByteBuffer.allocate(8 + 2 + 24 + 4 + 12)
                .put("MM".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010E)
                .putShort((short) 2)
                .putInt(12)
                .putInt(38)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) tag)
                .putShort((short) 0)
                .putInt(0)
                .put("GPS-SECRET-1".getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    /** Ink instead of light, as print shops send it: samples inverted and so marked, without a colour profile. */
    static byte[] cmyk(int side, int cyan, int magenta, int yellow, int black) throws IOException {
        ColorSpace ink = new ColorSpace(ColorSpace.TYPE_CMYK, 4) {
            private static final long serialVersionUID = 1L;

            @Override
            public float[] toRGB(float[] value) {
                return new float[3];
            }

            @Override
            public float[] fromRGB(float[] value) {
                return new float[4];
            }

            @Override
            public float[] toCIEXYZ(float[] value) {
                return new float[3];
            }

            @Override
            public float[] fromCIEXYZ(float[] value) {
                return new float[4];
            }
        };
        ComponentColorModel model =
                new ComponentColorModel(ink, false, false, BufferedImage.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(side, side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                raster.setPixel(x, y, new int[] {255 - cyan, 255 - magenta, 255 - yellow, 255 - black});
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        byte[] jpeg = bytes.toByteArray();
        byte[] adobe = ByteBuffer.allocate(16)
                .putInt(0xFFEE000E)
                .put("Adobe".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 100)
                .array();
        return concat(Arrays.copyOf(jpeg, 2), adobe, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A GIF of two frames, each of one colour. */
    static byte[] animation(int side, Color first, Color second) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (Color color : new Color[] {first, second}) {
                BufferedImage frame = plain(side, side, color);
                writer.writeToSequence(
                        new IIOImage(frame, null, writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null)),
                        null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static BufferedImage plain(int width, int height, Color color) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
