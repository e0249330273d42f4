package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /v1/embeddings} of OpenAI-style servers: {@code {"input", "model", "encoding_format", "dimensions"}}. Thread-safe. Sources: a
 * recorded answer and the public description of the API, read 2026-11-26; the words of the refusals are typical ones.
 */
public final class EmbeddingsDialect {
    private static final Set<String> KNOWN = Set.of("input", "model", "encoding_format", "dimensions", "user");

    /** The most texts of one call. */
    private static final int MAXIMUM_ITEMS = 2048;

    private final DemonstrationModel model;

    public EmbeddingsDialect(DemonstrationModel model) {
        this.model = model;
    }

    /** Answers one call; refusals become error answers. */
    public Answer answer(InferenceCall call) {
        return OpenAiErrors.answered(call, this::embeddings);
    }

    private ObjectNode embeddings(ObjectNode request, String name) {
        OpenAiErrors.requireKnown(request, KNOWN);
        List<String> texts = texts(request.path("input"));
        String encoding = request.path("encoding_format").asText(OpenAiEmbeddings.FLOAT);
        if (!encoding.equals(OpenAiEmbeddings.FLOAT) && !encoding.equals(OpenAiEmbeddings.BASE64)) {
            throw new RefusedException(
                    "Invalid value for 'encoding_format': expected float or base64, got " + encoding);
        }
        ModelWidth width = ModelWidth.of(name);
        JsonNode dimensions = request.path("dimensions");
        if (!dimensions.isMissingNode()
                && (!dimensions.isIntegralNumber()
                        || dimensions.intValue() < 1
                        || dimensions.intValue() > width.numbers())) {
            throw new RefusedException("Invalid value for 'dimensions': expected 1 to " + width.numbers());
        }
        ModelWidth wanted = new ModelWidth(dimensions.asInt(width.numbers()));
        return OpenAiEmbeddings.answer(
                texts.stream().map(text -> wanted.fit(model.text(text))).toList(),
                encoding,
                name,
                texts.stream().mapToInt(text -> Words.of(text).all().size()).sum());
    }

    private static List<String> texts(JsonNode input) {
        List<String> texts = new ArrayList<>();
        if (input.isArray()) {
            input.forEach(item -> texts.add(item.isTextual() ? item.textValue() : ""));
        } else {
            texts.add(input.isTextual() ? input.textValue() : "");
        }
        if (texts.isEmpty() || texts.contains("") || texts.size() > MAXIMUM_ITEMS) {
            throw new RefusedException("'$.input' is invalid: expected a text, or a list of 1 to " + MAXIMUM_ITEMS
                    + " texts, none of them empty");
        }
        return texts;
    }
}
