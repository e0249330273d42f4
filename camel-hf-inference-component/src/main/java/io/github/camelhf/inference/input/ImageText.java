package io.github.camelhf.inference.input;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A picture written as a {@code String}: an http(s) address, a data URI or base64. A string is never read as a path: a route
 * that has a path sends a {@link java.io.File} or {@link java.nio.file.Path}.
 */
public final class ImageText {

    private static final int SHOWN = 40;

    /** Base64 characters that are enough to show any picture's signature. */
    private static final int HEAD = 128;

    /** What may be a user name and password, up to the sign that ends them or, in a text that was cut, to its end. */
    private static final Pattern USER = Pattern.compile("//[^/]*@|//[^/]*:[^/]*$");

    private static final Pattern ESCAPED = Pattern.compile("%(2[bBfFdD]|3[dD]|5[fF]|0[aAdD]|20)");

    /** How a data URI begins that can be a picture; {@code Data:} alone begins many a text. */
    private static final Pattern DATA =
            Pattern.compile("data:(image/|[^\\s,]{0,100};base64,)", Pattern.CASE_INSENSITIVE);

    /** Base64 may be broken into lines, and these be indented; blanks within a line are those between words. */
    private static final Pattern WORDS = Pattern.compile("\\S[ \\t]+\\S");

    private ImageText() {}

    /** Whether the text starts like an http or https address. */
    public static boolean isAddress(String text) {
        return WebAddress.looksLike(text);
    }

    /**
     * The address in the text.
     *
     * @throws InvalidInferenceInputException when it is no valid address or carries a user name
     */
    public static URI address(String text) {
        return WebAddress.parse(text).uri();
    }

    /**
     * The bytes that a data URI or base64 text stands for. Both alphabets are read, with or without line breaks and padding.
     *
     * @throws InvalidInferenceInputException when the text is neither
     */
    public static byte[] decode(String text) {
        String trimmed = text.trim();
        String base64 = startsWith(trimmed, "data:") ? payload(trimmed) : trimmed;
        return decodeBase64(base64)
                .orElseThrow(() -> new InvalidInferenceInputException(
                        "expected a picture as base64, data URI or http(s) address, got the text " + shown(text)
                                + "; a string is never read as a path: send a java.io.File or a java.nio.file.Path"));
    }

    /** Whether the text stands for a picture: an address, a data URI, or base64 whose bytes show a media type of an image. */
    public static boolean isPicture(String text) {
        String trimmed = text.trim();
        if (isAddress(trimmed) || DATA.matcher(trimmed).lookingAt()) {
            return true;
        }
        String head = trimmed.length() > HEAD ? trimmed.substring(0, HEAD) : trimmed;
        // Only then, because to ask what bytes are can take a millisecond, many times the rest of a call.
        return !WORDS.matcher(head).find()
                && decodeBase64(trimmed.length() > HEAD ? whole(head) : head)
                        .flatMap(MediaTypes::ofContent)
                        .filter(type -> type.startsWith("image/"))
                        .isPresent();
    }

    /** Without line breaks and cut where base64 can be cut. */
    private static String whole(String head) {
        String joined = head.replaceAll("\\s+", "");
        return joined.substring(0, joined.length() / 4 * 4);
    }

    private static String payload(String dataUri) {
        int comma = dataUri.indexOf(',');
        if (comma < 0 || !dataUri.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
            throw new InvalidInferenceInputException(
                    "expected a data URI of the form data:image/png;base64,…, got " + shown(dataUri));
        }
        String payload = dataUri.substring(comma + 1);
        return payload.indexOf('%') < 0 ? payload : unescaped(payload);
    }

    /** Base64 characters that a writer took for special in a URI. */
    private static String unescaped(String payload) {
        return ESCAPED.matcher(payload)
                .replaceAll(escape -> String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }

    private static Optional<byte[]> decodeBase64(String text) {
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        String joined = text.chars().anyMatch(Character::isWhitespace) ? text.replaceAll("\\s+", "") : text;
        try {
            byte[] bytes = (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(joined);
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** At most {@value #SHOWN} characters, none of them a control character or part of an address's user and password. */
    public static String shown(String text) {
        String head = text.length() > HEAD ? text.substring(0, HEAD) : text;
        String clean = USER.matcher(head).replaceAll("//…").replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        String cut = clean.length() > SHOWN ? clean.substring(0, SHOWN) : clean;
        return "\"" + cut + (text.length() > SHOWN ? "… (" + text.length() + " characters)" : "") + "\"";
    }
}
