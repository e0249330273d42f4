package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether a picture is all there. Decoders fill what is missing with grey and go on, so a file cut short would get a
 * result like any other. Bytes after the end are allowed: cameras put previews and videos there.
 */
public final class PictureEnd {

    /** What stands for the name of a chunk in a file that was not filled. */
    private static final String UNFILLED = "\0\0\0\0";

    /** Chunks of a WebP that hold pixels. */
    private static final Set<String> PICTURES = Set.of("VP8 ", "VP8L", "ANMF");

    private PictureEnd() {}

    /** Whether the picture is all there; true of a type whose end is not known here. */
    public static boolean isReached(Content content, String mediaType) throws IOException {
        Optional<PictureFormat> format = PictureFormat.of(mediaType);
        try {
            if (format.isPresent()) {
                whole(content, format.get());
            }
            return true;
        } catch (InvalidInferenceInputException e) {
            return false;
        }
    }

    /**
     * The content, or with its end: a JPEG or PNG whose end mark is missing behind its last pixel, a BMP whose last row is not filled
     * up.
     *
     * @throws InvalidInferenceInputException when the content stops before the picture's end
     */
    static Content whole(Content content, PictureFormat format) throws IOException {
        if (endsWithMarker(content, format)) {
            return content;
        }
        try (PictureInput in = PictureInput.open(content)) {
            switch (format) {
                case JPEG -> {
                    return jpeg(in) ? content : ended(content);
                }
                case PNG -> {
                    return PngEnd.whole(content, in);
                }
                case GIF -> gif(in);
                case WEBP -> webp(in, content);
                case BMP -> {
                    return BmpEnd.whole(content, in);
                }
            }
            return content;
        } catch (EOFException e) {
            throw new InvalidInferenceInputException(
                    "the " + format + " picture is truncated: its " + content.length()
                            + " bytes stop before the end of the picture; is the file still being written? If not, copy or download it again",
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
            case PNG -> Arrays.equals(PictureInput.tail(content, PngEnd.mark().length), PngEnd.mark());
            case GIF, WEBP, BMP -> false;
        };
    }

    /** From segment to segment, so that the end of a preview inside a segment is not taken for ours. */
    private static boolean jpeg(PictureInput in) throws IOException {
        JpegSegments segments = new JpegSegments(in);
        boolean scanned = false;
        try {
            int marker = segments.next();
            while (marker != JpegSegments.END) {
                scanned |= marker == JpegScan.SCAN;
                if (scanned && !JpegSegments.followsScan(marker)) {
                    return false;
                }
                marker = segments.next();
            }
            return true;
        } catch (EOFException e) {
            if (scanned) {
                return false;
            }
            throw e;
        }
    }

    /** Without what a phone put where the mark should be: servers refuse both, whatever viewers show. */
    private static Content ended(Content content) throws IOException {
        long end;
        try (PictureInput in = PictureInput.open(content)) {
            end = JpegScan.end(in);
        }
        try (InputStream stream = content.open()) {
            byte[] bytes = new byte[Math.toIntExact(end) + 2];
            stream.readNBytes(bytes, 0, bytes.length - 2);
            if (end < content.length() && bytes[bytes.length - 3] == 0 && isZeroToTheEnd(stream)) {
                // Zeros that were never filled read as codes, too.
                throw new EOFException();
            }
            bytes[bytes.length - 2] = (byte) 0xFF;
            bytes[bytes.length - 1] = (byte) JpegSegments.END;
            return Content.of(bytes);
        }
    }

    private static boolean isZeroToTheEnd(InputStream stream) throws IOException {
        byte[] buffer = new byte[1024];
        for (int read = stream.read(buffer); read > 0; read = stream.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The last byte alone may be missing, if all before it is there. Bytes that start no block may stand before it, but not for it:
     * they are what an unfilled end looks like.
     */
    private static void gif(PictureInput in) throws IOException {
        in.skip(10);
        int flags = in.u8();
        in.skip(2L + GifBlocks.colourTable(flags));
        boolean complete = false;
        for (int block = in.next(); block != GifBlocks.END; block = in.next()) {
            if (block < 0) {
                if (complete) {
                    return;
                }
                throw new EOFException();
            }
            GifBlocks.skip(in, block);
            complete = block == GifBlocks.IMAGE || (complete && block == GifBlocks.EXTENSION);
        }
    }

    /** From chunk to chunk: each within the length that the header states, and one at least with a picture. */
    private static void webp(PictureInput in, Content content) throws IOException {
        in.skip(4);
        long end = in.u32Little() + in.position();
        in.skip(4);
        String last = "";
        boolean pictured = false;
        while (in.position() + 8 <= end) {
            last = in.name();
            if (last.equals(UNFILLED)) {
                throw UnfilledTail.refused(PictureFormat.WEBP, in.position() - last.length(), end);
            }
            long length = in.u32Little();
            if (length > end - in.position()) {
                throw tooLong(last, length, end - in.position());
            }
            pictured |= PICTURES.contains(last);
            in.skip(Math.min(length + (length & 1), end - in.position()));
        }
        if (!pictured) {
            throw new InvalidInferenceInputException("the WEBP picture is not complete: expected a picture within the "
                    + end + " bytes that its header states, found none; copy or download it again");
        }
        in.skip(Math.max(0, end - in.position()));
        if (last.equals("VP8 ")) {
            UnfilledTail.checkLossy(content, end);
        } else if (PICTURES.contains(last)) {
            // What cameras note behind a picture is filled up with zeros, and nothing is lost with it.
            UnfilledTail.check(content, PictureFormat.WEBP, end);
        }
    }

    private static InvalidInferenceInputException tooLong(String chunk, long length, long left) {
        return new InvalidInferenceInputException("the WEBP picture is not complete: its chunk "
                + PictureHeader.printable(chunk).strip() + " states " + length + " bytes, where its header leaves "
                + left
                + "; copy or download it again");
    }
}
