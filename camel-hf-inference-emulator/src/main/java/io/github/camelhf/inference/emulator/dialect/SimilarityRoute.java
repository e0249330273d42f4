package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /similarity}: cosines in the order of the sentences, which count together with the one that they are compared with. */
final class SimilarityRoute implements TextEmbeddingsRoute {
    private final DemonstrationModel model;

    SimilarityRoute(DemonstrationModel model) {
        this.model = model;
    }

    @Override
    public JsonNode answer(JsonNode body) {
        TypedFields request = TypedFields.of(body, "SimilarityRequest");
        TypedFields inputs = TypedFields.of(request.required("inputs"), "SimilarityInput");
        String source = inputs.text("source_sentence");
        List<String> sentences = inputs.texts("sentences");
        TypedFields parameters = body.hasNonNull("parameters")
                ? TypedFields.of(body.path("parameters"), "SimilarityParameters")
                : new TypedFields(Json.object());
        if (sentences.isEmpty()) {
            throw TextEmbeddingsException.empty("`inputs.sentences` cannot be empty");
        }
        List<String> all = new ArrayList<>(sentences);
        all.add(source);
        TextEmbeddingsLimits.items(all.size());
        TextEmbeddingsLimits.texts(all, parameters);
        TextEmbeddingsLimits.noPrompt(parameters);
        ArrayNode cosines = Json.array();
        sentences.forEach(sentence -> cosines.add((float) model.cosine(model.text(source), model.text(sentence))));
        return cosines;
    }
}
