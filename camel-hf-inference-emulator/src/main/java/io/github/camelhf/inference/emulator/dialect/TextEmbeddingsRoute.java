package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** One path of text-embeddings-inference. */
interface TextEmbeddingsRoute {

    /**
     * The answer to a body.
     *
     * @throws TextEmbeddingsException for what the server refuses once it has read the body
     * @throws RefusedException for a body of another type
     */
    JsonNode answer(JsonNode body);

    /** The form of its errors. */
    default Answer error(TextEmbeddingsException refused) {
        return Answer.json(
                refused.status(),
                Json.text("error", String.valueOf(refused.getMessage())).put("error_type", refused.type()));
    }
}
