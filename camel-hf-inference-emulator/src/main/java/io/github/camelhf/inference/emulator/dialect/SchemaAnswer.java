package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fills a JSON schema with what stands behind the names of its properties ({@code total: 12.50}), and a list of objects with the rows
 * below a line that has those names in its columns. Keeps types, properties, items, {@code enum} and {@code const}; what it does not
 * find is null where the schema allows that, else 0, false, or something said instead. It understands nothing.
 */
final class SchemaAnswer {

    private static final int DEEPEST = 16;
    private static final String NUMBER = "-?\\d{1,12}(?:\\.\\d{1,6})?";

    private final List<Source> sources;
    private final Supplier<String> otherwise;

    /**
     * @param sources   what is looked through, the first one first
     * @param otherwise a text to say in place of one that is not found
     */
    SchemaAnswer(List<Source> sources, Supplier<String> otherwise) {
        this.sources = List.copyOf(sources);
        this.otherwise = otherwise;
    }

    /**
     * Something that was said.
     *
     * @param ends characters at which a text behind a name is over
     */
    record Source(String text, String ends) {

        /** Sentences: a comma ends what is said about a name. */
        static Source prose(String text) {
            return new Source(text, "\n\t,;");
        }

        /** Lines, and columns between tabs. */
        static Source form(List<String> lines) {
            return new Source(String.join("\n", lines), "\n\t");
        }
    }

    JsonNode fill(JsonNode schema) {
        return fill(schema, "", 0);
    }

    private JsonNode fill(JsonNode schema, String name, int depth) {
        if (depth > DEEPEST) {
            throw new RefusedException("Invalid schema for response_format: nested too deeply");
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        JsonNode choices = schema.path("enum");
        if (choices.isArray() && !choices.isEmpty()) {
            return choice(choices);
        }
        JsonNode types = schema.path("type");
        String type = (types.isArray() ? types.path(0) : types).asText("object");
        JsonNode found = find(type, schema, name, depth);
        if (found != null) {
            return found;
        }
        boolean mayBeNull = types.isArray() && types.toString().contains("\"null\"");
        return mayBeNull ? NullNode.instance : inPlaceOf(type);
    }

    private @Nullable JsonNode find(String type, JsonNode schema, String name, int depth) {
        return switch (type) {
            case "string" -> found(name, null, TextNode::valueOf);
            case "integer" -> found(name, NUMBER, told -> IntNode.valueOf(new BigDecimal(told).intValue()));
            case "number" -> found(name, NUMBER, told -> DecimalNode.valueOf(new BigDecimal(told)));
            case "boolean" ->
                found(name, "yes|true|no|false", told -> BooleanNode.valueOf(told.matches("(?i)yes|true")));
            case "null" -> NullNode.instance;
            case "array" -> array(schema, name, depth);
            default -> object(schema, depth);
        };
    }

    private JsonNode inPlaceOf(String type) {
        return switch (type) {
            case "string" -> TextNode.valueOf(otherwise.get());
            case "boolean" -> BooleanNode.FALSE;
            default -> IntNode.valueOf(0);
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        schema.path("properties")
                .properties()
                .forEach(property ->
                        object.set(property.getKey(), fill(property.getValue(), property.getKey(), depth + 1)));
        return object;
    }

    private ArrayNode array(JsonNode schema, String name, int depth) {
        ArrayNode array = Json.array();
        JsonNode items = schema.path("items");
        List<SchemaAnswer> rows = rows(items);
        if (!rows.isEmpty()) {
            rows.forEach(row -> array.add(row.fill(items, name, depth + 1)));
            return array;
        }
        int count = Math.max(1, Math.min(schema.path("minItems").asInt(1), 100));
        for (int i = 0; i < count && schema.has("items"); i++) {
            array.add(fill(items, name, depth + 1));
        }
        return array;
    }

    /** Of the first table with a column for each property; it ends where a line has another number of columns. */
    private List<SchemaAnswer> rows(JsonNode items) {
        Set<String> names = items.path("properties").properties().stream()
                .map(property -> property.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (Source source : sources) {
            List<String[]> lines =
                    source.text().lines().map(line -> line.split("\t", -1)).toList();
            for (int i = 0; i < lines.size() && !names.isEmpty(); i++) {
                String[] heads = lines.get(i);
                if (Arrays.stream(heads)
                        .map(head -> head.trim().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet())
                        .containsAll(names)) {
                    return lines.subList(i + 1, lines.size()).stream()
                            .takeWhile(cells -> cells.length == heads.length)
                            .map(cells -> row(heads, cells))
                            .toList();
                }
            }
        }
        return List.of();
    }

    private SchemaAnswer row(String[] heads, String[] cells) {
        List<String> fields = IntStream.range(0, heads.length)
                .mapToObj(i -> heads[i].trim() + ": " + cells[i].trim())
                .toList();
        return new SchemaAnswer(List.of(Source.form(fields)), otherwise);
    }

    private JsonNode choice(JsonNode choices) {
        for (Source source : sources) {
            String said = source.text().toLowerCase(Locale.ROOT);
            for (JsonNode choice : choices) {
                if (choice.isTextual() && said.contains(choice.textValue().toLowerCase(Locale.ROOT))) {
                    return choice;
                }
            }
        }
        return choices.get(0);
    }

    /**
     * What stands behind the name, on its line.
     *
     * @param form of what is looked for; null for any text
     */
    private @Nullable JsonNode found(String name, @Nullable String form, Reading reading) {
        for (Source source : sources) {
            Matcher matcher = Pattern.compile(
                            "\\b" + Pattern.quote(name) + "\\b[ \\t]*(?:[:=]|is\\b)?+[ \\t]*("
                                    + (form == null ? "[^\\s" + source.ends() + "][^" + source.ends() + "]*" : form)
                                    + ")",
                            Pattern.CASE_INSENSITIVE)
                    .matcher(source.text());
            if (matcher.find()) {
                return reading.read(matcher.group(1).trim());
            }
        }
        return null;
    }

    private interface Reading {
        JsonNode read(String told);
    }
}
