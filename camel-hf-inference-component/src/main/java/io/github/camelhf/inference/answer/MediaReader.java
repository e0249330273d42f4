package io.github.camelhf.inference.answer;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.ImageText;
import io.github.camelhf.inference.input.MediaTypes;
import io.github.camelhf.inference.input.Sound;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads media in the forms in which servers send them: as they are; as base64 in a JSON text, as a container writes a picture that
 * nobody asked for in another form; as {@code {"data": [{"b64_json": "…"}]}} or {@code {"images": [{"image": "…"}]}}, as providers of
 * pictures do. Sources: recorded answers and the Inference Toolkit's serializers, read 2026-11-26.
 */
public final class MediaReader {

    /** Of a declared type that is handed on; parameters say how to play samples that have no head. */
    private static final Pattern DECLARED = Pattern.compile("[\\x20-\\x7E]{1,100}");

    /** What is not taken for samples by accident. */
    private static final Pattern OTHER = Pattern.compile("(text|image)/.*|application/(json|xml|xhtml\\+xml)");

    /** After a byte order mark in UTF-8, or none. */
    private static final Pattern JSON = Pattern.compile("(\\xEF\\xBB\\xBF)?[ \\t\\r\\n]*[{\\[\"]");

    /** As many bytes may be blank before JSON begins. */
    private static final int BLANKS = 1000;

    private MediaReader() {}

    /**
     * Media as they are.
     *
     * @param declared as the server's Content-Type
     */
    public static MediaAnswer read(MediaKind kind, Content content, Optional<String> declared) throws IOException {
        if (content.length() == 0) {
            throw new UnexpectedAnswerException("the answer is empty, expected " + kind.noun());
        }
        Optional<String> shown = shown(kind, content);
        return shown.filter(type -> type.startsWith(kind.prefix()))
                .or(() -> declared(kind, shown, declared))
                .map(type -> new MediaAnswer(content, type))
                .orElseThrow(() -> new UnexpectedAnswerException(
                        "expected " + kind.noun() + ", got " + content.length() + " bytes that are "
                                + shown.orElse("nothing known") + " and are said to be "
                                + declared.map(Shape::text).orElse("nothing")));
    }

    /** Every picture has a head, not so every recording. */
    private static Optional<String> declared(MediaKind kind, Optional<String> shown, Optional<String> declared) {
        boolean other = shown.filter(type -> OTHER.matcher(type).matches()).isPresent();
        boolean named = kind == MediaKind.SOUND && !other && isDeclared(kind, declared);
        return declared.filter(type -> named && DECLARED.matcher(type).matches());
    }

    /** Whether the server says so, in any case. */
    public static boolean isDeclared(MediaKind kind, Optional<String> type) {
        return type.filter(name -> name.regionMatches(
                        true, 0, kind.prefix(), 0, kind.prefix().length()))
                .isPresent();
    }

    /** Whether the bytes say so. What UTF-16 begins with could also be a frame of MPEG, and is not taken for one here. */
    public static boolean shows(MediaKind kind, byte[] body) throws IOException {
        boolean wide = body.length > 1 && body[0] == (byte) 0xFF && body[1] == (byte) 0xFE;
        return !wide
                && shown(kind, Content.of(body))
                        .filter(type -> type.startsWith(kind.prefix()))
                        .isPresent();
    }

    /** Whether these may be the first bytes of an object, a list or a text. No picture and no recording with a head begins so. */
    public static boolean beginsAsJson(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, BLANKS), StandardCharsets.ISO_8859_1);
        return JSON.matcher(start).lookingAt();
    }

    private static Optional<String> shown(MediaKind kind, Content content) throws IOException {
        if (kind == MediaKind.SOUND) {
            try (InputStream stream = content.open()) {
                String sound = Sound.ofContent(stream.readNBytes(Sound.HEAD));
                if (sound != null) {
                    return Optional.of(sound);
                }
            }
        }
        return MediaTypes.ofContent(content);
    }

    /** Media in a JSON answer. */
    public static MediaAnswer ofJson(MediaKind kind, Object answer) {
        String text = base64(kind, answer);
        try {
            Content content = Content.of(ImageText.decode(text));
            return read(kind, content, Optional.empty());
        } catch (InvalidInferenceInputException | UnexpectedAnswerException e) {
            throw new UnexpectedAnswerException("expected " + kind.noun() + " as base64, got a text of " + text.length()
                    + " characters that is none");
        } catch (IOException e) {
            throw new IllegalStateException("reading bytes in memory does not fail", e);
        }
    }

    private static String base64(MediaKind kind, Object answer) {
        Object value = answer;
        if (answer instanceof Map<?, ?> fields) {
            value = first(fields.get("data"), "b64_json");
            if (value == null) {
                value = first(fields.get("images"), "image");
            }
        }
        if (value instanceof String text) {
            return text;
        }
        throw new UnexpectedAnswerException("expected the bytes of " + kind.noun() + ", or base64, got "
                + Shape.of(answer) + "; what a server only names by an address is not fetched");
    }

    private static @Nullable Object first(@Nullable Object list, String field) {
        return list instanceof List<?> items && !items.isEmpty() && items.get(0) instanceof Map<?, ?> fields
                ? fields.get(field)
                : null;
    }
}
