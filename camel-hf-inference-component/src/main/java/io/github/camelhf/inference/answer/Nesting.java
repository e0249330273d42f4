package io.github.camelhf.inference.answer;

import java.util.List;

/** Takes apart answers that hold a list for each input, which servers leave out for a single one. */
public final class Nesting {

    private Nesting() {}

    /**
     * The list of each of {@code count} inputs.
     *
     * @param flat   whether an item of the answer belongs to a single input, so that there is no outer list
     * @param inputs what they are, in the plural, for messages
     */
    public static List<List<?>> perInput(List<?> answer, int count, boolean flat, String inputs) {
        if (count == 1 && flat) {
            return List.of(answer);
        }
        if (answer.size() != count) {
            throw new UnexpectedAnswerException(
                    "expected results for " + count + " " + inputs + ", got results for " + answer.size());
        }
        for (Object input : answer) {
            if (!(input instanceof List)) {
                throw new UnexpectedAnswerException(
                        "expected a list for each of " + count + " " + inputs + ", got " + Shape.of(answer));
            }
        }
        return answer.stream().<List<?>>map(input -> (List<?>) input).toList();
    }
}
