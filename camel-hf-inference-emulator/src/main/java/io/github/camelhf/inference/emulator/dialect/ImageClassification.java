package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Task {@code image-classification}: the model's fixed classes, best first, five unless {@code top_k} says otherwise.
 * {@code function_to_apply} is {@code softmax} (default), {@code sigmoid} or {@code none} (raw logits). Parameters become
 * the arguments of a Python method, so that an unknown one is refused, and {@code top_k} is the end of a slice: 0 is none
 * and -1 all but the last. Source: transformers, {@code image_classification.py}, read 2026-11-26.
 */
final class ImageClassification implements PipelineAnswer {
    private static final int DEFAULT_TOP_K = 5;
    private static final Keywords PARAMETERS = new Keywords(
            "ImageClassificationPipeline._sanitize_parameters", Set.of("top_k", "function_to_apply", "timeout"));

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

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
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
        return scores.bestFirst(topK < 0 ? Math.max(0, classes.size() + topK) : topK);
    }

    private static int topK(ObjectNode parameters) {
        JsonNode topK = parameters.get("top_k");
        if (topK == null || topK.isNull()) {
            return DEFAULT_TOP_K;
        }
        if (!topK.isNumber()) {
            throw new RefusedException(
                    "'>' not supported between instances of '" + Json.pythonName(topK) + "' and 'int'");
        }
        if (!topK.isIntegralNumber()) {
            throw new RefusedException("slice indices must be integers or None or have an __index__ method");
        }
        return topK.asInt();
    }

    private DoubleUnaryOperator activation(ObjectNode parameters) {
        JsonNode function = parameters.get("function_to_apply");
        if (function == null || function.isNull()) {
            return DoubleUnaryOperator.identity();
        }
        return switch (function.asText().toLowerCase(Locale.ROOT)) {
            case "softmax" -> DoubleUnaryOperator.identity();
            case "none" -> p -> Scores.logit(p, classes.size());
            case "sigmoid" -> p -> Scores.sigmoid(Scores.logit(p, classes.size()));
            default ->
                throw new RefusedException("'" + function.asText() + "' is not a valid ClassificationFunction, please "
                        + "select one of ['sigmoid', 'softmax', 'none']");
        };
    }
}
