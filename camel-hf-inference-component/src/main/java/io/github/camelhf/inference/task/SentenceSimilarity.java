package io.github.camelhf.inference.task;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.transport.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How alike each text is to one. Asks {@code {"inputs": {"source_sentence": "a", "sentences": ["b", "c"]}}}; answers {@code [0.9, 0.1]},
 * in the order of the sentences, from a container {@code {"similarities": [0.9, 0.1]}}. Text Embeddings Inference is asked in the same
 * way. Sources: recorded answers, both official clients, the Inference Toolkit's source and the embedding server's request types, read
 * 2026-11-20 and 2026-11-26.
 */
final class SentenceSimilarity implements TaskCodec {

    @Override
    public WireBody encode(InferenceRequest request) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("source_sentence", requireNonNull(request.question()));
        inputs.put("sentences", request.texts());
        return JsonBody.of(inputs, request.parameters());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        boolean named = answer instanceof Map<?, ?> fields && fields.containsKey("similarities");
        return List.of(RankingReader.inOrder(request, named ? ((Map<?, ?>) answer).get("similarities") : answer));
    }
}
