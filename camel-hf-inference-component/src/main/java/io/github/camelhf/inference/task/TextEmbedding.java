package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.CountedResults;
import io.github.camelhf.inference.answer.Numbers;
import io.github.camelhf.inference.answer.TokenUsage;
import io.github.camelhf.inference.answer.VectorReader;
import io.github.camelhf.inference.transport.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A vector for a text. A pipeline and Text Embeddings Inference are asked with their parameters at top level,
 * {@code {"inputs": "text", "normalize": true}}, the four-mode endpoint with
 * {@code {"inputs": ["text"], "parameters": {"mode": "text_embedding"}}}, OpenAI-style servers with
 * {@code {"input": "text", "model": "…", "encoding_format": "float"}}; the answers are those of {@link VectorReader}. Sources: both
 * official clients, the embedding server's interface description and request types, a recorded OpenAI-style answer and the four-mode
 * endpoint's documentation, read 2026-11-20 and 2026-11-26.
 */
final class TextEmbedding implements TaskCodec {

    private static final String ENCODING = "encoding_format";
    private static final String FLOAT = "float";

    @Override
    public WireBody encode(InferenceRequest request) {
        Object texts = request.list() ? request.texts() : request.texts().get(0);
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (request.dialect()) {
            case PIPELINE, TEI -> {
                fields.putAll(request.parameters());
                fields.put("inputs", texts);
            }
            case MULTIMODAL -> {
                fields.put("inputs", texts);
                fields.put("parameters", Multimodal.withMode(request, "text_embedding", request.parameters()));
            }
            case OPENAI -> {
                fields.put("input", texts);
                if (request.model() != null) {
                    fields.put("model", request.model());
                }
                fields.put(ENCODING, FLOAT);
                fields.putAll(request.parameters());
            }
        }
        return JsonBody.of(fields);
    }

    @Override
    public void check(Dialect dialect, Map<String, Object> parameters) {
        TaskCodec.super.check(dialect, parameters);
        if (dialect != Dialect.OPENAI) {
            return;
        }
        if (parameters.containsKey("input") || parameters.containsKey("model")) {
            throw new IllegalArgumentException("parameters.input and parameters.model: leave them out; the body of the"
                    + " message holds the text, and the option model names the model");
        }
        Object encoding = parameters.getOrDefault(ENCODING, FLOAT);
        if (!encoding.equals(FLOAT) && !encoding.equals("base64")) {
            throw new IllegalArgumentException(
                    "parameters.encoding_format=" + encoding + " is unknown; allowed are base64, float");
        }
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
        List<?> vectors = VectorReader.read(answer, request.itemCount(), "a sentence-transformers model");
        Integer tokens = request.dialect() == Dialect.OPENAI ? TokenUsage.prompt(answer) : null;
        return tokens == null ? vectors : new CountedResults(vectors, tokens);
    }
}
