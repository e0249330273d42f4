package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.ColourRegions.Region;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Task {@code document-question-answering}: cannot read, so that the colours of the areas stand for the words of a document, the largest
 * area first. An id with "donut" answers without score and place, as the real model does. Source: transformers,
 * {@code document_question_answering.py}, and recorded answers, read 2026-11-26.
 */
final class DocumentQuestionAnswering implements PipelineAnswer {

    private final DemonstrationModel model;
    private final Pictures pictures;

    DocumentQuestionAnswering(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        int topK = parameters.path("top_k").asInt(1);
        if (topK < 1) {
            throw new RefusedException("top_k parameter should be >= 1 (got " + topK + ")");
        }
        boolean donut = call.model().toLowerCase(Locale.ROOT).contains("donut");
        if (!inputs.isArray()) {
            return answers(PictureQuestion.of(call, inputs), topK, donut);
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(answers(PictureQuestion.of(call, input), topK, donut)));
        return batch;
    }

    private ArrayNode answers(PictureQuestion asked, int topK, boolean donut) {
        List<Region> words = pictures.inPipeline(asked.image(), model::regions).all();
        List<Region> best = words.stream()
                .sorted(Comparator.comparing(Region::background)
                        .thenComparing(Comparator.comparingDouble(Region::share).reversed()))
                .limit(donut ? 1 : topK)
                .toList();
        ArrayNode answers = Json.array();
        for (Region region : best) {
            ObjectNode answer = answers.addObject();
            if (!donut) {
                answer.put("score", region.share());
            }
            answer.put("answer", region.colour());
            if (!donut) {
                answer.put("start", words.indexOf(region)).put("end", words.indexOf(region));
            }
        }
        return answers;
    }
}
