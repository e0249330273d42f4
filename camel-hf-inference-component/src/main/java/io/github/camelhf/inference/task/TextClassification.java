package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.ClassificationReader;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels for a text, such as its sentiment. Asks {@code {"inputs": "text", "parameters": {"top_k": 3}}}, for a list with all texts in
 * {@code inputs}; answers {@code [[{"label": "POSITIVE", "score": 0.9}, …]]} or, from a container, the same without the outer list. For a
 * list without {@code top_k} a container names one label a text, {@code [{…}, {…}]}.
 *
 * <p>Text Embeddings Inference takes its parameters at top level, two texts in a list for a pair, and so each text of a list in a list
 * of its own, {@code {"inputs": [["text"], ["other"]]}}; it answers with all labels, nested as it was asked. Sources: recorded answers,
 * both official clients, transformers' {@code text_classification.py} and the embedding server's request types, read 2026-11-20 and
 * 2026-11-26.
 */
final class TextClassification implements TaskCodec {

    @Override
    public boolean joins(Dialect dialect) {
        return true;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        if (request.dialect() != Dialect.TEI) {
            return JsonBody.ofTexts(request, request.parametersWithTopK());
        }
        List<List<String>> batch = request.texts().stream().map(List::of).toList();
        Map<String, Object> fields = new LinkedHashMap<>(request.parameters());
        fields.put("inputs", request.list() ? batch : request.texts().get(0));
        return JsonBody.of(fields);
    }

    /** What another server takes for two texts is a pair there, whose labels would look like those of the texts. */
    @Override
    public void checkServer(InferenceRequest request, WireResponse response) {
        if (request.dialect() == Dialect.PIPELINE
                && request.itemCount() > 1
                && response.isOfTextEmbeddingsInference()) {
            throw new UnexpectedAnswerException(
                    "the server is Text Embeddings Inference, which takes a list of texts for a pair: set api=tei");
        }
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        int count = request.itemCount();
        boolean oneLabelEach = request.dialect() == Dialect.PIPELINE
                && count > 1
                && answer instanceof List<?> list
                && list.size() == count
                && list.get(0) instanceof Map;
        Object nested = oneLabelEach ? ((List<?>) answer).stream().map(List::of).toList() : answer;
        return ClassificationReader.best(ClassificationReader.read(nested, count, "texts"), request.topK());
    }
}
