package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Answers to one question, best score first; those of equal score, or of none, keep the server's order. Never empty. */
public final class Answers extends AbstractList<Answer> implements InferenceResult {

    private static final Comparator<Answer> BEST_FIRST =
            Comparator.comparing(Answer::score, Comparator.nullsLast(Comparator.reverseOrder()));

    private final List<Answer> sorted;

    /** Sorts; answers without a score come last. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Answers(List<Answer> answers) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("a question has at least one answer");
        }
        Answer[] best = answers.toArray(Answer[]::new);
        Arrays.sort(best, BEST_FIRST);
        this.sorted = List.of(best);
    }

    /** The answer with the highest score. */
    public Answer best() {
        return sorted.get(0);
    }

    /** The {@code count} best, or all when there are fewer. */
    public Answers top(int count) {
        return count >= size() ? this : new Answers(sorted.subList(0, count));
    }

    @Override
    public Answer get(int index) {
        return sorted.get(index);
    }

    @Override
    public int size() {
        return sorted.size();
    }
}
