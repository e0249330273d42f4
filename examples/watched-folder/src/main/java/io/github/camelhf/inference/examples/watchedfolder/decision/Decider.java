package io.github.camelhf.inference.examples.watchedfolder.decision;

import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns the scores of texts into a verdict about labels. Thread-safe.
 *
 * <p>A label with several texts gets one score. Where all scores of the answer add up to 1, the model shared out one
 * certainty among the texts (softmax), and what a label's texts got belongs together: their sum. Otherwise it judged each
 * text for itself (sigmoid), and a second description that fits as well makes a label no more certain: the largest counts.
 * An answer of the second kind can add up to 1 by chance (within two thousandths). A clear one is judged the same then: a
 * sum is larger than the largest by no more than what the largest lacks to 1.
 */
public final class Decider {

    /** Half a thousandth is what 16-bit numbers lose, and some servers round to three digits. */
    private static final double ROUNDING = 0.002;

    private final Rules rules;
    private final Map<String, Double> minScores = new HashMap<>();

    public Decider(Rules rules) {
        this.rules = rules;
        rules.labels()
                .forEach(label -> minScores.put(
                        label.name(), label.minScore() == null ? rules.minScore() : (double) label.minScore()));
    }

    /**
     * Decides.
     *
     * @param perPrompt a score for each of {@link Rules#prompts()}
     * @throws IllegalArgumentException when a score is missing: the answer is one to other texts
     */
    public Verdict decide(Classifications perPrompt) {
        Map<String, Double> scores = new HashMap<>();
        perPrompt.forEach(each -> scores.put(each.label(), each.score()));
        DoubleBinaryOperator together = isShared(perPrompt) ? Decider::sum : Math::max;
        List<Classification> labels = new ArrayList<>();
        // First, so that it also wins a tie.
        if (!rules.noneOfThese().isEmpty()) {
            labels.add(combined(Rules.NONE_OF_THESE, rules.noneOfThese(), scores, together));
        }
        for (Label label : rules.labels()) {
            labels.add(combined(label.name(), label.prompts(), scores, together));
        }
        Classifications best = new Classifications(labels);
        return new Verdict(reason(best), best);
    }

    private @Nullable Reason reason(Classifications labels) {
        Classification best = labels.best();
        Double minScore = minScores.get(best.label());
        if (minScore == null) {
            return Reason.NONE_OF_THESE;
        }
        if (best.score() < minScore) {
            return Reason.SCORE;
        }
        return labels.margin() < rules.minMargin() ? Reason.MARGIN : null;
    }

    /** Whether all scores of an answer add up to 1: the model shared out one certainty among the texts. */
    public static boolean isShared(Classifications perPrompt) {
        double total = perPrompt.stream().mapToDouble(Classification::score).sum();
        boolean shares = perPrompt.stream().allMatch(each -> each.score() >= 0);
        return shares && Math.abs(total - 1) <= ROUNDING;
    }

    private static double sum(double one, double other) {
        return Math.min(1, one + other);
    }

    private static Classification combined(
            String name, List<String> prompts, Map<String, Double> scores, DoubleBinaryOperator together) {
        double score = prompts.stream()
                .mapToDouble(prompt -> score(prompt, scores))
                .reduce(together)
                .orElseThrow();
        return new Classification(name, score);
    }

    private static double score(String prompt, Map<String, Double> scores) {
        Double score = scores.get(prompt);
        if (score == null) {
            throw new IllegalArgumentException("the answer has no score for " + prompt);
        }
        return score;
    }
}
