package io.github.camelhf.inference.emulator;

import java.nio.charset.StandardCharsets;

/** The first bytes of what the emulator decodes: JPEG, PNG, GIF, BMP, WebP, and WAV. */
final class PictureSignature {
    /** Bytes needed to tell. */
    static final int LENGTH = 12;

    private PictureSignature() {}

    static boolean matches(byte[] bytes) {
        if (bytes.length < LENGTH) {
            return false;
        }
        String start = new String(bytes, 0, LENGTH, StandardCharsets.ISO_8859_1);
        return start.startsWith("\u00ff\u00d8\u00ff")
                || start.startsWith("\u0089PNG")
                || start.startsWith("GIF8")
                || start.startsWith("BM")
                || (start.startsWith("RIFF") && (start.endsWith("WEBP") || start.endsWith("WAVE")));
    }
}
