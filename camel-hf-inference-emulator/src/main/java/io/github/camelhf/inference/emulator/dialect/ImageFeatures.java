package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Task {@code image-feature-extraction}: {@code [1][197][D]} hidden states, or {@code [1][D]} with {@code "pool": true};
 * a list of images gives a list of such answers. No public recording of this task exists: the shapes are read from
 * the toolkit's source, 2026-11-20.
 */
final class ImageFeatures implements PipelineAnswer {
    /** A class token and 14 x 14 patches, as a ViT with 16-pixel patches has them at 224 pixels. */
    private static final int TOKENS = 197;

    private final Pictures pictures;

    ImageFeatures(Pictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        boolean pool = parameters.path("pool").asBoolean(false);
        if (!inputs.isArray()) {
            return features(call.model(), inputs, pool);
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(features(call.model(), input, pool)));
        return batch;
    }

    private JsonNode features(String modelId, JsonNode input, boolean pool) {
        float[] image = ModelWidth.of(modelId).fit(pictures.inPipeline(input));
        if (pool) {
            return Json.array().add(Json.vector(image));
        }
        ArrayNode states = Json.array();
        for (int token = 0; token < TOKENS; token++) {
            states.add(Json.vector(rotate(image, token)));
        }
        return Json.array().add(states);
    }

    private static float[] rotate(float[] vector, int by) {
        float[] rotated = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            rotated[(i + by) % vector.length] = vector[i];
        }
        return rotated;
    }
}
