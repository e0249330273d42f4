package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.ClassificationReader;
import io.github.camelhf.inference.answer.Numbers;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.transport.WireBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels that the caller names, for a text. Asks {@code {"inputs": "text", "parameters": {"candidate_labels": ["refund", "faq"]}}}, for
 * a list with all texts in {@code inputs}; answers {@code {"sequence": "text", "labels": ["refund", …], "scores": [0.9, …]}} or, from
 * today's hosted service, {@code [{"label": "refund", "score": 0.9}, …]}; for a list, a list of one of the two. Sources: recorded answers,
 * the Hub's task schema and transformers' {@code zero_shot_classification.py}, read 2026-11-20.
 */
final class ZeroShotClassification implements TaskCodec {

    @Override
    public boolean joins(Dialect dialect) {
        return true;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        Map<String, Object> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put("candidate_labels", request.labels());
        return JsonBody.ofTexts(request, parameters);
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        Object entries = isOfSequence(answer) ? entries((Map<?, ?>) answer) : answer;
        if (entries instanceof List<?> list && !list.isEmpty() && isOfSequence(list.get(0))) {
            entries = list.stream()
                    .map(text -> isOfSequence(text) ? entries((Map<?, ?>) text) : text)
                    .toList();
        }
        List<Classifications> results = ClassificationReader.read(entries, request.itemCount(), "texts");
        results.forEach(result -> ClassificationReader.requireLabels(result, request.labels()));
        return ClassificationReader.best(results, request.topK());
    }

    private static boolean isOfSequence(Object answer) {
        return answer instanceof Map<?, ?> fields && fields.containsKey("labels");
    }

    /** Two lists of the same length become one. */
    private static List<Map<String, Object>> entries(Map<?, ?> sequence) {
        Object labels = sequence.get("labels");
        Object scores = sequence.get("scores");
        if (!(labels instanceof List<?> names)
                || !(scores instanceof Numbers.Doubles numbers)
                || numbers.size() != names.size()) {
            throw new UnexpectedAnswerException(
                    "expected labels and as many scores, got labels: " + shape(labels) + ", scores: " + shape(scores));
        }
        List<Double> values = numbers.toList();
        List<Map<String, Object>> entries = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            entries.add(Map.of("label", names.get(i), "score", values.get(i)));
        }
        return entries;
    }

    private static String shape(@Nullable Object value) {
        return value == null ? "none" : Shape.of(value);
    }
}
