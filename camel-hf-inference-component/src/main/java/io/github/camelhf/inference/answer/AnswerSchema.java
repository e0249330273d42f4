package io.github.camelhf.inference.answer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.ClasspathSchemaLoader;
import com.networknt.schema.resource.DisallowSchemaLoader;
import io.github.camelhf.inference.result.JsonObject;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The JSON schema to which an answer must keep, and the check that it does: servers may pass over the schema that they are sent.
 * Thread-safe.
 */
public final class AnswerSchema {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** Knows the drafts by heart and fetches nothing else that a schema may name. */
    private static final JsonSchemaFactory DRAFTS = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.schemaLoaders(
                    loaders -> loaders.add(new ClasspathSchemaLoader()).add(DisallowSchemaLoader.getInstance())));

    private static final SchemaValidatorsConfig PLAIN = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .locale(Locale.ENGLISH)
            .build();

    /** What ends the thoughts of a model, where a server leaves them in. */
    private static final String THOUGHT_END = "</think>";

    /** How models that were not held to JSON like to mark it. */
    private static final String FENCE = "```";

    private static final String FENCED = "json";

    private static final int SHOWN = 2;
    private static final int LONGEST = 110;

    private final JsonNode json;
    private final JsonSchema schema;

    private AnswerSchema(JsonNode json, JsonSchema schema) {
        this.json = json;
        this.schema = schema;
    }

    /**
     * Reads a schema of one of the drafts 4, 6, 7, 2019-09 and 2020-12; the last where {@code $schema} names none.
     *
     * @throws IllegalArgumentException when the text is no JSON object, or no schema
     */
    public static AnswerSchema parse(String text) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    "must be a JSON object such as {\"type\": \"object\", \"properties\": {…}}");
        }
        try {
            String draft = json.path("$schema").asText(VersionFlag.V202012.getId());
            Collection<ValidationMessage> faults =
                    DRAFTS.getSchema(SchemaLocation.of(draft), PLAIN).validate(json);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("is no JSON schema: " + told(faults));
            }
            JsonSchema schema = DRAFTS.getSchema(json, PLAIN);
            schema.initializeValidators();
            return new AnswerSchema(json, schema);
        } catch (JsonSchemaException e) {
            throw new IllegalArgumentException(
                    "cannot be used: " + e.getMessage()
                            + "; it may name only what is in it, and one of the drafts 4 to 2020-12",
                    e);
        }
    }

    /** As it is sent. */
    @SuppressWarnings("unchecked") // Jackson makes a map with text keys of every object
    public Map<String, Object> json() {
        return MAPPER.convertValue(json, Map.class);
    }

    /** Whether servers are to be told to keep to it, and not to take it for a hint. */
    public boolean isStrict() {
        return StrictSchema.isClosed(json);
    }

    /**
     * What the JSON in an answer stands for: a {@link JsonObject}, a {@code List}, or a value where the schema asks for one.
     *
     * @throws UnexpectedAnswerException when it is no JSON or does not keep to the schema
     */
    public Object read(String answer) {
        JsonNode value;
        try {
            value = MAPPER.readTree(bare(answer));
        } catch (JsonProcessingException e) {
            throw new UnexpectedAnswerException("expected JSON that keeps to the option responseSchema, got a text of "
                    + answer.length() + " characters that is none (line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + "); see that the server takes"
                    + " response_format, and that the prompt asks for nothing but JSON");
        }
        if (value == null || value.isMissingNode() || value.isNull()) {
            throw new UnexpectedAnswerException("expected JSON that keeps to the option responseSchema, got "
                    + (answer.isBlank() ? "none" : "null"));
        }
        if (!isFinite(value)) {
            throw new UnexpectedAnswerException("its JSON holds a number that is too large");
        }
        Collection<ValidationMessage> faults = schema.validate(value);
        if (!faults.isEmpty()) {
            throw new UnexpectedAnswerException("its JSON does not keep to the option responseSchema: " + told(faults));
        }
        return requireNonNull(JsonObject.of(MAPPER.convertValue(value, Object.class)));
    }

    /** A number such as 1e999 is valid JSON, and infinite here. */
    private static boolean isFinite(JsonNode value) {
        return value.isContainerNode()
                ? StreamSupport.stream(value.spliterator(), false).allMatch(AnswerSchema::isFinite)
                : !value.isDouble() || Double.isFinite(value.doubleValue());
    }

    /** Such an answer may speak of thoughts; it holds none. */
    private static boolean isJson(String answer) {
        try {
            return MAPPER.readTree(answer) != null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Without a pattern: models that lose the thread write line ends without end, and one would try each of them. */
    private static String bare(String answer) {
        int thought = answer.indexOf(THOUGHT_END);
        String said =
                (thought < 0 || isJson(answer) ? answer : answer.substring(thought + THOUGHT_END.length())).strip();
        boolean fenced = said.length() >= 2 * FENCE.length() && said.startsWith(FENCE) && said.endsWith(FENCE);
        if (!fenced) {
            return said;
        }
        String inside = said.substring(FENCE.length(), said.length() - FENCE.length());
        return inside.regionMatches(true, 0, FENCED, 0, FENCED.length()) ? inside.substring(FENCED.length()) : inside;
    }

    private static String told(Collection<ValidationMessage> faults) {
        String first = faults.stream().limit(SHOWN).map(AnswerSchema::told).collect(Collectors.joining("; "));
        return first + (faults.size() > SHOWN ? "; and " + (faults.size() - SHOWN) + " more" : "");
    }

    private static String told(ValidationMessage fault) {
        String place = fault.getInstanceLocation().toString();
        String text = (place.isEmpty() ? "" : "at " + place + " ") + fault.getError();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
