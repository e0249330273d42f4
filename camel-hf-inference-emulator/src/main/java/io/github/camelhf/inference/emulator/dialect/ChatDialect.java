package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The API of the servers of language models, without streams and tools. Thread-safe. Errors are
 * {@code {"error": {"message", "type", "param", "code"}}}. Sources: the Hub's chat-completion specification and recorded answers,
 * read 2026-11-20.
 */
public final class ChatDialect {

    /** Those of the specification and what the common servers add; any other is refused, as the strictest of them does. */
    private static final Set<String> KNOWN = Set.of(
            ("model messages response_format max_tokens max_completion_tokens temperature top_p top_k min_p n stop seed stream"
                            + " logprobs top_logprobs logit_bias presence_penalty frequency_penalty repetition_penalty user"
                            + " chat_template_kwargs reasoning_effort tools tool_choice tool_prompt")
                    .split(" "));

    /** Clients that want none of them send them as null. Source: recorded calls of huggingface_hub. */
    private static final List<String> TOOLS = List.of("tools", "tool_choice", "tool_prompt");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final ChatModel model;

    public ChatDialect(DemonstrationModel model, PictureSource source) {
        this.model = new ChatModel(model, new Pictures(model, source));
    }

    /** Answers one call; refusals become error answers. */
    public Answer answer(InferenceCall call) {
        return OpenAiErrors.answered(call, (request, name) -> {
            check(request);
            return completion(request, name);
        });
    }

    private static void check(ObjectNode request) {
        OpenAiErrors.requireKnown(request, KNOWN);
        if (request.path("stream").asBoolean()) {
            throw new RefusedException("this emulator does not stream; send stream=false");
        }
        for (String name : TOOLS) {
            if (request.hasNonNull(name)) {
                throw new RefusedException("this emulator calls no tools; leave " + name + " out");
            }
        }
        number(request, "temperature", 0, 2);
        number(request, "top_p", 0, 1);
        number(request, "max_tokens", 1, Integer.MAX_VALUE);
        number(request, "max_completion_tokens", 1, Integer.MAX_VALUE);
        number(request, "n", 1, 1);
    }

    private static void number(ObjectNode request, String name, double least, double most) {
        JsonNode value = request.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        if (!value.isNumber()) {
            throw new RefusedException("Invalid type for '" + name + "': expected a number, but got a "
                    + Json.pythonName(value) + " instead.");
        }
        if (value.doubleValue() < least || value.doubleValue() > most) {
            throw new RefusedException(name + " must be in [" + least + ", " + most + "], got " + value);
        }
    }

    private ObjectNode completion(ObjectNode request, String name) {
        ChatTurns turns = ChatTurns.of(request.path("messages"));
        JsonNode format = request.path("response_format");
        String said = switch (format.path("type").asText("text")) {
            case "text" -> model.say(turns);
            case "json_object" -> Json.text("answer", model.say(turns)).toString();
            case "json_schema" -> model.fill(turns, schema(format)).toPrettyString();
            default ->
                throw new RefusedException(
                        "Invalid value for 'response_format.type': expected text, json_object or json_schema");
        };
        List<String> words = Arrays.asList(SPACE.split(said.trim()));
        int most = request.path("max_completion_tokens")
                .asInt(request.path("max_tokens").asInt(Integer.MAX_VALUE));
        boolean cut = words.size() > most;
        int spoken = Math.min(words.size(), most);
        ObjectNode answer = Json.object()
                .put("id", "chatcmpl-demonstration")
                .put("object", "chat.completion")
                .put("created", System.currentTimeMillis() / 1000)
                .put("model", name);
        ArrayNode choices = answer.putArray("choices");
        ObjectNode choice = choices.addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", cut ? String.join(" ", words.subList(0, most)) : said);
        choice.put("finish_reason", cut ? "length" : "stop");
        answer.putObject("usage")
                .put("prompt_tokens", turns.words())
                .put("completion_tokens", spoken)
                .put("total_tokens", turns.words() + spoken);
        return answer;
    }

    private static JsonNode schema(JsonNode format) {
        JsonNode schema = format.path("json_schema").path("schema");
        if (!format.path("json_schema").path("name").isTextual() || !schema.isObject()) {
            throw new RefusedException("Missing required parameter: 'response_format.json_schema': name and schema");
        }
        if (format.path("json_schema").path("strict").asBoolean()) {
            checkClosed(schema, "()");
        }
        return schema;
    }

    /** As the strictest of the servers words it. Source: reports of its users, read 2026-11-26. */
    private static void checkClosed(JsonNode schema, String place) {
        JsonNode properties = schema.path("properties");
        if (schema.path("type").asText().equals("object")) {
            JsonNode open = schema.path("additionalProperties");
            if (!open.isBoolean() || open.booleanValue()) {
                throw new RefusedException("Invalid schema for response_format: In context=" + place
                        + ", 'additionalProperties' is required to be supplied and to be false.");
            }
            if (schema.path("required").size() != properties.size()) {
                throw new RefusedException(
                        "Invalid schema for response_format: In context=" + place
                                + ", 'required' is required to be supplied and to be an array including every key in properties.");
            }
        }
        properties
                .properties()
                .forEach(property -> checkClosed(property.getValue(), "('properties', '" + property.getKey() + "')"));
        if (schema.has("items")) {
            checkClosed(schema.path("items"), "('items')");
        }
    }
}
