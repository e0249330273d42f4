package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Words for the gaps of one text, best score first, whichever gap they fill; equal scores keep the server's order. Never empty. */
public final class Fillings extends AbstractList<Filling> implements InferenceResult {

    private static final Comparator<Filling> BEST_FIRST =
            Comparator.comparingDouble(Filling::score).reversed();

    private final List<Filling> sorted;

    /** Sorts. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Fillings(List<Filling> fillings) {
        if (fillings.isEmpty()) {
            throw new IllegalArgumentException("a gap has at least one filling");
        }
        Filling[] best = fillings.toArray(Filling[]::new);
        Arrays.sort(best, BEST_FIRST);
        this.sorted = List.of(best);
    }

    /** The word with the highest score. */
    public Filling best() {
        return sorted.get(0);
    }

    /**
     * The words for one gap, best first.
     *
     * @param mask which one, from 0
     * @throws IllegalArgumentException when the text has no such gap
     */
    public Fillings of(int mask) {
        List<Filling> own =
                sorted.stream().filter(filling -> filling.mask() == mask).toList();
        if (own.isEmpty()) {
            throw new IllegalArgumentException("the text has no gap " + mask);
        }
        return new Fillings(own);
    }

    @Override
    public Filling get(int index) {
        return sorted.get(index);
    }

    @Override
    public int size() {
        return sorted.size();
    }
}
