package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.Painter;

/**
 * Task {@code image-to-image}: shades the picture in the first colour that the prompt names. Takes any parameter. Source: the Hub's task
 * schema, read 2026-11-20; no server's source or answer is known.
 */
final class ImageToImage implements PipelineAnswer {

    private final Pictures pictures;

    ImageToImage(Pictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        return made(inputs, parameters).base64();
    }

    @Override
    public Answer answer(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        return made(inputs, parameters).answer(call);
    }

    private MadePicture made(JsonNode inputs, ObjectNode parameters) {
        String prompt = parameters.path("prompt").asText("");
        return new MadePicture(pictures.inPipeline(inputs, encoded -> Painter.shade(encoded, prompt)));
    }
}
