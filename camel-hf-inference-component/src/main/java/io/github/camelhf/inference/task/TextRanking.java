package io.github.camelhf.inference.task;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.transport.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well each text answers a query. Asks {@code {"inputs": {"query": "q", "texts": ["a", "b"]}}}; answers
 * {@code [{"index": 1, "score": 0.9}, …]}, best first, each with its {@code text} where that was asked for, or
 * {@code {"scores": [0.1, 0.9]}} in the order of the texts; some containers put the first into {@code scores}. Text Embeddings Inference takes all fields at top level,
 * {@code {"query": "q", "texts": ["a", "b"], "raw_scores": true}}, and gives the first of these answers. Sources: the Inference Toolkit's
 * sentence ranking and the embedding server's request types, read 2026-11-20 and 2026-11-26.
 */
final class TextRanking implements TaskCodec {

    @Override
    public WireBody encode(InferenceRequest request) {
        boolean flat = request.dialect() == Dialect.TEI;
        Map<String, Object> inputs = new LinkedHashMap<>(flat ? request.parameters() : Map.of());
        inputs.put("query", requireNonNull(request.question()));
        inputs.put("texts", request.texts());
        return flat ? JsonBody.of(inputs) : JsonBody.of(inputs, request.parameters());
    }

    /** Containers refuse what their ranking does not know, the embedding server passes over it; others would leave texts out. */
    @Override
    public void check(Dialect dialect, Map<String, Object> parameters) {
        TaskCodec.super.check(dialect, parameters);
        for (String count : List.of("top_n", "top_k")) {
            if (parameters.containsKey(count)) {
                throw new IllegalArgumentException("parameters." + count
                        + ": each text is to have its score, and no known server ranks fewer; leave it out, and set topK="
                        + parameters.get(count) + " for the best of them");
            }
        }
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        boolean named = answer instanceof Map<?, ?> fields && fields.containsKey("scores");
        Object scores = named ? ((Map<?, ?>) answer).get("scores") : answer;
        return List.of(
                scores instanceof List<?> entries && !entries.isEmpty()
                        ? RankingReader.byIndex(request, entries)
                        : RankingReader.inOrder(request, scores));
    }
}
