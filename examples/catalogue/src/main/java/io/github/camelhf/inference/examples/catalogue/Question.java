package io.github.camelhf.inference.examples.catalogue;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for: words, a picture, a product that is here already, or words mixed with one of the two.
 *
 * @param text or empty
 * @param picture its bytes; null when there is none
 * @param like the name of a product, or empty
 * @param label only products of this label; or empty for all
 * @param words how much the text counts beside a picture, 0 to 1
 * @param count most hits
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
record Question(String text, byte @Nullable [] picture, String like, String label, double words, int count) {

    /** A model for pictures reads some 64 words at most; what is longer is a mistake. */
    static final int LONGEST_TEXT = 1000;

    private static final int MOST_HITS = 200;

    /** Reads the parameters of the request's query, and the picture of its body. */
    static Question of(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = request.getBody(byte[].class);
        Question question = new Question(
                request.getHeader("text", "", String.class).strip(),
                body == null || body.length == 0 ? null : body,
                request.getHeader("like", "", String.class),
                request.getHeader("label", "", String.class),
                number(request, "words", 0.5, 0, 1),
                (int) number(request, "count", 24, 1, MOST_HITS));
        if (question.text.length() > LONGEST_TEXT) {
            throw new BadQuestionException("The text has " + question.text.length() + " characters, and at most "
                    + LONGEST_TEXT + " are taken; say it shorter");
        }
        if (question.text.isEmpty() && question.picture == null && question.like.isEmpty()) {
            throw new BadQuestionException("Nothing to look for: give words, a picture, or both");
        }
        return question;
    }

    private static double number(Message request, String name, double usual, double least, double most) {
        String text = request.getHeader(name, String.valueOf(usual), String.class);
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadQuestionException(name + " must be a number between " + least + " and " + most + ", not " + text);
    }

    boolean hasText() {
        return !text.isEmpty();
    }

    boolean hasPicture() {
        return picture != null;
    }
}
