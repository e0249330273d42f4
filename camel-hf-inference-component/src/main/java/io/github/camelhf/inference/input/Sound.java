package io.github.camelhf.inference.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recording of a request.
 *
 * @param content   its bytes, as they go out
 * @param mediaType one of {@link #TYPES}
 */
public record Sound(Content content, String mediaType) {

    /**
     * The recordings that every known server reads, as it spells them. Source: the Inference Toolkit's table of content types, read
     * 2026-11-20.
     */
    public static final Set<String> TYPES =
            Set.of("audio/flac", "audio/mpeg", "audio/wav", "audio/ogg", "audio/webm", "audio/amr", "audio/m4a");

    /** As many first bytes are looked at. */
    public static final int HEAD = 12;

    private static final Map<String, String> ALIASES = Map.of(
            "audio/x-flac", "audio/flac",
            "audio/mp3", "audio/mpeg",
            "audio/x-wav", "audio/wav",
            "audio/vnd.wave", "audio/wav",
            "audio/vorbis", "audio/ogg",
            "audio/opus", "audio/ogg",
            "audio/mp4", "audio/m4a",
            "audio/x-m4a", "audio/m4a");

    /** The type that the first bytes show, null for none of these. Sources: the formats' specifications, read 2026-11-26. */
    public static @Nullable String ofContent(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("fLaC")) {
            return "audio/flac";
        }
        if (start.startsWith("RIFF") && start.startsWith("WAVE", 8)) {
            return "audio/wav";
        }
        if (start.startsWith("OggS")) {
            return "audio/ogg";
        }
        if (start.startsWith("#!AMR")) {
            return "audio/amr";
        }
        if (start.startsWith("\u001aE\u00df\u00a3")) {
            return "audio/webm";
        }
        if (start.startsWith("ftyp", 4)) {
            return isPicture(head) ? null : "audio/m4a";
        }
        return start.startsWith("ID3") || isMpegFrame(Arrays.copyOf(head, 2)) ? "audio/mpeg" : null;
    }

    /** Cameras put theirs into the same container. */
    private static boolean isPicture(byte[] head) {
        return MediaTypes.ofContent(head)
                .filter(type -> type.startsWith("image/"))
                .isPresent();
    }

    /** A declared type as the servers spell it; null when they read none such. */
    public static @Nullable String ofDeclaration(String type) {
        String known = ALIASES.getOrDefault(type, type);
        return TYPES.contains(known) ? known : null;
    }

    /**
     * Eleven bits of sync, a version that is not reserved, and layer 2 or 3. Layer 1, which is out of use, would begin as a text in
     * UTF-16 does.
     */
    private static boolean isMpegFrame(byte[] head) {
        boolean sync = (head[0] & 0xFF) == 0xFF && (head[1] & 0xE0) == 0xE0;
        int layer = 4 - (head[1] >> 1 & 3);
        return sync && (head[1] >> 3 & 3) != 1 && (layer == 2 || layer == 3);
    }
}
