package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Task {@code text-ranking}, which a container calls sentence ranking: a text scores by how many of the query's words it has. Takes
 * {@code {"query", "texts"}} and answers best first, or pairs and answers in their order. Source: the Inference Toolkit's sentence
 * ranking, read 2026-11-26.
 */
final class TextRanking implements PipelineAnswer {

    private static final Keywords PARAMETERS =
            new Keywords("SentenceRankingPipeline.__call__", Set.of("return_documents"));

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        if (inputs.isArray()) {
            ArrayNode scores = Json.array();
            inputs.forEach(pair -> scores.add(score(Words.of(Keywords.text(pair.path(0))), pair.path(1))));
            return Json.object().set("scores", scores);
        }
        if (!inputs.path("query").isTextual() || !inputs.path("texts").isArray()) {
            throw new RefusedException("Please provide either a list of `sentences` or `query` and `texts`");
        }
        Words query = Words.of(inputs.get("query").textValue());
        List<ObjectNode> ranked = new ArrayList<>();
        inputs.get("texts").forEach(text -> {
            ObjectNode entry = Json.object().put("index", ranked.size()).put("score", score(query, text));
            if (parameters.path("return_documents").asBoolean()) {
                entry.set("text", text);
            }
            ranked.add(entry);
        });
        ranked.sort(Comparator.comparingDouble(entry -> -entry.get("score").doubleValue()));
        return Json.array().addAll(ranked);
    }

    private static double score(Words query, JsonNode text) {
        return Scores.sigmoid(rawScore(query, Words.of(Keywords.text(text))));
    }

    /** Before it is made a share of 1: -3 for a text with none of the query's words, 3 for one with all. */
    static double rawScore(Words query, Words text) {
        return 6 * query.share(text) - 3;
    }
}
