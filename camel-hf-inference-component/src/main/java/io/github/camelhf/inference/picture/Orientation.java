package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.PictureView;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which way is up, as cameras note it: 1 to 8, 1 for a picture that is upright already. Source: Exif 2.32 tag 0x0112, read
 * 2026-11-20.
 */
record Orientation(int tag) {

    static final Orientation UPRIGHT = new Orientation(1);

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    /** What the file notes; a note that is missing or broken counts as upright. */
    static Orientation of(Content content, PictureFormat format) throws IOException {
        try (PictureInput in = PictureInput.open(content)) {
            return switch (format) {
                case JPEG -> jpeg(in);
                case PNG -> png(in);
                case WEBP -> webp(in);
                case GIF, BMP -> UPRIGHT;
            };
        } catch (EOFException e) {
            return UPRIGHT;
        }
    }

    /** The same of a TIFF file. */
    static Orientation of(TiffDirectory directory) {
        int tag = directory.value(TiffDirectory.ORIENTATION, 1);
        return tag >= 1 && tag <= 8 ? new Orientation(tag) : UPRIGHT;
    }

    boolean isUpright() {
        return tag == 1;
    }

    /** Whether width and height change places. */
    boolean swapsSides() {
        return tag >= 5;
    }

    /** Turns and mirrors a picture of this size, so that it is upright and starts at 0, 0. */
    AffineTransform transform(double width, double height) {
        return switch (tag) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    /** How a picture that was turned so, and drawn at this size, lies on the one that it was made from. */
    PictureView view(PictureHeader original, int width, int height) {
        double beforeX = swapsSides() ? height : width;
        double beforeY = swapsSides() ? width : height;
        AffineTransform back =
                AffineTransform.getScaleInstance(original.width() / beforeX, original.height() / beforeY);
        try {
            back.concatenate(transform(beforeX, beforeY).createInverse());
        } catch (NoninvertibleTransformException e) {
            throw new IllegalStateException("turns and mirrors can be undone", e);
        }
        return new PictureView(original.width(), original.height(), width, height, back);
    }

    private static Orientation jpeg(PictureInput in) throws IOException {
        JpegSegments segments = new JpegSegments(in);
        for (int marker = segments.next(); marker != JpegSegments.END; marker = segments.next()) {
            if (JpegSegments.startsFrame(marker)) {
                return UPRIGHT;
            }
            if (marker == JpegSegments.APP1) {
                byte[] segment = segments.take(TiffDirectory.HEAD);
                if (isExif(segment)) {
                    return parse(segment);
                }
            }
        }
        return UPRIGHT;
    }

    private static Orientation png(PictureInput in) throws IOException {
        in.skip(8);
        while (true) {
            long length = in.u32();
            switch (in.name()) {
                case "eXIf" -> {
                    return parse(in.bytes((int) Math.min(TiffDirectory.HEAD, length)));
                }
                case "IEND" -> {
                    return UPRIGHT;
                }
                default -> in.skip(length + 4);
            }
        }
    }

    private static Orientation webp(PictureInput in) throws IOException {
        in.skip(12);
        while (true) {
            String chunk = in.name();
            long length = in.u32Little();
            if (chunk.equals("EXIF")) {
                return parse(in.bytes((int) Math.min(TiffDirectory.HEAD, length)));
            }
            in.skip(length + (length & 1));
        }
    }

    private static boolean isExif(byte[] segment) {
        return segment.length > EXIF.length && Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length);
    }

    /** With or without the name that JPEG puts before the notes. */
    private static Orientation parse(byte[] exif) {
        int start = isExif(exif) ? EXIF.length : 0;
        return of(new TiffDirectory(
                ByteBuffer.wrap(exif, start, exif.length - start).slice()));
    }
}
