package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.ClassificationReader;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.transport.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels that the caller names. Asks {@code {"inputs": "<base64>", "parameters": {"candidate_labels": ["stone", "wood"]}}}, with
 * {@code "mode": "zero_shot"} for the four-mode endpoint; answers {@code [{"label": "stone", "score": 0.9}, …]}, for a list a
 * list of these, in any order. Raw bytes are no choice: the labels are required. Sources: the Hub's task schema, recorded answers
 * and the four-mode endpoint's documentation, read 2026-11-20.
 */
final class ZeroShot implements TaskCodec {

    @Override
    public WireBody encode(InferenceRequest request) {
        Map<String, Object> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put("candidate_labels", request.labels());
        return JsonBody.ofImages(request, Multimodal.withMode(request, "zero_shot", parameters));
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        List<Classifications> results = ClassificationReader.read(answer, request.itemCount(), "images");
        results.forEach(result -> ClassificationReader.requireLabels(result, request.labels()));
        return ClassificationReader.best(results, request.topK());
    }
}
