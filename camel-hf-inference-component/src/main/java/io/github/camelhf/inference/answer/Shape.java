package io.github.camelhf.inference.answer;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Names what came instead of what was expected, by its form: an answer's content does not belong into a message. */
public final class Shape {

    private static final int SHOWN = 60;

    private Shape() {}

    public static String of(Object value) {
        if (value instanceof Numbers numbers) {
            return "a list of " + numbers.size() + " numbers";
        }
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? "an empty list"
                    : "a list of " + list.size() + " whose first item is " + of(list.get(0));
        }
        if (value instanceof Map<?, ?> map) {
            return "an object with the keys " + text(keys(map));
        }
        return value instanceof String ? "a text" : "a single value";
    }

    public static String keys(Map<?, ?> map) {
        return map.keySet().stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A server's word, short enough and clean enough to be shown. */
    public static String text(String value) {
        String cut = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return "\"" + cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ") + "\"";
    }
}
