package io.github.camelhf.inference.task;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.transport.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well each text answers a query. Asks {@code {"inputs": {"query": "q", "texts": ["a", "b"]}}}; answers
 * {@code [{"index": 1, "score": 0.9}, …]}, best first, each with its {@code text} where that was asked for, or
 * {@code {"scores": [0.1, 0.9]}} in the order of the texts. Text Embeddings Inference takes all fields at top level,
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

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        if (answer instanceof List<?> entries && !entries.isEmpty()) {
            return List.of(RankingReader.byIndex(request, entries));
        }
        boolean named = answer instanceof Map<?, ?> fields && fields.containsKey("scores");
        return List.of(RankingReader.inOrder(request, named ? ((Map<?, ?>) answer).get("scores") : answer));
    }
}
