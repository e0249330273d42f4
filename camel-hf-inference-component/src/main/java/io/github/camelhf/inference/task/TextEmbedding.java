package io.github.camelhf.inference.task;

import io.github.camelhf.inference.transport.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A vector for a text. A pipeline is asked with its parameters at top level, {@code {"inputs": "text", "normalize": true}}, the
 * four-mode endpoint with {@code {"inputs": ["text"], "parameters": {"mode": "text_embedding"}}}; the answers are those of
 * {@link VectorReader}. Sources: both official clients, the embedding server's interface description and the four-mode endpoint's
 * documentation, read 2026-11-20.
 */
final class TextEmbedding implements TaskCodec {

    @Override
    public WireBody encode(InferenceRequest request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (request.dialect() == Dialect.PIPELINE) {
            fields.putAll(request.parameters());
        }
        fields.put("inputs", request.list() ? request.texts() : request.texts().get(0));
        if (request.dialect() == Dialect.MULTIMODAL) {
            fields.put("parameters", Multimodal.withMode(request, "text_embedding", request.parameters()));
        }
        return JsonBody.of(fields);
    }

    @Override
    public boolean joins(Dialect dialect) {
        return true;
    }

    @Override
    public Numbers numbers(int expected) {
        return new Numbers.Floats(expected);
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        return VectorReader.read(answer, request.itemCount(), "a sentence-transformers model");
    }
}
