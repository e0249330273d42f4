package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The emulator's JSON: reads strings of any length, because pictures arrive as base64, and writes NaN as the bare word
 * that Python servers write.
 */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build());

    private Json() {}

    /**
     * Reads one JSON document.
     *
     * @throws RefusedException with the parser's reason, when the bytes are no JSON document
     */
    public static JsonNode read(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node == null || node.isMissingNode()) {
                throw new RefusedException("Input is a zero-length, empty document: line 1 column 1 (char 0)");
            }
            return node;
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            throw new RefusedException("unexpected character in the JSON body near byte " + Math.max(0, at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The numbers of a vector as a JSON array. */
    public static ArrayNode vector(float[] numbers) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(numbers.length);
        for (float number : numbers) {
            array.add(number);
        }
        return array;
    }

    /** An object with one text field, such as {@code {"error": "..."}}. */
    public static ObjectNode text(String field, String text) {
        return object().put(field, text);
    }

    /** The class that Python's JSON reader would give this value, as {@code type(x)} prints it. */
    static String pythonClass(JsonNode node) {
        return "<class '" + pythonName(node) + "'>";
    }

    /** The name of the class that Python's JSON reader would give this value. */
    static String pythonName(JsonNode node) {
        String name = "dict";
        if (node.isTextual()) {
            name = "str";
        } else if (node.isArray()) {
            name = "list";
        } else if (node.isBoolean()) {
            name = "bool";
        } else if (node.isIntegralNumber()) {
            name = "int";
        } else if (node.isNumber()) {
            name = "float";
        } else if (node.isNull() || node.isMissingNode()) {
            name = "NoneType";
        }
        return name;
    }
}
