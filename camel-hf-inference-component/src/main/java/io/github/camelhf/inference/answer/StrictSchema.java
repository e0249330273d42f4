package io.github.camelhf.inference.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
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

    /** What says which values there are; a part with none of these leaves all open. */
    private static final List<String> TYPED = List.of("type", "enum", "const", "anyOf");

    /** Whether all of it is closed: each object names its properties, wants them all, and allows no other. */
    static boolean isClosed(JsonNode schema) {
        return "object".equals(schema.path("type").textValue()) && !schema.has("anyOf") && isClosedPart(schema);
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
        // Beside a reference the strictest take nothing, not even a description.
        return part.has("$ref") ? part.size() == 1 : TYPED.stream().anyMatch(part::has) && saysWhatIsInside(part);
    }

    private static boolean areClosed(JsonNode parts) {
        for (JsonNode part : parts) {
            if (!isClosedPart(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean saysWhatIsInside(JsonNode part) {
        boolean object = part.has("properties") || isOf(part, "object");
        return (!object || wantsAll(part)) && (!isOf(part, "array") || part.has("items"));
    }

    /** A type stands alone or in a list. */
    private static boolean isOf(JsonNode part, String type) {
        return part.path("type").toString().contains('"' + type + '"');
    }

    private static boolean wantsAll(JsonNode part) {
        JsonNode open = part.path("additionalProperties");
        Set<String> named = new HashSet<>();
        part.path("properties").fieldNames().forEachRemaining(named::add);
        Set<String> wanted = new HashSet<>();
        part.path("required").forEach(name -> wanted.add(name.asText()));
        return open.isBoolean() && !open.booleanValue() && !named.isEmpty() && wanted.equals(named);
    }
}
