package io.github.camelhf.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Which schemas servers take with {@code "strict": true}: those that leave nothing open and use common words only. For any other the
 * strictest of them answer 400, and without the flag some make the schema no more than a hint. Sources: the Hub's guide to structured
 * output, and reports of users of OpenAI-style servers, read 2026-11-26.
 */
final class StrictSchema {

    private static final Set<String> COMMON = Set.of(
            "$schema",
            "$defs",
            "$ref",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf",
            "title",
            "description");

    private StrictSchema() {}

    /** Whether all of it is closed: each object names its properties, wants them all, and allows no other. */
    static boolean isClosed(JsonNode schema) {
        return "object".equals(schema.path("type").textValue()) && isClosedPart(schema);
    }

    private static boolean isClosedPart(JsonNode part) {
        if (!part.isObject()) {
            return false;
        }
        for (var word : part.properties()) {
            boolean closed = switch (word.getKey()) {
                case "properties", "$defs", "anyOf" -> areClosed(word.getValue());
                case "items" -> isClosedPart(word.getValue());
                default -> COMMON.contains(word.getKey());
            };
            if (!closed) {
                return false;
            }
        }
        return !isOfObjects(part) || wantsAll(part);
    }

    private static boolean areClosed(JsonNode parts) {
        for (JsonNode part : parts) {
            if (!isClosedPart(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfObjects(JsonNode part) {
        return part.has("properties") || part.path("type").toString().contains("\"object\"");
    }

    private static boolean wantsAll(JsonNode part) {
        JsonNode open = part.path("additionalProperties");
        return open.isBoolean()
                && !open.booleanValue()
                && part.path("required").size() == part.path("properties").size()
                && !part.path("properties").isEmpty();
    }
}
