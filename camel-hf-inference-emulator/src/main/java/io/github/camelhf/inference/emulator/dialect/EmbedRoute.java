package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.List;

/** {@code POST /embed}: {@code [n][D]}, also for one text; vectors have length 1 unless {@code normalize} is false. */
final class EmbedRoute implements TextEmbeddingsRoute {
    /** Vectors as a model makes them have no special length; any but 1 shows that they were not normalised. */
    private static final float RAW_LENGTH = 8;

    private final DemonstrationModel model;

    EmbedRoute(DemonstrationModel model) {
        this.model = model;
    }

    @Override
    public JsonNode answer(JsonNode body) {
        TypedFields fields = TypedFields.of(body, "EmbedRequest");
        List<String> texts = fields.input("inputs");
        boolean normalize = fields.flag("normalize", true);
        int dimensions = fields.count("dimensions", DemonstrationModel.DIMENSIONS);
        if (texts.isEmpty()) {
            throw TextEmbeddingsException.empty("`inputs` cannot be empty");
        }
        TextEmbeddingsLimits.items(texts.size());
        TextEmbeddingsLimits.texts(texts, fields);
        TextEmbeddingsLimits.noPrompt(fields);
        ArrayNode vectors = Json.array();
        texts.forEach(text -> vectors.add(Json.vector(vector(text, dimensions, normalize))));
        return vectors;
    }

    float[] vector(String text, int dimensions, boolean normalize) {
        if (dimensions == 0) {
            throw TextEmbeddingsException.validation("Input validation error: `dimensions` should be positive");
        }
        if (dimensions > DemonstrationModel.DIMENSIONS) {
            throw TextEmbeddingsException.validation(
                    "Input validation error: `dimensions` should be smaller than the maximum embedding dimension.");
        }
        float[] whole = model.text(text);
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            squares += (double) whole[i] * whole[i];
        }
        double scale = normalize ? 1 / Math.max(Math.sqrt(squares), 1e-12) : RAW_LENGTH;
        float[] scaled = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            scaled[i] = (float) (whole[i] * scale);
        }
        return scaled;
    }
}
