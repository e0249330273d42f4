package io.github.camelhf.inference.result;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of a message that held a list, in its order; null in the place of an item that was skipped. */
public final class Results extends AbstractList<@Nullable Object> implements InferenceResult {

    private final List<@Nullable Object> results;

    /** Takes a copy. */
    public Results(List<?> results) {
        this.results = Collections.unmodifiableList(new ArrayList<>(results));
    }

    @Override
    public @Nullable Object get(int index) {
        return results.get(index);
    }

    @Override
    public int size() {
        return results.size();
    }
}
