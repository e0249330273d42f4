package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The labels of one image, best score first; equal scores keep the server's order. Never empty. */
public final class Classifications extends AbstractList<Classification> implements InferenceResult {

    private static final Comparator<Classification> BEST_FIRST =
            Comparator.comparingDouble(Classification::score).reversed();

    private final List<Classification> sorted;

    /** Sorts; the order in which the server named the labels carries no meaning. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Classifications(List<Classification> classifications) {
        if (classifications.isEmpty()) {
            throw new IllegalArgumentException("a classification has at least one label");
        }
        Classification[] best = classifications.toArray(Classification[]::new);
        Arrays.sort(best, BEST_FIRST);
        this.sorted = List.of(best);
    }

    /** The label with the highest score. */
    public Classification best() {
        return sorted.get(0);
    }

    /** Best score minus second best; the best score itself when there is one label only. */
    public double margin() {
        return best().score() - (size() > 1 ? sorted.get(1).score() : 0);
    }

    /** The {@code count} best, or all when there are fewer. */
    public Classifications top(int count) {
        return count >= size() ? this : new Classifications(sorted.subList(0, count));
    }

    @Override
    public Classification get(int index) {
        return sorted.get(index);
    }

    @Override
    public int size() {
        return sorted.size();
    }
}
