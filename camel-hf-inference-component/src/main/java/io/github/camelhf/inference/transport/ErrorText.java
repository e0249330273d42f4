package io.github.camelhf.inference.transport;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Makes a server's words fit for a log: bounded, one line, without our token and without the picture it may echo. The work is no
 * more than the text is long; what is secret goes before anything is cut, so that no half of it stays.
 */
public final class ErrorText {

    static final int MAX_LENGTH = 300;

    /** What words are looked for in; patterns of a user's own see no more. */
    private static final int LONGEST_LINE = 4096;

    /** So many characters of a token tell something of it, wherever they stand; fewer where a text was cut. */
    private static final int PART_OF_TOKEN = 8;

    private static final int CUT_TOKEN = 4;

    /** Base64 of so many characters is no word; the shortest lines into which encoders break it have as many. */
    private static final int BASE64 = 64;

    /** Anything that looks like a Hub token, also one that is not ours. */
    private static final Pattern TOKEN = Pattern.compile("hf_[A-Za-z0-9]{6,}+");

    private static final Pattern BEARER = Pattern.compile("(?i)bearer[\\s:]++[^\\s\"',;]{6,}+");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]++");

    private ErrorText() {}

    /**
     * One line of at most {@value #MAX_LENGTH} characters.
     *
     * @param secrets what must not stay in it
     */
    public static String clean(String text, List<String> secrets) {
        return shortened(line(text, secrets));
    }

    /** The text as it is, but for what must not stay in it. */
    public static String without(String text, List<String> secrets) {
        String known = text;
        for (String secret : secrets) {
            known = secret.isEmpty() ? known : withoutToken(known, secret);
        }
        return known;
    }

    /** One line of at most {@value #LONGEST_LINE} characters, to look for words in. */
    static String line(String text, List<String> secrets) {
        String known = without(text, secrets);
        String redacted = TOKEN.matcher(BEARER.matcher(known).replaceAll("Bearer [token]"))
                .replaceAll("[token]");
        String line =
                UNPRINTABLE.matcher(withoutBase64(redacted)).replaceAll(" ").trim();
        return line.length() > LONGEST_LINE ? start(line, LONGEST_LINE) : line;
    }

    /** At most {@value #MAX_LENGTH} characters of a line. */
    static String shortened(String line) {
        return line.length() > MAX_LENGTH ? start(line, MAX_LENGTH) + "…" : line;
    }

    /** One place less than the bound, and never half of a character that takes two. */
    private static String start(String line, int bound) {
        int end = bound - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
    }

    /** Also without what is left of it where someone cut it. */
    private static String withoutToken(String text, String token) {
        String start = token.substring(0, Math.min(PART_OF_TOKEN, token.length()));
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, from)) {
            kept.append(text, from, at).append("[token]");
            from = at + start.length();
            while (from < text.length() && from - at < token.length() && text.charAt(from) == token.charAt(from - at)) {
                from++;
            }
        }
        kept.append(text, from, text.length());
        for (int part = Math.min(start.length() - 1, kept.length()); part >= CUT_TOKEN; part--) {
            if (kept.indexOf(token.substring(0, part), kept.length() - part) >= 0) {
                return kept.substring(0, kept.length() - part) + "[token]";
            }
        }
        return kept.toString();
    }

    /** Also with the line breaks that some encoders put in. */
    private static String withoutBase64(String text) {
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (int at = 0; at < text.length(); ) {
            int end = endOfLetters(text, at);
            if (end - at < BASE64) {
                at = end + 1;
            } else {
                kept.append(text, from, at).append("[base64]");
                from = endOfBase64(text, end);
                at = from;
            }
        }
        return from == 0 ? text : kept.append(text, from, text.length()).toString();
    }

    /** Behind its padding, or else behind the lines that follow its first, of which the last may be short. */
    private static int endOfBase64(String text, int endOfLine) {
        int end = endOfLine;
        while (true) {
            int padded = end(text, end, letter -> letter == '=');
            int next = end(text, padded, Character::isWhitespace);
            int more = endOfLetters(text, next);
            boolean full = more - next >= BASE64;
            boolean wrapped = more > next && text.substring(end, next).indexOf('\n') >= 0;
            if (padded > end || !(full || wrapped)) {
                return padded;
            }
            end = more;
            if (!full) {
                return end(text, end, letter -> letter == '=');
            }
        }
    }

    private static int endOfLetters(String text, int start) {
        return end(
                text,
                start,
                letter -> letter < 128
                        && (Character.isLetterOrDigit(letter)
                                || letter == '+'
                                || letter == '/'
                                || letter == '_'
                                || letter == '-'));
    }

    private static int end(String text, int start, IntPredicate belongs) {
        int end = start;
        while (end < text.length() && belongs.test(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
