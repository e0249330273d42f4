package io.github.camelhf.inference.answer;

import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads labels with scores, flat or in a list of lists. */
public final class ClassificationReader {

    private ClassificationReader() {}

    /**
     * One result for each of {@code count} inputs. A batch of one may come with its outer list or without.
     *
     * @param inputs what they are, in the plural, for messages
     */
    public static List<Classifications> read(Object answer, int count, String inputs) {
        if (!(answer instanceof List<?> list) || list.isEmpty()) {
            throw new UnexpectedAnswerException("expected a list of labels with scores, got " + Shape.of(answer));
        }
        boolean flat = list.get(0) instanceof Map;
        List<?> perInput = flat ? List.of(list) : list;
        if (perInput.size() != count) {
            throw new UnexpectedAnswerException(
                    "expected results for " + count + " " + inputs + ", got results for " + perInput.size());
        }
        List<Classifications> results = new ArrayList<>(count);
        perInput.forEach(input -> results.add(labels(input)));
        return results;
    }

    /** Fails unless exactly the labels that were asked about have a score each. */
    public static void requireLabels(Classifications result, List<String> asked) {
        Set<String> missing = new HashSet<>(asked);
        for (Classification classification : result) {
            if (!missing.remove(classification.label())) {
                String problem = asked.contains(classification.label()) ? "twice" : "which was not asked about";
                throw new UnexpectedAnswerException(
                        "it names the label " + Shape.text(classification.label()) + " " + problem);
            }
        }
        if (!missing.isEmpty()) {
            throw new UnexpectedAnswerException("it has no score for " + missing.size() + " of the labels, among them "
                    + Shape.text(missing.iterator().next()));
        }
    }

    /** No more labels than were asked for; all for null. */
    public static List<Classifications> best(List<Classifications> results, @Nullable Integer topK) {
        return topK == null
                ? results
                : results.stream().map(result -> result.top(topK)).toList();
    }

    private static Classifications labels(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new UnexpectedAnswerException("expected labels with scores for each input, got " + Shape.of(value));
        }
        List<Classification> classifications = new ArrayList<>(list.size());
        for (Object entry : list) {
            classifications.add(label(entry));
        }
        return new Classifications(classifications);
    }

    private static Classification label(Object entry) {
        if (entry instanceof Map<?, ?> fields
                && fields.get("label") instanceof String label
                && fields.get("score") instanceof Double score) {
            return new Classification(label, Score.finite(score, label));
        }
        throw new UnexpectedAnswerException("expected {\"label\": …, \"score\": …}, got " + Shape.of(entry));
    }
}
