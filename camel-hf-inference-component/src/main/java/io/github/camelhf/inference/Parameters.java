package io.github.camelhf.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the parameters of a task the types that servers expect: what is written in a URI is always text. */
final class Parameters {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?([eE][+-]?\\d{1,3})?");

    private Parameters() {}

    /**
     * The same parameters, typed.
     *
     * @throws IllegalArgumentException for a value that has no form in JSON
     */
    static Map<String, Object> typed(Map<?, ?> parameters) {
        Map<String, Object> typed = new LinkedHashMap<>();
        parameters.forEach((name, value) -> typed.put(String.valueOf(name), typed(String.valueOf(name), value)));
        return typed;
    }

    private static Object typed(String name, @Nullable Object value) {
        if (value instanceof String text) {
            return ofText(text);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> typed(name, item)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return typed(map);
        }
        throw new IllegalArgumentException("parameters." + name + " is "
                + (value == null ? "null" : "a " + value.getClass().getName())
                + "; allowed are text, numbers, true or false, and lists and maps of these");
    }

    private static Object ofText(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }
}
