package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.function.Function;

/**
 * Task {@code feature-extraction}. Sentence models answer {@code [D]} for a string and {@code [n][D]} for a list; plain
 * transformers models answer one vector per token, {@code [1][T][D]} and {@code [n][1][T][D]} on the toolkit,
 * {@code [T][D]} and {@code [n][T][D]} on the hosted fork. The top-level options (normalize, truncate, prompt_name,
 * dimensions) are taken and, as on the real servers, not acted on.
 */
final class FeatureExtraction implements PipelineAnswer {
    private final DemonstrationModel model;

    FeatureExtraction(DemonstrationModel model) {
        this.model = model;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        String modelId = call.model();
        ModelWidth width = ModelWidth.of(modelId);
        if (PipelineTask.answersTokens(modelId)) {
            return each(inputs, text -> tokens(text, width, call.family()));
        }
        return each(inputs, text -> sentence(text, width));
    }

    JsonNode sentenceEmbeddings(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        ModelWidth width = ModelWidth.of(call.model());
        return Json.object().set("embeddings", each(inputs, text -> sentence(text, width)));
    }

    private JsonNode each(JsonNode inputs, Function<String, JsonNode> embed) {
        if (!inputs.isArray()) {
            return embed.apply(Keywords.text(inputs));
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(embed.apply(Keywords.text(input))));
        return batch;
    }

    private JsonNode sentence(String text, ModelWidth width) {
        return Json.vector(width.fit(model.text(text)));
    }

    private JsonNode tokens(String text, ModelWidth width, ServerFamily family) {
        ArrayNode tokens = Json.array();
        tokens.add(sentence(text, width));
        for (String word : text.trim().split("\\s+", -1)) {
            tokens.add(sentence(word, width));
        }
        tokens.add(sentence("", width));
        return family == ServerFamily.TOOLKIT ? Json.array().add(tokens) : tokens;
    }
}
