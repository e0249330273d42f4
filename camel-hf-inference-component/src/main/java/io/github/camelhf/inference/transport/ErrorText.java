package io.github.camelhf.inference.transport;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a server's words fit for a log: bounded, one line, without our token and without the picture it may echo. */
final class ErrorText {

    static final int MAX_LENGTH = 300;

    /** Anything that looks like a Hub token, also one that is not ours. */
    private static final Pattern TOKEN = Pattern.compile("hf_[A-Za-z0-9]{6,}");

    private static final Pattern BEARER = Pattern.compile("(?i)bearer[\\s:]+[^\\s\"',;]{6,}");

    /** Also with the line breaks that some encoders put in. Possessive, so that it costs no more than the text is long. */
    private static final Pattern BASE64 =
            Pattern.compile("([A-Za-z0-9+/_-]{60,}+={0,2}+\\s*+)++[A-Za-z0-9+/_-]*+={0,2}+");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private ErrorText() {}

    /** One line of at most {@value #MAX_LENGTH} characters. */
    static String clean(String text, @Nullable String token) {
        String known = token == null || token.isEmpty() ? text : text.replace(token, "[token]");
        String redacted = TOKEN.matcher(BEARER.matcher(known).replaceAll("Bearer [token]"))
                .replaceAll("[token]");
        String cut = BASE64.matcher(redacted).replaceAll("[base64]");
        String line = UNPRINTABLE.matcher(cut).replaceAll(" ").trim();
        return line.length() > MAX_LENGTH ? start(line) + "…" : line;
    }

    /** Never half of a character that takes two places. */
    private static String start(String line) {
        int end = MAX_LENGTH - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
    }
}
