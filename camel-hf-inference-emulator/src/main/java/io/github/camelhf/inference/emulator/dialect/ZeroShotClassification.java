package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Task {@code zero-shot-classification}: a label scores by how many of its words the text has, and a little by looks that both name. Not
 * an understanding. A container answers {@code {"sequence", "labels", "scores"}}, the hosted service {@code [{"label", "score"}]}; with
 * {@code multi_label} each score is a sigmoid of its own. Source: transformers, {@code zero_shot_classification.py}, read 2026-11-20.
 */
final class ZeroShotClassification implements PipelineAnswer {

    private static final Keywords PARAMETERS = new Keywords(
            "ZeroShotClassificationPipeline._sanitize_parameters",
            Set.of("candidate_labels", "hypothesis_template", "multi_label", "multi_class", "tokenizer_kwargs"));

    private static final double SHARPNESS = 4;

    private final DemonstrationModel model;

    ZeroShotClassification(DemonstrationModel model) {
        this.model = model;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        List<String> labels = labels(inputs, parameters);
        boolean many = parameters.path("multi_label").asBoolean();
        boolean container = call.family() == ServerFamily.TOOLKIT;
        if (!inputs.isArray()) {
            return answer(Keywords.text(inputs), labels, many, container);
        }
        ArrayNode answer = Json.array();
        inputs.forEach(input -> answer.add(answer(Keywords.text(input), labels, many, container)));
        return answer;
    }

    private static List<String> labels(JsonNode inputs, ObjectNode parameters) {
        JsonNode given = parameters.path("candidate_labels");
        if (given.isMissingNode() || given.isNull()) {
            throw new RefusedException("object of type 'NoneType' has no len()");
        }
        List<String> labels = ZeroShot.labels(given);
        if (labels.isEmpty() || (inputs.isArray() && inputs.isEmpty())) {
            throw new RefusedException("You must include at least one label and at least one sequence.");
        }
        String template = parameters.path("hypothesis_template").asText("This example is {}.");
        if (!template.contains("{}")) {
            throw new RefusedException("The provided hypothesis_template \"" + template
                    + "\" was not able to be formatted with the target labels. Make sure the passed template includes formatting"
                    + " syntax such as {} where the label should go.");
        }
        return labels;
    }

    private JsonNode answer(String text, List<String> labels, boolean many, boolean container) {
        Words words = Words.of(text);
        float[] vector = model.text(text);
        double[] logits = labels.stream()
                .mapToDouble(label ->
                        SHARPNESS * (Words.of(label).share(words) + model.cosine(vector, model.text(label)) / 4))
                .toArray();
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        Scores scores = new Scores(labels, logits)
                .map(logit -> many ? Scores.sigmoid(logit - SHARPNESS / 2) : Math.exp(logit) / sum);
        ArrayNode best = scores.bestFirst(labels.size());
        if (!container) {
            return best;
        }
        ObjectNode answer = Json.object().put("sequence", text);
        ArrayNode names = answer.putArray("labels");
        ArrayNode numbers = answer.putArray("scores");
        best.forEach(entry -> {
            names.add(entry.get("label"));
            numbers.add(entry.get("score"));
        });
        return answer;
    }
}
