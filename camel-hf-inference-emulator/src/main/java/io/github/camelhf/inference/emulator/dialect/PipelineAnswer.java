package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How one pipeline task answers. Thread-safe. */
@FunctionalInterface
interface PipelineAnswer {

    /**
     * The answer to one call.
     *
     * @param inputs     as the call has them: text, list, object, or binary for a raw body
     * @param parameters empty where the call has none
     * @throws RefusedException as the real server refuses what it does not take, in its words
     */
    JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters);

    /** The same as it goes over the wire; JSON, unless the task makes pictures or recordings. */
    default Answer answer(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        // After the inference, as the real servers do it: a bad Accept header wastes the work.
        return Answer.right(call, predict(call, inputs, parameters));
    }
}
