package io.github.camelhf.inference.answer;

import java.util.AbstractList;
import java.util.List;

/**
 * Results of a call whose server says how many tokens it was sent. The parts into which a call that messages share is split have no
 * such number. Unmodifiable.
 */
public final class CountedResults extends AbstractList<Object> {

    private final List<?> results;
    private final int promptTokens;

    public CountedResults(List<?> results, int promptTokens) {
        this.results = results;
        this.promptTokens = promptTokens;
    }

    /** Tokens of all inputs of the call. */
    public int promptTokens() {
        return promptTokens;
    }

    @Override
    public Object get(int index) {
        return results.get(index);
    }

    @Override
    public int size() {
        return results.size();
    }
}
