package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.ClassificationReader;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.transport.WireBody;
import java.util.List;
import java.util.Map;

/**
 * Labels that the model knows. Asks {@code <picture bytes>} with the picture's media type, or, when there are parameters or
 * several pictures, {@code {"inputs": "<base64>", "parameters": {"top_k": 3}}}; answers
 * {@code [{"label": "cheetah", "score": 0.99}, …]}, for a list a list of these. Without {@code top_k} the servers give five.
 * Source: the Hub's task schema and recorded answers, read 2026-11-20.
 */
final class ImageClassification implements TaskCodec {

    @Override
    public WireBody encode(InferenceRequest request) {
        return imageOrJson(request, request.parametersWithTopK());
    }

    /** The cheapest form that says it all: raw bytes cannot carry parameters. */
    static WireBody imageOrJson(InferenceRequest request, Map<String, Object> parameters) {
        boolean plain = parameters.isEmpty() && !request.list();
        return plain && request.images().get(0) instanceof Image.Picture picture
                ? WireBody.raw(picture.content(), picture.mediaType())
                : JsonBody.ofImages(request, parameters);
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        // Not every server heeds top_k.
        return ClassificationReader.best(
                ClassificationReader.read(answer, request.itemCount(), "images"), request.topK());
    }
}
