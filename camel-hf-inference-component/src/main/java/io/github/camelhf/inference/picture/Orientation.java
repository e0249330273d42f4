package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import java.awt.geom.AffineTransform;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which way is up, as cameras note it: 1 to 8, 1 for a picture that is upright already. Source: Exif 2.32 tag 0x0112, TIFF 6.0
 * sections 2 and 8, read 2026-11-20.
 */
record Orientation(int tag) {

    static final Orientation UPRIGHT = new Orientation(1);

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int TIFF_HEADER = 8;
    private static final int LITTLE = 0x4949;
    private static final int BIG = 0x4D4D;

    /** Enough for the header and a first directory of the usual length. */
    private static final int HEAD = 16 * 1024;

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

    /** The same of a TIFF file, whose directory often stands at its end: it is put behind a header of its own. */
    static Orientation ofTiff(Content content) throws IOException {
        try (var stream = content.open()) {
            byte[] header = stream.readNBytes(TIFF_HEADER);
            if (header.length < TIFF_HEADER) {
                return UPRIGHT;
            }
            ByteBuffer tiff = ByteBuffer.allocate(HEAD).put(header).rewind();
            tiff.order(tiff.getShort(0) == LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            stream.skipNBytes(Math.max(0, (tiff.getInt(4) & 0xFFFFFFFFL) - TIFF_HEADER));
            tiff.putInt(4, TIFF_HEADER);
            stream.readNBytes(tiff.array(), TIFF_HEADER, HEAD - TIFF_HEADER);
            return parse(tiff.array());
        } catch (EOFException e) {
            return UPRIGHT;
        }
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

    private static Orientation jpeg(PictureInput in) throws IOException {
        JpegSegments segments = new JpegSegments(in);
        for (int marker = segments.next(); marker != JpegSegments.END; marker = segments.next()) {
            if (JpegSegments.startsFrame(marker)) {
                return UPRIGHT;
            }
            if (marker == JpegSegments.APP1) {
                byte[] segment = segments.take(HEAD);
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
                    return parse(in.bytes((int) Math.min(HEAD, length)));
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
                return parse(in.bytes((int) Math.min(HEAD, length)));
            }
            in.skip(length + (length & 1));
        }
    }

    private static boolean isExif(byte[] segment) {
        return segment.length > EXIF.length && Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length);
    }

    /** Reads the one tag out of a TIFF directory, with or without the name that JPEG puts before it. */
    private static Orientation parse(byte[] exif) {
        int start = isExif(exif) ? EXIF.length : 0;
        ByteBuffer tiff =
                ByteBuffer.wrap(exif, start, exif.length - start).slice().order(ByteOrder.BIG_ENDIAN);
        try {
            int order = tiff.getShort();
            if (order == LITTLE) {
                tiff.order(ByteOrder.LITTLE_ENDIAN);
            } else if (order != BIG) {
                return UPRIGHT;
            }
            if (tiff.getShort() != 42) {
                return UPRIGHT;
            }
            tiff.position(tiff.getInt());
            for (int entries = tiff.getShort() & 0xFFFF; entries > 0; entries--) {
                int tag = tiff.getShort() & 0xFFFF;
                int type = tiff.getShort();
                tiff.getInt();
                int value = tiff.getShort() & 0xFFFF;
                tiff.getShort();
                if (tag == TAG) {
                    return type == SHORT && value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // A note that leads nowhere says nothing.
        }
        return UPRIGHT;
    }
}
