package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration says: it adds, subtracts and multiplies two numbers, names what a picture looks like, counts the words of
 * any other text, and fills a JSON schema with what stands behind the names of its properties ({@code total: 12.50}). It
 * understands nothing.
 */
final class ChatModel {

    private static final Pattern SUM = Pattern.compile("(\\d{1,9})\\s*([-+*×])\\s*(\\d{1,9})");
    private static final int DEEPEST = 16;

    private final DemonstrationModel model;
    private final Pictures pictures;

    ChatModel(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    String say(ChatTurns turns) {
        if (!turns.pictures().isEmpty()) {
            List<String> looks = turns.pictures().stream().map(this::look).toList();
            return (looks.size() == 1 ? "The picture looks like " : "The pictures look like ")
                    + String.join(" and ", looks) + ".";
        }
        Matcher sum = SUM.matcher(turns.last());
        if (sum.find()) {
            long a = Long.parseLong(sum.group(1));
            long b = Long.parseLong(sum.group(3));
            return String.valueOf(
                    switch (sum.group(2)) {
                        case "+" -> a + b;
                        case "-" -> a - b;
                        default -> a * b;
                    });
        }
        int words = Words.of(turns.last()).all().size();
        return "I am a demonstration and counted " + words + (words == 1 ? " word." : " words.");
    }

    private String look(JsonNode picture) {
        float[] vector = pictures.inPipeline(picture);
        List<String> classes = model.classes();
        double[] scores =
                model.zeroShot(vector, classes.stream().map(model::text).toList());
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return classes.get(best);
    }

    /** An answer that keeps to the schema, as far as it is made of types, properties, items and lists of choices. */
    JsonNode fill(ChatTurns turns, JsonNode schema) {
        return fill(turns, schema, "", 0);
    }

    private JsonNode fill(ChatTurns turns, JsonNode schema, String name, int depth) {
        if (depth > DEEPEST) {
            throw new RefusedException("Invalid schema for response_format: nested too deeply");
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        JsonNode choices = schema.path("enum");
        if (choices.isArray() && !choices.isEmpty()) {
            return choice(turns, choices);
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asText() : type.asText("object")) {
            case "string" -> TextNode.valueOf(string(turns, name));
            case "integer" -> IntNode.valueOf(number(turns, name).intValue());
            case "number" -> DecimalNode.valueOf(number(turns, name));
            case "boolean" -> BooleanNode.valueOf(told(turns, name, "(?:yes|true)") != null);
            case "null" -> NullNode.instance;
            case "array" -> array(turns, schema, name, depth);
            default -> object(turns, schema, depth);
        };
    }

    private ObjectNode object(ChatTurns turns, JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        schema.path("properties")
                .properties()
                .forEach(property ->
                        object.set(property.getKey(), fill(turns, property.getValue(), property.getKey(), depth + 1)));
        return object;
    }

    private ArrayNode array(ChatTurns turns, JsonNode schema, String name, int depth) {
        ArrayNode array = Json.array();
        int count = Math.max(1, Math.min(schema.path("minItems").asInt(1), 100));
        for (int i = 0; i < count && schema.has("items"); i++) {
            array.add(fill(turns, schema.path("items"), name, depth + 1));
        }
        return array;
    }

    private static JsonNode choice(ChatTurns turns, JsonNode choices) {
        String said = turns.texts().toLowerCase(Locale.ROOT);
        for (JsonNode choice : choices) {
            if (choice.isTextual() && said.contains(choice.textValue().toLowerCase(Locale.ROOT))) {
                return choice;
            }
        }
        return choices.get(0);
    }

    private String string(ChatTurns turns, String name) {
        String told = told(turns, name, "[^\\n,;]+");
        return told == null ? say(turns) : told.trim();
    }

    private static BigDecimal number(ChatTurns turns, String name) {
        String told = told(turns, name, "-?\\d{1,12}(?:\\.\\d{1,6})?");
        return told == null ? BigDecimal.ZERO : new BigDecimal(told);
    }

    /** What stands behind the name in the texts. */
    private static @Nullable String told(ChatTurns turns, String name, String form) {
        Matcher matcher = Pattern.compile(
                        "\\b" + Pattern.quote(name) + "\\b\\s*(?:[:=]|is)?\\s*(" + form + ")", Pattern.CASE_INSENSITIVE)
                .matcher(turns.texts());
        return matcher.find() ? matcher.group(1) : null;
    }
}
