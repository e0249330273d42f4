package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.ColourRegions.Region;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Task {@code visual-question-answering}: "how many" counts the areas that are no background, "is there" looks for a colour that the
 * question names, every other question is answered with the colours of the areas, by their share. Unknown parameters are passed over, as
 * the real pipeline does it. Source: transformers, {@code visual_question_answering.py}, read 2026-11-26.
 */
final class VisualQuestionAnswering implements PipelineAnswer {

    private static final int TOP_K = 5;

    private final DemonstrationModel model;
    private final Pictures pictures;

    VisualQuestionAnswering(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        int topK = parameters.path("top_k").asInt(TOP_K);
        if (!inputs.isArray()) {
            return answers(PictureQuestion.of(call, inputs), topK);
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(answers(PictureQuestion.of(call, input), topK)));
        return batch;
    }

    private ArrayNode answers(PictureQuestion asked, int topK) {
        List<Region> regions =
                pictures.inPipeline(asked.image(), model::regions).all();
        Map<String, Double> scores = scores(asked.question().toLowerCase(Locale.ROOT), regions);
        ArrayNode answers = Json.array();
        scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(topK)
                .forEach(answer ->
                        answers.addObject().put("score", answer.getValue()).put("answer", answer.getKey()));
        return answers;
    }

    private static Map<String, Double> scores(String question, List<Region> regions) {
        Map<String, Double> scores = new LinkedHashMap<>();
        List<Region> things =
                regions.stream().filter(region -> !region.background()).toList();
        if (question.contains("how many")) {
            scores.put(String.valueOf(things.size()), 0.9);
            scores.put(String.valueOf(things.size() + 1), 0.1);
        } else if (question.matches("(is|are) .*")) {
            boolean there = regions.stream().anyMatch(region -> question.contains(region.colour()));
            scores.put(there ? "yes" : "no", 0.9);
            scores.put(there ? "no" : "yes", 0.1);
        } else {
            (things.isEmpty() ? regions : things)
                    .forEach(region -> scores.merge(region.colour(), region.share(), Double::sum));
        }
        return scores;
    }
}
