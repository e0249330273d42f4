package io.github.camelhf.inference.emulator.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Finds out whether an encoded picture is all there. Decoders fill the missing part of a cut-off file with grey or
 * black and go on, so the end is looked for in the file's own structure: the end marker of JPEG, PNG and GIF, the
 * stated length of BMP and WebP. Bytes after the end are allowed.
 */
final class EndOfPicture {

    private static final int PNG_IEND = 0x49454E44;

    /** VP8, VP8L and ANMF, their last letters first. */
    private static final Set<Integer> WEBP_PICTURES = Set.of(0x20385056, 0x4C385056, 0x464D4E41);

    private final ByteBuffer in;

    private EndOfPicture(byte[] encoded, ByteOrder order) {
        in = ByteBuffer.wrap(encoded).order(order);
    }

    /** Whether the picture, whose format is known already, reaches its end. */
    static boolean isReached(PictureFormat format, byte[] encoded) {
        EndOfPicture big = new EndOfPicture(encoded, ByteOrder.BIG_ENDIAN);
        EndOfPicture little = new EndOfPicture(encoded, ByteOrder.LITTLE_ENDIAN);
        return switch (format) {
            case JPEG -> big.jpeg();
            case PNG -> big.png();
            case GIF -> little.gif();
            case BMP -> little.bmp();
            case WEBP -> little.webp();
        };
    }

    /** Walks from segment to segment, so that the end marker of a preview inside a segment is not taken for ours. */
    private boolean jpeg() {
        in.position(2);
        while (in.remaining() >= 2) {
            if (next() != 0xFF) {
                continue; // compressed data, or filling between segments
            }
            int marker = in.get(in.position()) & 0xFF;
            if (marker == 0xFF) {
                continue;
            }
            in.get();
            if (marker == 0xD9) {
                return true;
            }
            boolean alone = marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD7);
            if (!alone && (in.remaining() < 2 || !skip((in.getShort() & 0xFFFF) - 2L))) {
                return false;
            }
        }
        return false;
    }

    private boolean png() {
        in.position(8);
        while (in.remaining() >= 12) {
            long length = in.getInt() & 0xFFFFFFFFL;
            int type = in.getInt();
            if (!skip(length + 4)) {
                return false;
            }
            if (type == PNG_IEND) {
                return true;
            }
        }
        return false;
    }

    /** The last byte alone may be missing, as for Pillow, but filling does not stand for it. */
    private boolean gif() {
        if (in.remaining() < 13) {
            return false;
        }
        int flags = in.get(10);
        in.position(13);
        if (!skip(colourTable(flags))) {
            return false;
        }
        boolean complete = false;
        while (in.hasRemaining()) {
            int block = next();
            if (block == 0x3B) {
                return true;
            }
            if (block == 0) {
                complete = false;
                continue; // filling that some writers leave between blocks
            }
            boolean headed = switch (block) {
                case 0x2C -> gifImageHeader();
                case 0x21 -> skip(1);
                default -> true;
            };
            if (!headed || !gifSubBlocks()) {
                return false;
            }
            complete |= block == 0x2C;
        }
        return complete;
    }

    private boolean gifImageHeader() {
        return skip(8) && in.hasRemaining() && skip(colourTable(next())) && skip(1);
    }

    private boolean gifSubBlocks() {
        while (in.hasRemaining()) {
            int length = next();
            if (length == 0) {
                return true;
            }
            if (!skip(length)) {
                return false;
            }
        }
        return false;
    }

    private static long colourTable(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);
    }

    /** The stated file length is left out by some writers, so rows are counted where they are not compressed. */
    private boolean bmp() {
        if (in.limit() < 26) {
            return false;
        }
        long start = in.getInt(10) & 0xFFFFFFFFL;
        if (in.getInt(14) == 12) {
            return start + bmpRows(in.getShort(18) & 0xFFFF, in.getShort(20) & 0xFFFF, in.getShort(24)) <= in.limit();
        }
        if (in.limit() < 38) {
            return false;
        }
        int compression = in.getInt(30);
        boolean runLengths = compression == 1 || compression == 2;
        long stored = runLengths
                ? in.getInt(34) & 0xFFFFFFFFL
                : bmpRows(in.getInt(18), Math.abs((long) in.getInt(22)), in.getShort(28));
        return start + stored <= in.limit();
    }

    private static long bmpRows(long width, long height, int bitsPerPixel) {
        return (width * bitsPerPixel + 31) / 32 * 4 * height;
    }

    /** Each chunk has to lie within the length that the header states, and one of them has to be a picture. */
    private boolean webp() {
        if (in.remaining() < 12) {
            return false;
        }
        long end = (in.getInt(4) & 0xFFFFFFFFL) + 8;
        if (end > in.limit()) {
            return false;
        }
        in.position(12);
        boolean pictured = false;
        while (in.position() + 8 <= end) {
            pictured |= WEBP_PICTURES.contains(in.getInt());
            long length = in.getInt() & 0xFFFFFFFFL;
            if (length > end - in.position()) {
                return false;
            }
            skip(Math.min(length + (length & 1), end - in.position()));
        }
        return pictured;
    }

    private int next() {
        return in.get() & 0xFF;
    }

    private boolean skip(long count) {
        if (count < 0 || count > in.remaining()) {
            return false;
        }
        in.position(in.position() + (int) count);
        return true;
    }
}
