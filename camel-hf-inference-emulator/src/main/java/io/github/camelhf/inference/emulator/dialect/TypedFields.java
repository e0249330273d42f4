package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a body as text-embeddings-inference's typed reader takes them; fields that nobody asks for are passed over. Each failure
 * is a {@link RefusedException} in the reader's words, shortened.
 */
record TypedFields(JsonNode body) {

    /** A struct of this name. */
    static TypedFields of(JsonNode body, String struct) {
        if (!body.isObject()) {
            throw new RefusedException("invalid type, expected struct " + struct);
        }
        return new TypedFields(body);
    }

    JsonNode required(String name) {
        JsonNode value = body.get(name);
        if (value == null) {
            throw new RefusedException("missing field `" + name + "`");
        }
        return value;
    }

    String text(String name) {
        JsonNode value = required(name);
        if (!value.isTextual()) {
            throw new RefusedException(name + ": invalid type, expected a string");
        }
        return value.textValue();
    }

    List<String> texts(String name) {
        JsonNode value = required(name);
        if (!isTexts(value)) {
            throw new RefusedException(name + ": invalid type, expected a sequence of strings");
        }
        return strings(value);
    }

    /** One text or a list of them. */
    List<String> input(String name) {
        JsonNode value = required(name);
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!isTexts(value)) {
            throw new RefusedException(name + ": data did not match any variant of untagged enum Input");
        }
        return strings(value);
    }

    /** Neither given nor null: the default. */
    boolean flag(String name, boolean otherwise) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new RefusedException(name + ": invalid type, expected a boolean");
        }
        return value.booleanValue();
    }

    /** Neither given nor null: the default. */
    int count(String name, int otherwise) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw new RefusedException(name + ": invalid type, expected usize");
        }
        return value.intValue();
    }

    /** One of these; the first where none is given. */
    String variant(String name, String... variants) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return variants[0];
        }
        if (!value.isTextual() || !List.of(variants).contains(value.textValue())) {
            throw new RefusedException(
                    name + ": unknown variant `" + value.asText() + "`, expected one of " + List.of(variants));
        }
        return value.textValue();
    }

    private static boolean isTexts(JsonNode value) {
        boolean texts = value.isArray();
        for (JsonNode item : value) {
            texts &= item.isTextual();
        }
        return texts;
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(item -> strings.add(item.textValue()));
        return strings;
    }
}
