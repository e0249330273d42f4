package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.Numbers;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Ranked;
import io.github.camelhf.inference.result.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads scores of the texts of a request: in their order, or each with its place. */
final class RankingReader {

    private RankingReader() {}

    /** Scores in the order of the texts. */
    static Ranking inOrder(InferenceRequest request, @Nullable Object scores) {
        List<String> texts = request.texts();
        if (!(scores instanceof Numbers.Doubles numbers) || numbers.size() != texts.size()) {
            throw new UnexpectedAnswerException(
                    "expected " + texts.size() + " scores, got " + (scores == null ? "none" : Shape.of(scores)));
        }
        List<Double> values = numbers.toList();
        List<Ranked> ranked = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            ranked.add(ranked(i, values.get(i), texts));
        }
        return best(request, ranked);
    }

    /** Entries {@code {"index": 0, "score": 0.9}}, each text once, in any order. */
    static Ranking byIndex(InferenceRequest request, List<?> entries) {
        List<String> texts = request.texts();
        boolean[] seen = new boolean[texts.size()];
        List<Ranked> ranked = new ArrayList<>(texts.size());
        for (Object entry : entries) {
            if (!(entry instanceof Map<?, ?> fields)
                    || !(fields.get("index") instanceof Double index)
                    || !(fields.get("score") instanceof Double score)) {
                throw new UnexpectedAnswerException("expected {\"index\": …, \"score\": …}, got " + Shape.of(entry));
            }
            boolean place = index >= 0 && index < texts.size() && index % 1 == 0;
            if (!place || seen[index.intValue()]) {
                throw new UnexpectedAnswerException("expected each of " + texts.size()
                        + " texts once, by its index from 0, got the index " + index + (place ? " twice" : ""));
            }
            seen[index.intValue()] = true;
            ranked.add(ranked(index.intValue(), score, texts));
        }
        if (ranked.size() != texts.size()) {
            throw new UnexpectedAnswerException("expected " + texts.size() + " scores, got " + ranked.size());
        }
        return best(request, ranked);
    }

    private static Ranked ranked(int index, double score, List<String> texts) {
        if (!Double.isFinite(score)) {
            throw new UnexpectedAnswerException("the score of text " + index + " is not a finite number");
        }
        return new Ranked(index, score, texts.get(index));
    }

    private static Ranking best(InferenceRequest request, List<Ranked> ranked) {
        Ranking ranking = new Ranking(ranked);
        return request.topK() == null ? ranking : ranking.top(request.topK());
    }
}
