package io.github.camelhf.inference.answer;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of an answer with few fields, in their order. Most are a label and its score, by the hundred: side by side they take a third
 * of what a table of entries does.
 */
final class FewFields extends AbstractMap<String, Object> {

    /** Name, value, name, value. No name comes twice, and no value is null. */
    private final Object[] pairs;

    FewFields(Object[] pairs) {
        this.pairs = pairs;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return FewFields.this.size();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, Object>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < pairs.length;
        }

        @Override
        public Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            next += 2;
            return Map.entry((String) pairs[next - 2], pairs[next - 1]);
        }
    }
}
