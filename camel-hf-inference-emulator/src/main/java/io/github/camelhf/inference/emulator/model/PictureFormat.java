package io.github.camelhf.inference.emulator.model;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The five kinds of picture that the model reads, told apart by their first bytes (one character each here). */
enum PictureFormat {
    JPEG("\u00FF\u00D8\u00FF"),
    PNG("\u0089PNG\r\n\u001A\n"),
    GIF("GIF8"),
    BMP("BM"),
    WEBP("RIFF");

    private static final int EXCERPT = 24;

    private final String signature;

    PictureFormat(String signature) {
        this.signature = signature;
    }

    /**
     * The format that the first bytes announce.
     *
     * @throws UnreadableImageException when they announce none of the five; the message shows them
     */
    static PictureFormat of(byte[] encoded) throws UnreadableImageException {
        for (PictureFormat format : values()) {
            if (format.announcedBy(encoded)) {
                return format;
            }
        }
        throw new UnreadableImageException(
                "Expected a JPEG, PNG, GIF, BMP or WebP picture, found " + describe(encoded));
    }

    /** A fresh reader of this format; the caller disposes of it. */
    ImageReader reader() throws IOException {
        if (this == WEBP) {
            // Not looked up through ImageIO: its registry sees plug-ins of only one class loader per application.
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name());
        if (!readers.hasNext()) {
            throw new IOException("this Java runtime has no reader for " + name());
        }
        return readers.next();
    }

    private boolean announcedBy(byte[] encoded) {
        return has(encoded, 0, signature) && (this != WEBP || has(encoded, 8, "WEBP"));
    }

    private static boolean has(byte[] bytes, int offset, String wanted) {
        if (bytes.length < offset + wanted.length()) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if ((bytes[offset + i] & 0xFF) != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String describe(byte[] bytes) {
        if (bytes.length == 0) {
            return "no bytes at all";
        }
        int shown = Math.min(EXCERPT, bytes.length);
        String start = new String(bytes, 0, shown, StandardCharsets.ISO_8859_1);
        boolean isText = start.chars().allMatch(c -> Character.isWhitespace(c) || (c >= ' ' && c < 0x7F));
        String what = isText
                ? "text that begins \"" + start.replaceAll("\\p{Space}+", " ").strip() + "\""
                : "data that begins "
                        + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes, 0, shown);
        return bytes.length + " bytes of " + what;
    }
}
