package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code POST /rerank}: texts by how many words of the query they have, best first. */
final class RerankRoute implements TextEmbeddingsRoute {

    @Override
    public JsonNode answer(JsonNode body) {
        TypedFields fields = TypedFields.of(body, "RerankRequest");
        String query = fields.text("query");
        List<String> texts = fields.texts("texts");
        boolean raw = fields.flag("raw_scores", false);
        boolean withText = fields.flag("return_text", false);
        if (texts.isEmpty()) {
            throw TextEmbeddingsException.empty("`texts` cannot be empty");
        }
        TextEmbeddingsLimits.items(texts.size());
        TextEmbeddingsLimits.texts(texts, fields);
        List<ObjectNode> ranks = new ArrayList<>();
        for (String text : texts) {
            ObjectNode rank = Json.object().put("index", ranks.size());
            if (withText) {
                rank.put("text", text);
            }
            double score = TextRanking.rawScore(Words.of(query), Words.of(text));
            ranks.add(rank.put("score", (float) (raw ? score : Scores.sigmoid(score))));
        }
        ranks.sort(Comparator.comparingDouble(rank -> -rank.get("score").doubleValue()));
        return Json.array().addAll(ranks);
    }
}
