package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The items of a message that could be read, in their order, and why others were left out.
 *
 * @param skipped by place in the message, counted from 0; empty unless {@code onItemError=skip}
 */
record ItemList<T>(List<T> items, SortedMap<Integer, String> skipped) {

    ItemList {
        items = List.copyOf(items);
        skipped = skipped.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    }

    /**
     * Reads one item, or those of a list.
     *
     * @param skip whether an item of a list that cannot be read is left out; else it fails the message and its place is named
     */
    static <T> ItemList<T> read(ItemReader<T> reader, Exchange exchange, @Nullable Object body, boolean skip)
            throws IOException {
        if (!(body instanceof List<?> list)) {
            return new ItemList<>(List.of(reader.read(exchange, body)), Collections.emptySortedMap());
        }
        if (list.isEmpty()) {
            throw new InvalidInferenceInputException(
                    "the list of " + reader.plural() + " is empty; send at least one, or filter such messages out");
        }
        List<T> items = new ArrayList<>(list.size());
        SortedMap<Integer, String> skipped = new TreeMap<>();
        for (int place = 0; place < list.size(); place++) {
            try {
                items.add(reader.read(exchange, list.get(place)));
            } catch (InvalidInferenceInputException e) {
                skipped.put(place, String.valueOf(e.getMessage()));
                if (!skip || skipped.size() == list.size()) {
                    throw new InvalidInferenceInputException(
                            (skip ? "no item of the list can be sent; " : "") + "item " + place + " of a list of "
                                    + list.size() + " (counted from 0): " + e.getMessage(),
                            e);
                }
            }
        }
        return new ItemList<>(items, skipped);
    }

    /** The results with null at the places of skipped items. */
    static List<@Nullable Object> withGaps(List<?> results, SortedMap<Integer, String> skipped) {
        List<@Nullable Object> all = new ArrayList<>(results);
        skipped.keySet().forEach(place -> all.add(place, null));
        return all;
    }
}
