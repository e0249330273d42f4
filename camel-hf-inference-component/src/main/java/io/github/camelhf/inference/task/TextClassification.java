package io.github.camelhf.inference.task;

import io.github.camelhf.inference.transport.WireBody;
import java.util.List;
import java.util.Map;

/**
 * Labels for a text, such as its sentiment. Asks {@code {"inputs": "text", "parameters": {"top_k": 3}}}, for a list with all texts in
 * {@code inputs}; answers {@code [[{"label": "POSITIVE", "score": 0.9}, …]]} or, from a container, the same without the outer list. For a
 * list without {@code top_k} a container names one label a text, {@code [{…}, {…}]}. Sources: recorded answers, both official clients
 * and transformers' {@code text_classification.py}, read 2026-11-20.
 */
final class TextClassification implements TaskCodec {

    @Override
    public boolean joins(Dialect dialect) {
        return true;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        return JsonBody.ofTexts(request, request.parametersWithTopK());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        int count = request.itemCount();
        boolean oneLabelEach =
                count > 1 && answer instanceof List<?> list && list.size() == count && list.get(0) instanceof Map;
        Object nested = oneLabelEach ? ((List<?>) answer).stream().map(List::of).toList() : answer;
        return ClassificationReader.best(ClassificationReader.read(nested, count, "texts"), request.topK());
    }
}
