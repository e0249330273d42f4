package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Texts by how well they fit a question, best first; texts of equal score keep the message's order. Never empty. */
public final class Ranking extends AbstractList<Ranked> implements InferenceResult {

    private static final Comparator<Ranked> BEST_FIRST =
            Comparator.comparingDouble(Ranked::score).reversed().thenComparingInt(Ranked::index);

    private final List<Ranked> sorted;

    /** Sorts; each {@link Ranked#index()} says where the text was. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Ranking(List<Ranked> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a ranking has at least one text");
        }
        Ranked[] best = texts.toArray(Ranked[]::new);
        Arrays.sort(best, BEST_FIRST);
        this.sorted = List.of(best);
    }

    /** The text that fits best. */
    public Ranked best() {
        return sorted.get(0);
    }

    /** The {@code count} best, or all when there are fewer. */
    public Ranking top(int count) {
        return count >= size() ? this : new Ranking(sorted.subList(0, count));
    }

    @Override
    public Ranked get(int index) {
        return sorted.get(index);
    }

    @Override
    public int size() {
        return sorted.size();
    }
}
