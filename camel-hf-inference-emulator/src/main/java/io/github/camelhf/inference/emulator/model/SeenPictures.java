package io.github.camelhf.inference.emulator.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of the last {@value #MOST} different pictures. Looking at one takes some ten milliseconds of a core, and tests send few
 * pictures many times. Safe for any number of threads.
 */
final class SeenPictures {

    private static final int MOST = 256;

    private final Map<String, float[]> vectors = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > MOST;
        }
    });

    /** A copy of what {@link DemonstrationModel#image} says of these bytes. */
    float[] vector(byte[] encoded) throws UnreadableImageException {
        String name = sha256(encoded);
        float @Nullable [] seen = vectors.get(name);
        if (seen == null) {
            seen = PictureVector.of(PictureDecoder.decode(encoded));
            vectors.put(name, seen);
        }
        return seen.clone();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
