package io.github.camelhf.inference.examples.redaction;

import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Entity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides in a text what a model found in its pieces, and what looks like an e-mail address or a telephone number. */
public final class Redaction {

    /** In the place of whatever it was, however long. */
    static final String BLACK = "████";

    /** Characters of a piece. Models read some 500 pieces of words, servers cut what is longer, and say nothing. */
    static final int LONGEST_PIECE = 400;

    /** Characters of a document: its pieces go in one call. */
    static final int LONGEST_TEXT = 100_000;

    /** Of UTF-8, in which no character of Java takes more than three. */
    private static final int MOST_BYTES = 3 * LONGEST_TEXT;

    private static final String LOCAL = "[\\p{L}\\p{M}\\p{N}\\p{Cf}.!#$%&'\u2019*+/=?^_`{|}~-]";

    /** Rather too much than too little: a number of seven digits may be anything else, too. None is endless, as Java's patterns recurse. */
    private static final Map<String, Pattern> PATTERNS = Map.of(
            "EMAIL",
                    // Begun at the beginning of a word only, or each of its characters would be tried.
                    Pattern.compile("(?:\\G|(?<!" + LOCAL + "))" + LOCAL
                            + "+(?:[@\uFF20\uFE6B]|%40|\\s?[(\\[]at[)\\]]\\s?)[\\p{L}\\p{M}\\p{N}\\p{Cf}.-]+"),
            "PHONE",
                    Pattern.compile(
                            "\\+?\\(?\\p{Nd}(?:[\\s\\p{Z}\\p{Pd}\\p{Cf}()\\[\\]/._\u2212\u00B7]{0,4}\\p{Nd}){6,60}"));

    /** Neither a model nor a pattern reads a character that is written as its number or name. */
    private static final Pattern SPELLED =
            Pattern.compile("&(?:#x?\\p{XDigit}{1,8}|\\p{Alpha}\\p{Alnum}{1,31});|\\\\u\\p{XDigit}{4}");

    private static final List<String> SEAMS = List.of("\n", ". ", " ");

    /**
     * A text in pieces that a model reads to their ends; together they are the text.
     *
     * @throws UnreadableDocumentException when it is no UTF-8, writes characters in another way, or is too long
     */
    public List<String> pieces(InputStream file) throws IOException {
        String text = text(file.readNBytes(MOST_BYTES + 1));
        List<String> pieces = new ArrayList<>();
        String blank = "";
        for (int start = 0; start < text.length(); ) {
            int end = end(text, start);
            String piece = blank + text.substring(start, end);
            blank = piece.isBlank() ? piece : "";
            if (blank.isEmpty()) {
                pieces.add(piece);
            }
            start = end;
        }
        if (pieces.isEmpty()) {
            throw new UnreadableDocumentException("there is nothing in it");
        }
        pieces.set(pieces.size() - 1, pieces.get(pieces.size() - 1) + blank);
        return pieces;
    }

    private static String text(byte[] file) {
        if (file.length > MOST_BYTES) {
            throw new UnreadableDocumentException("expected at most " + LONGEST_TEXT + " characters, got more than "
                    + MOST_BYTES + " bytes: divide it");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableDocumentException("expected a text in UTF-8, got another encoding");
        }
        // Such as UTF-16, in which every second byte is 0: nothing would be found, and all be stored.
        if (text.chars()
                .anyMatch(character -> Character.isISOControl(character) && !Character.isWhitespace(character))) {
            throw new UnreadableDocumentException("expected a text in UTF-8, got one with control characters");
        }
        Matcher spelled = SPELLED.matcher(text);
        if (spelled.find()) {
            throw new UnreadableDocumentException("expected a plain text, got one that spells characters as "
                    + spelled.group() + ": make a plain one of it");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new UnreadableDocumentException(
                    "expected at most " + LONGEST_TEXT + " characters, got " + text.length() + ": divide it");
        }
        return text;
    }

    /** Where lines, sentences or at least words end. */
    private static int end(String text, int start) {
        int most = start + LONGEST_PIECE;
        if (most >= text.length()) {
            return text.length();
        }
        for (String seam : SEAMS) {
            int at = text.lastIndexOf(seam, most - seam.length());
            if (at >= start) {
                return at + seam.length();
            }
        }
        throw new UnreadableDocumentException("expected words, got " + LONGEST_PIECE + " characters without a space");
    }

    /**
     * The text of the pieces without what is to be hidden.
     *
     * @param found what the model found in each of them
     */
    public String blackedOut(List<String> pieces, List<Entities> found) {
        String text = String.join("", pieces);
        List<Entity> hidden = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < pieces.size(); i++) {
            for (Entity entity : found.get(i)) {
                hidden.add(wholeWords(text, entity.label(), offset + entity.start(), offset + entity.end()));
            }
            offset += pieces.get(i).length();
        }
        PATTERNS.forEach((label, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                hidden.add(entity(text, label, matcher.start(), matcher.end()));
            }
        });
        return new Entities(hidden).replacedIn(text, entity -> BLACK);
    }

    /** A model may know a part of a name only: "Lee" of "Leeworth", "Rene" of one whose accent is a character of its own. */
    private static Entity wholeWords(String text, String label, int from, int to) {
        int start = from;
        while (start > 0 && Character.isUnicodeIdentifierPart(text.codePointBefore(start))) {
            start = text.offsetByCodePoints(start, -1);
        }
        int end = to;
        while (end < text.length() && Character.isUnicodeIdentifierPart(text.codePointAt(end))) {
            end = text.offsetByCodePoints(end, 1);
        }
        return entity(text, label, start, end);
    }

    private static Entity entity(String text, String label, int start, int end) {
        return new Entity(label, 1, text.substring(start, end), start, end);
    }
}
