package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Task {@code image-classification}: the model's fixed classes, best first, five unless {@code top_k} says otherwise.
 * {@code function_to_apply} is {@code softmax} (default), {@code sigmoid} or {@code none} (raw logits).
 */
final class ImageClassification {
    private static final int DEFAULT_TOP_K = 5;

    private final DemonstrationModel model;
    private final Pictures pictures;
    private final List<String> classes;
    private final List<float[]> classVectors;

    ImageClassification(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
        this.classes = List.copyOf(model.classes());
        this.classVectors = classes.stream().map(model::text).toList();
    }

    JsonNode predict(JsonNode inputs, ObjectNode parameters) {
        int topK = topK(parameters);
        DoubleUnaryOperator activation = activation(parameters);
        if (!inputs.isArray()) {
            return classify(inputs, topK, activation);
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(classify(input, topK, activation)));
        return batch;
    }

    private ArrayNode classify(JsonNode input, int topK, DoubleUnaryOperator activation) {
        double[] probabilities = model.zeroShot(pictures.inPipeline(input), classVectors);
        Scores scores = new Scores(classes, probabilities).map(activation);
        return scores.bestFirst(topK);
    }

    private static int topK(ObjectNode parameters) {
        JsonNode topK = parameters.get("top_k");
        if (topK == null || topK.isNull()) {
            return DEFAULT_TOP_K;
        }
        if (!topK.isIntegralNumber()) {
            throw new RefusedException(
                    "'>' not supported between instances of " + Json.pythonClass(topK) + " and 'int'");
        }
        if (topK.asInt() < 1) {
            throw new RefusedException("top_k must be at least 1, got " + topK.asInt());
        }
        return topK.asInt();
    }

    private DoubleUnaryOperator activation(ObjectNode parameters) {
        JsonNode function = parameters.get("function_to_apply");
        if (function == null || function.isNull()) {
            return DoubleUnaryOperator.identity();
        }
        return switch (function.asText()) {
            case "softmax" -> DoubleUnaryOperator.identity();
            case "none" -> p -> Scores.logit(p, classes.size());
            case "sigmoid" -> p -> Scores.sigmoid(Scores.logit(p, classes.size()));
            default ->
                throw new RefusedException("Unrecognized function_to_apply '" + function.asText()
                        + "', expected one of sigmoid, softmax, none");
        };
    }
}
