package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;

/**
 * Task {@code sentence-similarity}: cosines of the demonstration model's vectors, {@code [0.9, …]} from the hosted service,
 * {@code {"similarities": […]}} from a container. Sources: recorded answers and the Inference Toolkit's source, read 2026-11-20.
 */
final class SentenceSimilarity implements PipelineAnswer {

    private final DemonstrationModel model;

    SentenceSimilarity(DemonstrationModel model) {
        this.model = model;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode given, ObjectNode parameters) {
        JsonNode inputs = call.fields(given, PipelineTask.SENTENCE_SIMILARITY);
        for (String field : new String[] {"source_sentence", "sentences"}) {
            if (!inputs.has(field)) {
                throw new RefusedException("Field required: received `" + field + "` in `parameters`");
            }
        }
        float[] source = model.text(Keywords.text(inputs.get("source_sentence")));
        ArrayNode cosines = Json.array();
        if (!inputs.get("sentences").isArray()) {
            throw new RefusedException("value is not a valid list: received `sentences` in `parameters`");
        }
        inputs.get("sentences")
                .forEach(sentence -> cosines.add(model.cosine(source, model.text(Keywords.text(sentence)))));
        return call.family() == ServerFamily.TOOLKIT ? Json.object().set("similarities", cosines) : cosines;
    }
}
