package io.github.camelhf.inference.answer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Places in a text as servers count them, brought to those of a Java {@code String}. The servers are written in Python, where a
 * character is a code point; here one beyond the 65,536th, such as an emoji, takes two {@code char}s. Immutable.
 */
public final class CodePoints {

    private final int count;

    /** Where each code point begins, and the last one ends; null where each is one {@code char}. */
    private final int @Nullable [] indexes;

    public CodePoints(String text) {
        this.count = text.codePointCount(0, text.length());
        this.indexes = count == text.length() ? null : indexes(text, count);
    }

    private static int[] indexes(String text, int count) {
        int[] indexes = new int[count + 1];
        for (int point = 0; point < count; point++) {
            indexes[point + 1] = text.offsetByCodePoints(indexes[point], 1);
        }
        return indexes;
    }

    /**
     * The stretch between {@code start} and {@code end} of an answer's object.
     *
     * @param what what the object stands for, for messages
     * @throws UnexpectedAnswerException when one of them is missing, or they lie outside of the text
     */
    public Stretch stretch(Map<?, ?> fields, String what) {
        Object start = fields.get("start");
        Object end = fields.get("end");
        if (!(start instanceof Double from) || !(end instanceof Double to) || from.isNaN() || to.isNaN()) {
            throw new UnexpectedAnswerException(what + " has no start and end, expected places in the text; models with"
                    + " a slow tokenizer do not know them: choose another model");
        }
        if (from % 1 != 0 || to % 1 != 0 || from < 0 || to < from || to > count) {
            throw new UnexpectedAnswerException(what + " reaches from " + shown(from) + " to " + shown(to)
                    + " of a text of " + count + " characters");
        }
        return new Stretch(index(from.intValue()), index(to.intValue()));
    }

    private int index(int point) {
        return indexes == null ? point : indexes[point];
    }

    private static String shown(double number) {
        return number % 1 == 0 && Math.abs(number) < Integer.MAX_VALUE
                ? String.valueOf((int) number)
                : String.valueOf(number);
    }

    /** Where something begins and ends, in {@code char}s. */
    public record Stretch(int start, int end) {

        boolean isEmpty() {
            return start == end;
        }
    }
}
