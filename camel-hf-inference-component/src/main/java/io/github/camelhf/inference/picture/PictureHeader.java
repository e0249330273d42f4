package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The size that a picture's header states, read without decoding. Sources: ITU-T T.81 (JPEG), PNG specification, GIF89a
 * specification, RFC 9649 (WebP), the BITMAPINFOHEADER page of Microsoft's documentation (BMP), all read 2026-11-20.
 */
record PictureHeader(long width, long height) {

    /**
     * Reads the header.
     *
     * @throws InvalidInferenceInputException when there is none, or none of a picture of at least one pixel
     */
    static PictureHeader read(Content content, PictureFormat format) throws IOException {
        PictureHeader header;
        try (PictureInput in = PictureInput.open(content)) {
            header = switch (format) {
                case JPEG -> jpeg(in);
                case PNG -> png(in);
                case GIF -> gif(in);
                case WEBP -> webp(in);
                case BMP -> bmp(in);
            };
        } catch (EOFException e) {
            throw new InvalidInferenceInputException(
                    "the " + format + " picture is truncated: its " + content.length()
                            + " bytes end inside the header; is the"
                            + " file still being written? If not, copy or download it again",
                    e);
        }
        if (header.width < 1 || header.height < 1) {
            throw broken(format, "its header states " + header.width + " x " + header.height + " pixels");
        }
        return header;
    }

    private static InvalidInferenceInputException broken(PictureFormat format, String what) {
        return new InvalidInferenceInputException("the " + format + " picture is broken: " + what
                + "; save it anew with a program that shows it, or copy or download it again");
    }

    /** Both sides have at most 32 bits, but their product may not fit into a long: then it is the largest. */
    long pixels() {
        return width > Long.MAX_VALUE / height ? Long.MAX_VALUE : width * height;
    }

    long longerSide() {
        return Math.max(width, height);
    }

    private static PictureHeader jpeg(PictureInput in) throws IOException {
        JpegSegments segments = new JpegSegments(in);
        for (int marker = segments.next(); marker != JpegSegments.END; marker = segments.next()) {
            if (JpegSegments.startsFrame(marker)) {
                in.skip(1);
                int height = in.u16();
                return new PictureHeader(in.u16(), height);
            }
        }
        throw broken(PictureFormat.JPEG, "its end comes before any frame");
    }

    private static PictureHeader png(PictureInput in) throws IOException {
        in.skip(12);
        String first = in.name();
        if (first.equals("CgBI")) {
            throw new InvalidInferenceInputException(
                    "the PNG picture is in Apple's CgBI form, which Xcode makes for apps and other"
                            + " programs do not read; send the original, or undo it with: xcrun -sdk iphoneos pngcrush"
                            + " -revert-iphone-optimizations in.png out.png");
        }
        if (!first.equals("IHDR")) {
            throw broken(PictureFormat.PNG, "expected IHDR as its first chunk, found " + printable(first));
        }
        return new PictureHeader(in.u32(), in.u32());
    }

    /** The first frame counts, too: some readers size their memory by it and not by the screen around it. */
    private static PictureHeader gif(PictureInput in) throws IOException {
        in.skip(6);
        int width = in.u16Little();
        int height = in.u16Little();
        int flags = in.u8();
        in.skip(2L + GifBlocks.colourTable(flags));
        for (int block = in.u8(); block != GifBlocks.END; block = in.u8()) {
            if (block == GifBlocks.IMAGE) {
                int left = in.u16Little();
                int top = in.u16Little();
                return new PictureHeader(
                        Math.max(width, left + in.u16Little()), Math.max(height, top + in.u16Little()));
            }
            GifBlocks.skip(in, block);
        }
        throw broken(PictureFormat.GIF, "its end comes before any frame");
    }

    private static PictureHeader webp(PictureInput in) throws IOException {
        in.skip(12);
        String chunk = in.name();
        in.skip(4);
        switch (chunk) {
            case "VP8 " -> {
                in.skip(3);
                if (in.u16() != 0x9D01 || in.u8() != 0x2A) {
                    throw broken(PictureFormat.WEBP, "expected a VP8 key frame, found no start code");
                }
                return new PictureHeader(in.u16Little() & 0x3FFF, in.u16Little() & 0x3FFF);
            }
            case "VP8L" -> {
                if (in.u8() != 0x2F) {
                    throw broken(PictureFormat.WEBP, "expected a VP8L frame, found no signature");
                }
                long bits = in.u32Little();
                return new PictureHeader((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
            }
            case "VP8X" -> {
                in.skip(4);
                return new PictureHeader(in.u24Little() + 1L, in.u24Little() + 1L);
            }
            default ->
                throw broken(
                        PictureFormat.WEBP, "expected VP8, VP8L or VP8X as its first chunk, found " + printable(chunk));
        }
    }

    /** The name of a chunk, or its bytes where they are no letters. */
    static String printable(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return name.matches("[A-Za-z0-9 ]{4}") ? name : "0x" + HexFormat.of().formatHex(bytes);
    }

    /** A negative height means that the rows go from top to bottom. */
    private static PictureHeader bmp(PictureInput in) throws IOException {
        in.skip(14);
        long headerSize = in.u32Little();
        return headerSize == 12
                ? new PictureHeader(in.u16Little(), in.u16Little())
                : new PictureHeader((int) in.u32Little(), Math.abs((long) (int) in.u32Little()));
    }
}
