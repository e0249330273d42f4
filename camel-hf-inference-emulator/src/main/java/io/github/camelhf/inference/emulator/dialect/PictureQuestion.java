package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A picture and a question about it, in the forms that clients send: {@code inputs} with both, which every server takes, or both beside
 * {@code inputs}, which the hosted service took and a container does not. Sources: recorded requests and transformers, read 2026-11-26.
 */
record PictureQuestion(JsonNode image, String question) {

    static PictureQuestion of(InferenceCall call, JsonNode inputs) {
        if (inputs.isObject()) {
            return new PictureQuestion(field(inputs, "image"), text(field(inputs, "question")));
        }
        JsonNode body = call.family() == ServerFamily.HOSTED ? call.data("image") : Json.object();
        if (body.has("question") && body.has("image")) {
            return new PictureQuestion(body.get("image"), text(body.get("question")));
        }
        throw new RefusedException(
                inputs.isBinary()
                        ? "'Image' object is not subscriptable"
                        : "string indices must be integers, not 'str'");
    }

    private static JsonNode field(JsonNode inputs, String name) {
        JsonNode value = inputs.get(name);
        if (value == null) {
            throw new RefusedException("'" + name + "'");
        }
        return value;
    }

    private static String text(JsonNode question) {
        if (!question.isTextual()) {
            throw new RefusedException("text input must be of type `str` (single example), `list[str]` (batch or single"
                    + " pretokenized example) or `list[list[str]]` (batch of pretokenized examples).");
        }
        return question.textValue();
    }
}
