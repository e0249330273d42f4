package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Task {@code fill-mask}: the word of a short list whose look is nearest to that of the rest of the text, which says nothing about
 * language. Several masks give a list for each, and sequences with the model's own marks. Source: transformers, {@code fill_mask.py},
 * read 2026-11-20.
 */
final class FillMask implements PipelineAnswer {

    private static final Keywords PARAMETERS =
            new Keywords("FillMaskPipeline._sanitize_parameters", Set.of("top_k", "targets", "tokenizer_kwargs"));

    private static final List<String> WORDS =
            List.of("hello", "red", "blue", "green", "wood", "stone", "sky", "night", "snow", "good", "new");

    private static final double SHARPNESS = 4;

    private final DemonstrationModel model;

    FillMask(DemonstrationModel model) {
        this.model = model;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        if (!inputs.isArray()) {
            return fill(call.model(), Keywords.text(inputs), parameters);
        }
        ArrayNode answer = Json.array();
        inputs.forEach(input -> answer.add(fill(call.model(), Keywords.text(input), parameters)));
        return answer.size() == 1 ? answer.get(0) : answer;
    }

    private ArrayNode fill(String modelId, String text, ObjectNode parameters) {
        String mask = modelId.toLowerCase(Locale.ROOT).contains("roberta") ? "<mask>" : "[MASK]";
        String[] parts = text.split(Pattern.quote(mask), -1);
        if (parts.length == 1) {
            throw new RefusedException("No mask_token (" + mask + ") found on the input");
        }
        List<String> words = targets(parameters);
        double[] scores = scores(String.join(" ", parts), words);
        List<Integer> best = IntStream.range(0, words.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(Keywords.number(parameters, "top_k", 5))
                .toList();
        ArrayNode gaps = Json.array();
        for (int gap = 1; gap < parts.length; gap++) {
            ArrayNode fillings = gaps.addArray();
            for (int i : best) {
                fillings.addObject()
                        .put("score", scores[i])
                        .put("token", 2000 + i)
                        .put("token_str", words.get(i))
                        .put("sequence", sequence(parts, gap, words.get(i), mask));
            }
        }
        return gaps.size() == 1 ? (ArrayNode) gaps.get(0) : gaps;
    }

    private static List<String> targets(ObjectNode parameters) {
        JsonNode targets = parameters.path("targets");
        if (targets.isTextual()) {
            return List.of(targets.textValue());
        }
        if (!targets.isArray()) {
            return WORDS;
        }
        if (targets.isEmpty()) {
            throw new RefusedException("At least one target must be provided when passed.");
        }
        List<String> words = new ArrayList<>();
        targets.forEach(target -> words.add(target.asText()));
        return words;
    }

    private double[] scores(String rest, List<String> words) {
        float[] vector = model.text(rest);
        double[] scores = words.stream()
                .mapToDouble(word -> Math.exp(SHARPNESS * model.cosine(vector, model.text(word))))
                .toArray();
        double sum =
                IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).sum();
        return IntStream.range(0, scores.length)
                .mapToDouble(i -> scores[i] / sum)
                .toArray();
    }

    /** Only where there is one mask does a tokenizer leave its own marks out. */
    private static String sequence(String[] parts, int gap, String word, String mask) {
        StringBuilder sequence = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            sequence.append(i == gap ? word : mask).append(parts[i]);
        }
        return parts.length == 2 ? sequence.toString() : "[CLS] " + sequence + " [SEP]";
    }
}
