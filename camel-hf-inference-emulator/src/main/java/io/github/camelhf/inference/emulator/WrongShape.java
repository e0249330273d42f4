package io.github.camelhf.inference.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.dialect.Json;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Ways in which a 200 answer can be well-formed JSON and still not answer what was asked. Each is made from the right
 * answer, so that a client must look at the content to notice; a form that does not fit the task leaves it as it is.
 */
public enum WrongShape {
    /** One classification entry is gone. */
    MISSING_LABEL,
    /** Two entries carry the same label. */
    DOUBLED_LABEL,
    /** One entry carries a label that nobody asked for. */
    UNKNOWN_LABEL,
    /** One number is the bare word {@code NaN}. */
    NAN_SCORE,
    /** One number is null, which is how the toolkit's JSON writer spells NaN. */
    NULL_SCORE,
    /** One vector or matrix row is a number shorter than it should be. */
    RAGGED_VECTOR,
    /** A vector comes as one vector per token. */
    TOKEN_MATRIX,
    /** One item too many: a second answer for one input, or a list longer than the batch. */
    WRONG_COUNT,
    /** An empty list. */
    EMPTY_ARRAY;

    /** The right answer turned into this wrong one. */
    JsonNode distort(JsonNode answer) {
        JsonNode copy = answer.deepCopy();
        switch (this) {
            case MISSING_LABEL -> withEntries(copy, entries -> entries.remove(entries.size() - 1));
            case DOUBLED_LABEL ->
                withEntries(
                        copy,
                        entries -> entry(entries, entries.size() - 1)
                                .put("label", entries.get(0).path("label").asText()));
            case UNKNOWN_LABEL ->
                withEntries(copy, entries -> entry(entries, entries.size() - 1).put("label", "something else"));
            case NAN_SCORE -> replaceNumber(copy, DoubleNode.valueOf(Double.NaN));
            case NULL_SCORE -> replaceNumber(copy, NullNode.getInstance());
            case RAGGED_VECTOR -> lastVector(copy).remove(0);
            case TOKEN_MATRIX -> {
                return tokens(copy);
            }
            case WRONG_COUNT -> {
                return oneMore(copy);
            }
            case EMPTY_ARRAY -> {
                return Json.array();
            }
        }
        return copy;
    }

    /** The name used in JSON: lower case with hyphens. */
    String jsonName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void withEntries(JsonNode answer, Consumer<ArrayNode> change) {
        if (answer instanceof ArrayNode array && !array.isEmpty()) {
            if (array.get(0) instanceof ArrayNode first) {
                withEntries(first, change);
            } else if (array.get(0).has("label")) {
                change.accept(array);
            }
        }
    }

    private static ObjectNode entry(ArrayNode entries, int index) {
        return (ObjectNode) entries.get(index);
    }

    private static boolean replaceNumber(JsonNode node, JsonNode by) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isNumber()) {
                    array.set(i, by);
                    return true;
                }
                if (replaceNumber(array.get(i), by)) {
                    return true;
                }
            }
        } else if (node instanceof ObjectNode object) {
            for (String field : new String[] {"score", "embedding", "similarity_scores"}) {
                if (object.path(field).isNumber()) {
                    object.set(field, by);
                    return true;
                }
                if (replaceNumber(object.path(field), by)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The last list of numbers in the answer; an empty one of our own when there is none. */
    private static ArrayNode lastVector(JsonNode node) {
        if (node instanceof ArrayNode array && !array.isEmpty()) {
            return array.get(0).isNumber() ? array : lastVector(array.get(array.size() - 1));
        }
        if (node.has("embedding") || node.has("similarity_scores")) {
            return lastVector(node.has("embedding") ? node.path("embedding") : node.path("similarity_scores"));
        }
        return Json.array();
    }

    private static JsonNode tokens(JsonNode answer) {
        if (answer instanceof ArrayNode array && !array.isEmpty()) {
            if (array.get(0).isNumber()) {
                return Json.array().add(array).add(array.deepCopy()).add(array.deepCopy());
            }
            for (int i = 0; i < array.size(); i++) {
                array.set(i, tokens(array.get(i)));
            }
        } else if (answer instanceof ObjectNode object && object.has("embedding")) {
            object.set("embedding", tokens(object.path("embedding")));
        }
        return answer;
    }

    private static JsonNode oneMore(JsonNode answer) {
        if (answer instanceof ObjectNode object && object.path("similarity_scores") instanceof ArrayNode rows) {
            rows.add(rows.get(0).deepCopy());
            return object.put("image_count", rows.size());
        }
        if (answer instanceof ArrayNode array && !array.isEmpty()) {
            boolean single = array.get(0).isNumber() || array.get(0).has("label");
            return single
                    ? Json.array().add(array).add(array.deepCopy())
                    : array.add(array.get(0).deepCopy());
        }
        return answer;
    }
}
