package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Task {@code text-classification}: counts the kind and the unkind words of a text, which is a demonstration and no opinion. The hosted
 * service answers {@code [[…]]} with up to five labels; a container answers the best label of each text, and all that {@code top_k}
 * asks for in a list of its own. Sources: recorded answers and transformers, {@code text_classification.py}, read 2026-11-20.
 */
final class TextClassification implements PipelineAnswer {

    private static final Set<String> KIND = Set.of(
            "good",
            "great",
            "fine",
            "nice",
            "love",
            "lovely",
            "like",
            "happy",
            "excellent",
            "beautiful",
            "best",
            "thanks",
            "well");
    private static final Set<String> UNKIND = Set.of(
            "bad",
            "awful",
            "poor",
            "hate",
            "ugly",
            "sad",
            "broken",
            "worst",
            "terrible",
            "late",
            "never",
            "wrong",
            "angry");
    private static final List<String> LABELS = List.of("POSITIVE", "NEGATIVE");

    private static final Keywords PARAMETERS = new Keywords(
            "TextClassificationPipeline._sanitize_parameters",
            Set.of("top_k", "function_to_apply", "truncation", "max_length", "padding"));

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        boolean container = call.family() == ServerFamily.TOOLKIT;
        boolean all = parameters.hasNonNull("top_k") || !container;
        int topK = parameters.hasNonNull("top_k") ? parameters.get("top_k").asInt() : all ? 2 : 1;
        ArrayNode answer = Json.array();
        if (!inputs.isArray()) {
            ArrayNode labels = labels(inputs, topK);
            return container ? labels : answer.add(labels);
        }
        inputs.forEach(input -> {
            ArrayNode labels = labels(input, topK);
            answer.add(all ? labels : labels.get(0));
        });
        return answer;
    }

    private static ArrayNode labels(JsonNode input, int topK) {
        double positive = positive(Keywords.text(input));
        return new Scores(LABELS, new double[] {positive, 1 - positive}).bestFirst(topK);
    }

    /** Both labels, best first; raw scores are those of which a softmax makes the others. */
    static ArrayNode labels(String text, boolean raw) {
        double positive = positive(text);
        double[] scores = {positive, 1 - positive};
        return new Scores(LABELS, raw ? new double[] {Math.log(scores[0]), Math.log(scores[1])} : scores)
                .bestFirst(LABELS.size());
    }

    private static double positive(String text) {
        List<String> words = Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\P{L}+", -1));
        long kind = words.stream().filter(KIND::contains).count();
        long unkind = words.stream().filter(UNKIND::contains).count();
        return (kind + 0.5) / (kind + unkind + 1);
    }
}
