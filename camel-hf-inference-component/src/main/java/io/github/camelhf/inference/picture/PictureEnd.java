package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds out whether a picture is all there. Decoders fill what is missing with grey and go on, so a file cut short would get a
 * result like any other. Bytes after the end are allowed: cameras put previews and videos there.
 */
final class PictureEnd {

    private static final byte[] PNG_END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};

    private PictureEnd() {}

    /** @throws InvalidInferenceInputException when the content stops before the picture's end */
    static void check(Content content, PictureFormat format) throws IOException {
        if (endsWithMarker(content, format)) {
            return;
        }
        try (PictureInput in = PictureInput.open(content)) {
            switch (format) {
                case JPEG -> jpeg(in);
                case PNG -> png(in);
                case GIF -> gif(in);
                case WEBP -> webp(in);
                case BMP -> bmp(in);
            }
        } catch (EOFException e) {
            throw new InvalidInferenceInputException(
                    "the " + format + " picture is truncated: its " + content.length()
                            + " bytes stop before the end of the picture; is the file still being written?",
                    e);
        }
    }

    /** What nearly all complete files show in their last bytes; the others are walked through. */
    private static boolean endsWithMarker(Content content, PictureFormat format) throws IOException {
        return switch (format) {
            case JPEG -> {
                byte[] tail = PictureInput.tail(content, 2);
                yield tail.length == 2 && tail[0] == (byte) 0xFF && tail[1] == (byte) JpegSegments.END;
            }
            case PNG -> Arrays.equals(PictureInput.tail(content, PNG_END.length), PNG_END);
            case GIF, WEBP, BMP -> false;
        };
    }

    /** From segment to segment, so that the end of a preview inside a segment is not taken for ours. */
    private static void jpeg(PictureInput in) throws IOException {
        JpegSegments segments = new JpegSegments(in);
        int marker = segments.next();
        while (marker != JpegSegments.END) {
            marker = segments.next();
        }
    }

    private static void png(PictureInput in) throws IOException {
        in.skip(8);
        String chunk = "";
        while (!chunk.equals("IEND")) {
            long length = in.u32();
            chunk = in.name();
            in.skip(length + 4);
        }
    }

    private static void gif(PictureInput in) throws IOException {
        in.skip(10);
        int flags = in.u8();
        in.skip(2L + GifBlocks.colourTable(flags));
        for (int block = in.u8(); block != GifBlocks.END; block = in.u8()) {
            GifBlocks.skip(in, block);
        }
    }

    private static void webp(PictureInput in) throws IOException {
        in.skip(4);
        in.skip(in.u32Little());
    }

    /** Some writers leave out the file's length, so the rows are counted where they are not compressed. */
    private static void bmp(PictureInput in) throws IOException {
        in.skip(10);
        long start = in.u32Little();
        long headerSize = in.u32Little();
        boolean old = headerSize == 12;
        long width = old ? in.u16Little() : Math.max(0, (int) in.u32Little());
        long height = old ? in.u16Little() : Math.abs((long) (int) in.u32Little());
        in.skip(2);
        int bits = in.u16Little();
        long compression = old ? 0 : in.u32Little();
        long size = old ? 0 : in.u32Little();
        long read = old ? 26 : 38;
        boolean stored = compression == 0 || compression == 3 || compression == 6;
        long rows = Math.min(Integer.MAX_VALUE, (width * bits + 31) / 32 * 4) * height;
        in.skip(Math.max(0, start + (stored ? rows : size) - read));
    }
}
