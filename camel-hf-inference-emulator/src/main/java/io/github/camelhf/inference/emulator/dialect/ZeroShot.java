package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * Task {@code zero-shot-image-classification}: {@code inputs} is an image, {@code {"image": ...}} or a list; the labels
 * are a list or one comma-separated string. Scores are a softmax; for ids with "siglip" each score is a sigmoid of its
 * own, so they do not sum to 1.
 */
final class ZeroShot implements PipelineAnswer {
    private final DemonstrationModel model;
    private final Pictures pictures;

    ZeroShot(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        List<String> labels = labels(parameters.path("candidate_labels"));
        if (labels.isEmpty()) {
            throw new RefusedException("'candidate_labels' is a required field");
        }
        checkTemplate(parameters);
        boolean sigmoid = call.model().toLowerCase(Locale.ROOT).contains("siglip");
        List<float[]> vectors = labels.stream().map(model::text).toList();
        if (!inputs.isArray()) {
            return classify(inputs, labels, vectors, sigmoid);
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(classify(input, labels, vectors, sigmoid)));
        return batch;
    }

    private ArrayNode classify(JsonNode input, List<String> labels, List<float[]> vectors, boolean sigmoid) {
        JsonNode image = input.isObject() ? input.path("image") : input;
        Scores scores = new Scores(labels, model.zeroShot(pictures.inPipeline(image), vectors));
        if (sigmoid) {
            scores = scores.map(p -> Scores.sigmoid(Scores.logit(p, labels.size())));
        }
        return scores.bestFirst(labels.size());
    }

    /** Candidate labels as the servers read them: a list of strings, or one string split at its commas. */
    static List<String> labels(JsonNode node) {
        if (node.isTextual()) {
            return Arrays.stream(node.textValue().split(",", -1))
                    .map(String::trim)
                    .filter(label -> !label.isEmpty())
                    .toList();
        }
        return StreamSupport.stream(node.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static void checkTemplate(ObjectNode parameters) {
        JsonNode template = parameters.get("hypothesis_template");
        // The demonstration model looks for known words only, so a template changes nothing; its type still matters.
        if (template != null && !template.isTextual()) {
            throw new RefusedException("hypothesis_template must be a string, got " + Json.pythonClass(template));
        }
    }
}
