package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a JSON answer, its fields in the answer's order: texts, numbers, booleans and null, other objects, and lists as
 * {@link Results}. Read by routes as JSON text where they ask for text, unlike other maps.
 */
public final class JsonObject extends AbstractMap<String, @Nullable Object> implements InferenceResult {

    private final Map<String, @Nullable Object> fields;

    /** Takes a copy, also of what is in it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public JsonObject(Map<String, ?> fields) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        fields.forEach((name, value) -> copy.put(name, of(value)));
        this.fields = Collections.unmodifiableMap(copy);
    }

    /** A value of an answer: maps become objects of this kind, lists {@link Results}. */
    @SuppressWarnings("unchecked") // the names of a JSON object are texts
    public static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject((Map<String, ?>) map);
        }
        if (value instanceof List<?> list) {
            return new Results(list.stream().map(JsonObject::of).toList());
        }
        return value;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return fields.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return fields.containsKey(name);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return fields.entrySet();
    }
}
