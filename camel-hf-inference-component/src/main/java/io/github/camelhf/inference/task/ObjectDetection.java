package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.DetectionReader;
import java.util.List;

/**
 * Things in a picture that the model knows, and where they are. Asks {@code <picture bytes>}, or, when there are parameters or
 * several pictures, {@code {"inputs": "<base64>", "parameters": {"threshold": 0.9}}}; answers
 * {@code [{"label": "cat", "score": 0.99, "box": {"xmin": 20, "ymin": 47, "xmax": 329, "ymax": 186}}, …]}, for a list a list of
 * these. Sources: the Hub's task schema, recorded answers and transformers' {@code object_detection.py}, read 2026-11-26.
 */
final class ObjectDetection implements PlacesCodec {

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        return DetectionReader.read(answer, request.images());
    }
}
