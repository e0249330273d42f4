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
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads media in the forms in which servers send them: as they are; as base64 in a JSON text, as a container writes a picture that
 * nobody asked for in another form; in an object, as {@code {"data": [{"b64_json": "…"}]}}, {@code {"images": [{"image": "…"}]}},
 * {@code {"image": "…"}}, {@code {"images": ["…"]}} or {@code {"output": "…"}}, as providers of pictures and containers with a handler of
 * their own do. Sources: recorded answers, the Inference Toolkit's serializers, and for handlers the model card of
 * KawaiiApp/anythinv3-vae-handler and bananaml/demo-stable-diffusion-xl-base-1.0, read 2026-11-26.
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

    /** In which objects hold media, at any depth. */
    private static final List<String> FIELDS = List.of("b64_json", "image", "images", "audio", "output", "data");

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
        return other || !mayBeSamples(kind, declared)
                ? Optional.empty()
                : declared.filter(type -> DECLARED.matcher(type).matches());
    }

    /** Whether the server says, in any case, that it is a recording, which need not have a head: it may begin with anything. */
    public static boolean mayBeSamples(MediaKind kind, Optional<String> type) {
        String prefix = MediaKind.SOUND.prefix();
        return kind == MediaKind.SOUND
                && type.filter(name -> name.regionMatches(true, 0, prefix, 0, prefix.length()))
                        .isPresent();
    }

    /** Whether the bytes say so. */
    public static boolean shows(MediaKind kind, byte[] body) throws IOException {
        return shown(kind, Content.of(body))
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
        String text = text(answer);
        if (text == null || ImageText.isAddress(text)) {
            throw new UnexpectedAnswerException("expected the bytes of " + kind.noun() + ", or base64, got "
                    + Shape.of(answer) + "; what a server only names by an address is not fetched");
        }
        return text;
    }

    /** Of several media the first. */
    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : text(list.get(0));
        }
        return value instanceof Map<?, ?> fields
                ? FIELDS.stream()
                        .map(field -> text(fields.get(field)))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
