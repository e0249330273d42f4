package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.DetectionReader;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Detection;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.transport.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Things in a picture that the caller names, and where they are. Asks
 * {@code {"inputs": "<base64>", "parameters": {"candidate_labels": ["cat", "sofa"]}}}; answers
 * {@code [{"label": "cat", "score": 0.3, "box": {"xmin": 20, …}}, …]}. A list is asked as
 * {@code {"inputs": [{"image": "<base64>", "candidate_labels": […]}, …]}}, because of the labels of a plain list transformers gives each
 * picture one; it answers a list of lists. Sources: the Hub's task schema and transformers' {@code zero_shot_object_detection.py},
 * read 2026-11-26; no recorded answer is known.
 */
final class ZeroShotObjectDetection implements PlacesCodec {

    private static final String LABELS = "candidate_labels";

    @Override
    public WireBody encode(InferenceRequest request) {
        if (request.list()) {
            return JsonBody.ofImagesWith(request.images(), Map.of(LABELS, request.labels()), request.parameters());
        }
        Map<String, Object> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put(LABELS, request.labels());
        return JsonBody.ofImages(request, parameters);
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        List<Detections> results = DetectionReader.read(answer, request.images());
        for (Detections result : results) {
            for (Detection found : result) {
                if (!request.labels().contains(found.label())) {
                    throw new UnexpectedAnswerException(
                            "it names the label " + Shape.text(found.label()) + " which was not asked about");
                }
            }
        }
        return results;
    }
}
