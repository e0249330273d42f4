package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /predict}: all labels, best first. A text, a list of one and a list of two, which is a pair, get one list of labels; a list
 * of such lists gets one for each. Source: the router's request types, read 2026-11-26.
 */
final class PredictRoute implements TextEmbeddingsRoute {
    private static final String EXPECTED =
            "a string, a pair of strings [string, string] or a batch of mixed strings and pairs"
                    + " [[string], [string, string], ...]";

    @Override
    public JsonNode answer(JsonNode body) {
        TypedFields fields = TypedFields.of(body, "PredictRequest");
        JsonNode inputs = fields.required("inputs");
        boolean raw = fields.flag("raw_scores", false);
        boolean batch = inputs.isArray() && inputs.path(0).isArray();
        List<String> texts = new ArrayList<>();
        if (batch) {
            inputs.forEach(input -> texts.add(sequence(input)));
            TextEmbeddingsLimits.items(texts.size());
        } else {
            texts.add(inputs.isTextual() ? inputs.textValue() : sequence(inputs));
        }
        TextEmbeddingsLimits.texts(texts, fields);
        ArrayNode answers = Json.array();
        texts.forEach(text -> answers.add(TextClassification.labels(text, raw)));
        return batch ? answers : answers.get(0);
    }

    /** One text, or two, which the model sees as one. */
    private static String sequence(JsonNode list) {
        boolean texts = list.isArray() && (list.size() == 1 || list.size() == 2);
        for (JsonNode text : list) {
            texts &= text.isTextual();
        }
        if (!texts) {
            throw new RefusedException("inputs: invalid " + (list.isArray() ? "length " + list.size() : "type")
                    + ", expected " + EXPECTED);
        }
        return list.size() == 1
                ? list.get(0).textValue()
                : list.get(0).textValue() + " " + list.get(1).textValue();
    }
}
