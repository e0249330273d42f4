package io.github.camelhf.inference.task;

import java.util.Map;

/**
 * Places in a text as servers count them, brought to those of a Java {@code String}. The servers are written in Python, where a
 * character is a code point; here one beyond the 65,536th, such as an emoji, takes two {@code char}s. Goes along the text with what it
 * is asked, so that many places in their order cost one pass. Not for several threads.
 */
final class CodePoints {

    private final String text;
    private final int count;
    private int place;
    private int index;

    CodePoints(String text) {
        this.text = text;
        this.count = text.codePointCount(0, text.length());
    }

    /**
     * The stretch between {@code start} and {@code end} of an answer's object.
     *
     * @param what what the object stands for, for messages
     * @throws UnexpectedAnswerException when one of them is missing, or they lie outside of the text
     */
    Stretch stretch(Map<?, ?> fields, String what) {
        Object start = fields.get("start");
        Object end = fields.get("end");
        if (!(start instanceof Double from) || !(end instanceof Double to) || from.isNaN() || to.isNaN()) {
            throw new UnexpectedAnswerException(what + " has no start and end, expected places in the text");
        }
        if (from % 1 != 0 || to % 1 != 0 || from < 0 || to < from || to > count) {
            throw new UnexpectedAnswerException(what + " reaches from " + shown(from) + " to " + shown(to)
                    + " of a text of " + count + " characters");
        }
        return new Stretch(index(from.intValue()), index(to.intValue()));
    }

    private int index(int asked) {
        index = text.offsetByCodePoints(index, asked - place);
        place = asked;
        return index;
    }

    private static String shown(double number) {
        return number % 1 == 0 && Math.abs(number) < Integer.MAX_VALUE
                ? String.valueOf((int) number)
                : String.valueOf(number);
    }

    /** Where something begins and ends, in {@code char}s. */
    record Stretch(int start, int end) {

        boolean isEmpty() {
            return start == end;
        }
    }
}
