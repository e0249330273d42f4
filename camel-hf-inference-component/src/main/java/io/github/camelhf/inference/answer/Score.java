package io.github.camelhf.inference.answer;

/** The number that an answer gives a label. */
public final class Score {

    private Score() {}

    /**
     * The score, if it is a finite number.
     *
     * @param label whose it is, for messages; whatever the server wrote
     */
    public static double finite(double score, String label) {
        if (!Double.isFinite(score)) {
            throw new UnexpectedAnswerException("the score of " + Shape.text(label) + " is not a finite number");
        }
        return score;
    }
}
