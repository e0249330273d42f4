package io.github.camelhf.inference.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the parameters of a task the types that servers expect: what is written in a URI is always text. */
public final class Parameters {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?([eE][+-]?\\d{1,3})?");

    private Parameters() {}

    /**
     * The parameters of a URI: text that reads as a number, true or false becomes one.
     *
     * @throws IllegalArgumentException for a value that has no form in JSON
     */
    static Map<String, Object> ofUri(Map<?, ?> parameters) {
        return checked(parameters, Parameters::ofText);
    }

    /**
     * The parameters of a message, which have their types: text stays text.
     *
     * @throws IllegalArgumentException for a value that has no form in JSON
     */
    public static Map<String, Object> ofMessage(Map<?, ?> parameters) {
        return checked(parameters, text -> text);
    }

    private static Map<String, Object> checked(Map<?, ?> parameters, Function<String, Object> text) {
        Map<String, Object> checked = new LinkedHashMap<>();
        parameters.forEach(
                (name, value) -> checked.put(String.valueOf(name), checked(String.valueOf(name), value, text)));
        return checked;
    }

    private static Object checked(String name, @Nullable Object value, Function<String, Object> text) {
        if (value instanceof String string) {
            return text.apply(string);
        }
        if ((value instanceof Double || value instanceof Float) && !Double.isFinite(((Number) value).doubleValue())) {
            throw new IllegalArgumentException("parameters." + name + " is " + value + ", expected a finite number");
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> checked(name, item, text)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return checked(map, text);
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
