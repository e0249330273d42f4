package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds the end of a PNG. Its last chunk says nothing but that, and viewers and servers do without: where it is missing the compressed
 * pixels decide, which have an end and a checksum of their own. Source: PNG specification sections 5.3 and 10, read 2026-11-26.
 */
final class PngEnd {

    private static final byte[] MARK = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};

    private static final int SIGNATURE = 8;

    /** Of a picture that has its mark. */
    private static final long MARKED = -1;

    private static final int PIECE = 8192;

    private PngEnd() {}

    /** Bytes that nearly all complete files end with. */
    static byte[] mark() {
        return MARK.clone();
    }

    /**
     * The content, or, where all its pixels are there and only the mark is not, with the mark behind its last whole chunk.
     *
     * @param in at the first byte of the file
     * @throws EOFException when the content stops before the last pixel
     */
    static Content whole(Content content, PictureInput in) throws IOException {
        long end = lastChunk(in);
        if (end == MARKED) {
            return content;
        }
        if (!hasAllPixels(content, end)) {
            throw new EOFException();
        }
        try (InputStream stream = content.open()) {
            byte[] bytes = new byte[Math.toIntExact(end) + MARK.length];
            stream.readNBytes(bytes, 0, bytes.length - MARK.length);
            System.arraycopy(MARK, 0, bytes, bytes.length - MARK.length, MARK.length);
            return Content.of(bytes);
        }
    }

    /** Where the last chunk ends that is there to its end. */
    private static long lastChunk(PictureInput in) throws IOException {
        in.skip(SIGNATURE);
        while (true) {
            long end = in.position();
            String chunk;
            try {
                long length = in.u32();
                chunk = in.name();
                in.skip(length + 4);
            } catch (EOFException e) {
                return end;
            }
            if (chunk.equals("IEND")) {
                return MARKED;
            }
            if (!chunk.matches("[A-Za-z]{4}")) {
                // Such as zeros, where the file was not filled.
                throw new EOFException();
            }
        }
    }

    private static boolean hasAllPixels(Content content, long end) throws IOException {
        // A pixel has eight bytes at most; a row has one more, and there are no more rows than pixels.
        long left = 16 * Math.min(PictureHeader.read(content, PictureFormat.PNG).pixels(), 1L << 40) + 64;
        Inflater pixels = new Inflater();
        try (PictureInput in = PictureInput.open(content)) {
            in.skip(SIGNATURE);
            while (in.position() < end && !pixels.finished()) {
                long length = in.u32();
                boolean data = in.name().equals("IDAT");
                while (data && length > 0 && left > 0) {
                    byte[] packed = in.bytes((int) Math.min(length, PIECE));
                    length -= packed.length;
                    pixels.setInput(packed);
                    left -= unpacked(pixels, left);
                }
                in.skip(length + 4);
            }
            return pixels.finished();
        } catch (DataFormatException e) {
            return false;
        } finally {
            pixels.end();
        }
    }

    /** How many bytes come out of what was put in. Not much more than asked for: a small file may unpack to gigabytes. */
    private static long unpacked(Inflater pixels, long most) throws DataFormatException {
        byte[] piece = new byte[PIECE];
        long unpacked = 0;
        int count = pixels.inflate(piece);
        while (count > 0 && unpacked <= most) {
            unpacked += count;
            count = pixels.inflate(piece);
        }
        return unpacked;
    }
}
