package io.github.camelhf.inference.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/** Says what some bytes are. The content decides; a declared type or a name only speaks where the content is silent. */
public final class MediaTypes {

    /**
     * The pictures that every known server reads. Source: the four-mode endpoint's documentation (supported formats) and the
     * Inference Toolkit's table of content types, both read 2026-11-20.
     */
    public static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp");

    /** Spellings that the detector's own table lacks. */
    private static final Map<String, String> ALIASES =
            Map.of("image/jpg", "image/jpeg", "image/pjpeg", "image/jpeg", "image/x-png", "image/png");

    private static final String UNKNOWN = MediaType.OCTET_STREAM.toString();

    /** More than any of the signatures needs. */
    private static final int HEAD = 4096;

    private static final MimeTypes DETECTOR = MimeTypes.getDefaultMimeTypes();

    private MediaTypes() {}

    /** The type that the first bytes show, for example {@code image/png}; empty when they show none. */
    public static Optional<String> ofContent(byte[] head) {
        String picture = PictureSignature.of(head);
        if (picture != null) {
            return Optional.of(picture);
        }
        String detected = detect(head, new Metadata());
        return UNKNOWN.equals(detected) ? Optional.empty() : Optional.of(detected);
    }

    /** The same for content of any length: reads its first few kilobytes. */
    public static Optional<String> ofContent(Content content) throws IOException {
        try (InputStream stream = content.open()) {
            byte[] start = stream.readNBytes(PictureSignature.LENGTH);
            String picture = PictureSignature.of(start);
            if (picture != null) {
                return Optional.of(picture);
            }
            byte[] head = Arrays.copyOf(start, HEAD);
            int rest = start.length < PictureSignature.LENGTH
                    ? 0
                    : stream.readNBytes(head, start.length, HEAD - start.length);
            return ofContent(Arrays.copyOf(head, start.length + rest));
        }
    }

    /** The type that a file name's ending stands for; empty when it stands for none. */
    public static Optional<String> ofName(String name) {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        String detected = detect(new byte[0], metadata);
        return UNKNOWN.equals(detected) ? Optional.empty() : Optional.of(detected);
    }

    /** A declared type in its plain form: lower case, no parameters, common aliases resolved; empty when it is none. */
    public static Optional<String> ofDeclaration(String declared) {
        MediaType type = MediaType.parse(declared);
        return Optional.ofNullable(type)
                .map(MediaType::getBaseType)
                .map(base -> DETECTOR.getMediaTypeRegistry().normalize(base).toString())
                .map(name -> ALIASES.getOrDefault(name, name))
                .filter(name -> !UNKNOWN.equals(name));
    }

    private static String detect(byte[] head, Metadata metadata) {
        try {
            return DETECTOR.detect(new ByteArrayInputStream(head), metadata)
                    .getBaseType()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException("reading bytes in memory does not fail", e);
        }
    }
}
