package io.github.camelhf.inference.input;

import io.github.camelhf.inference.Pictures;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bytes of one file of each kind, the smallest that shows its kind. */
final class Samples {

    private Samples() {}

    /** The five kinds of picture that every server reads, by media type. */
    static Map<String, byte[]> pictures() {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        pictures.put("image/jpeg", drawn("jpg"));
        pictures.put("image/png", drawn("png"));
        pictures.put("image/gif", drawn("gif"));
        pictures.put("image/bmp", drawn("bmp"));
        pictures.put("image/webp", Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="));
        return pictures;
    }

    static byte[] drawn(String format) {
        return Pictures.plain(format, Color.BLACK, 8);
    }

    /** What may lie beside pictures in a folder, by the media type that its first bytes show. */
    static Map<String, byte[]> others() {
        Map<String, byte[]> others = new LinkedHashMap<>();
        others.put("text/plain", "these are only words\n".getBytes(StandardCharsets.UTF_8));
        others.put("application/pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n".getBytes(StandardCharsets.ISO_8859_1));
        others.put("image/tiff", new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0});
        others.put("image/heic", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1));
        others.put("application/zip", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0});
        return others;
    }
}
