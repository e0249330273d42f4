package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.Numbers;
import io.github.camelhf.inference.answer.VectorReader;
import io.github.camelhf.inference.transport.WireBody;
import java.util.List;
import java.util.Map;

/**
 * A vector for a picture. A pipeline is asked like {@link ImageClassification}, the four-mode endpoint with
 * {@code {"inputs": "<base64>", "parameters": {"mode": "image_embedding"}}}; the answers are those of {@link VectorReader}.
 * Source: the Inference Toolkit (task image-feature-extraction) and the four-mode endpoint's documentation, read 2026-11-20.
 */
final class ImageEmbedding implements TaskCodec {

    @Override
    public WireBody encode(InferenceRequest request) {
        Map<String, Object> parameters = Multimodal.withMode(request, "image_embedding", request.parameters());
        return ImageClassification.imageOrJson(request, parameters);
    }

    @Override
    public Numbers numbers(int expected) {
        return new Numbers.Floats(expected);
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        return VectorReader.read(answer, request.itemCount(), "parameters.pool=true");
    }
}
