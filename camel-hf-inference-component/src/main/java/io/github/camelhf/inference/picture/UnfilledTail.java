package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Finds files that were set aside in full length and never filled to their end, in formats that end without a mark. Black pixels and
 * compressed flat areas are zeros as well, so zeros alone prove nothing; but what was copied ends where a block of the disk ends and in
 * the midst of a picture. Of a sound picture the zeros begin there once in 4,096 times, and then a black sky begins in its highest
 * hill, with little beside it in the same row. Of a lossy WebP the decoder knows more: whether it needs the last bytes.
 */
final class UnfilledTail {

    private static final int BLOCK = 4096;

    /** Fewer zeros than these are at the end of many pictures. */
    static final int LEAST = 64;

    /** Bytes that the decoder leaves over: 2 in sound pictures, more than 30 where as many zeros as above stand in for others. */
    private static final int LEFT_OVER = 8;

    private UnfilledTail() {}

    /**
     * Looks at the last bytes, and at all only when these are zero.
     *
     * @param end of the picture, which may lie before that of the content
     * @throws InvalidInferenceInputException when the picture's last bytes were never written
     */
    static void check(Content content, PictureFormat format, long end) throws IOException {
        check(content, format, end, LEAST);
    }

    /**
     * The same for a picture in rows that are not compressed.
     *
     * @param row its bytes: of as many before the zeros most are filled where a picture was cut
     */
    static void check(Content content, PictureFormat format, long end, long row) throws IOException {
        if (!endsInZeros(content, end)) {
            return;
        }
        long from = zerosFrom(content, end);
        if (from >= BLOCK && from % BLOCK == 0 && isFilled(content, from, (int) Math.min(BLOCK, row))) {
            throw refused(format, from, end);
        }
    }

    private static boolean isFilled(Content content, long end, int count) throws IOException {
        try (InputStream stream = content.open()) {
            stream.skipNBytes(end - count);
            int filled = 0;
            for (byte each : stream.readNBytes(count)) {
                filled += each == 0 ? 0 : 1;
            }
            return 2 * filled > count;
        }
    }

    /**
     * The same for a lossy WebP.
     *
     * @param end of the compressed picture, with nothing behind it
     */
    static void checkLossy(Content content, long end) throws IOException {
        if (!endsInZeros(content, end)) {
            return;
        }
        long used = WebpConsumption.of(content);
        if (used >= 0 && used < end - LEFT_OVER) {
            throw refused(PictureFormat.WEBP, zerosFrom(content, end), end);
        }
        if (used < 0) {
            check(content, PictureFormat.WEBP, end);
        }
    }

    private static boolean endsInZeros(Content content, long end) throws IOException {
        if (end < LEAST) {
            return false;
        }
        try (InputStream stream = content.open()) {
            stream.skipNBytes(end - LEAST);
            for (byte last : stream.readNBytes(LEAST)) {
                if (last != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    static InvalidInferenceInputException refused(PictureFormat format, long from, long end) {
        return new InvalidInferenceInputException("the " + format + " picture is not complete: of its " + end
                + " bytes all from byte " + from
                + " on are zero, as in a file that was set aside in full length and not filled;"
                + " copy or download it again");
    }

    private static long zerosFrom(Content content, long end) throws IOException {
        long from = 0;
        try (InputStream stream = new BufferedInputStream(content.open())) {
            for (long place = 0; place < end; place++) {
                if (stream.read() != 0) {
                    from = place + 1;
                }
            }
        }
        return from;
    }
}
