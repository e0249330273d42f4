package io.github.camelhf.inference.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Copies a JSON document and cuts every string that is longer than the limit and is not the base64 of a picture. The
 * document stays valid JSON; what is cut would have been refused as a picture, or truncated as a text, anyway.
 */
final class LongStringCut {
    /** Enough of a string to see past a data URI's prefix into the picture's signature. */
    private static final int SNIFFED = 256;

    private final KeptBody.Bytes out;
    private final byte[] start = new byte[SNIFFED];
    private boolean inString;
    private boolean picture;
    private boolean cutting;
    private boolean afterBackslash;
    private int hexDigitsLeft;
    private int length;

    LongStringCut(KeptBody.Bytes out) {
        this.out = out;
    }

    void write(byte[] json, int from, int count) {
        for (int i = from; i < from + count; i++) {
            write(json[i]);
        }
    }

    private void write(byte b) {
        if (!inString) {
            out.write(b);
            if (b == '"') {
                inString = true;
                picture = false;
                cutting = false;
                length = 0;
            }
            return;
        }
        boolean between = !afterBackslash && hexDigitsLeft == 0;
        if (between && b == '"') {
            out.write(b);
            inString = false;
            return;
        }
        // A string may end neither inside an escape nor inside a character of several bytes.
        cutting = cutting || (between && !picture && length >= KeptBody.LIMIT && (b & 0xC0) != 0x80);
        if (!cutting) {
            out.write(b);
            sniff(b);
        }
        followEscape(b);
    }

    private void sniff(byte b) {
        if (length < SNIFFED) {
            start[length] = b;
        }
        length++;
        if (length == SNIFFED && startsLikePicture()) {
            picture = true;
            out.reserve();
        }
    }

    private void followEscape(byte b) {
        if (afterBackslash) {
            afterBackslash = false;
            hexDigitsLeft = b == 'u' ? 4 : 0;
        } else if (hexDigitsLeft > 0) {
            hexDigitsLeft--;
        } else {
            afterBackslash = b == '\\';
        }
    }

    private boolean startsLikePicture() {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        // JSON writers may escape the slash, which base64 uses.
        String base64 = text.substring(text.startsWith("data:") ? text.indexOf(',') + 1 : 0)
                .replace("\\/", "/")
                .replaceAll("\\\\[rn]", "");
        try {
            return PictureSignature.matches(Base64.getMimeDecoder()
                    .decode(base64.substring(0, Math.min(64, base64.length() / 4 * 4))));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
