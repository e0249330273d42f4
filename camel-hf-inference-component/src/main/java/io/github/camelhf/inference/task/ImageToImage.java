package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.MediaKind;
import io.github.camelhf.inference.answer.MediaReader;
import io.github.camelhf.inference.transport.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture made of a picture. Asks {@code {"inputs": "<base64>", "parameters": {"prompt": "…"}}}, or the picture's bytes where nothing
 * is said about it; answers as {@link TextToImage}. Sources: the Hub's task schema and both official clients, read 2026-11-20; there is
 * no recorded answer.
 */
final class ImageToImage implements TaskCodec {

    @Override
    public MediaKind media() {
        return MediaKind.PICTURE;
    }

    @Override
    public boolean joins(Dialect dialect) {
        return false;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (request.question() != null) {
            parameters.put("prompt", request.question());
        }
        parameters.putAll(request.parameters());
        return ImageClassification.imageOrJson(request, parameters);
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        return List.of(MediaReader.ofJson(MediaKind.PICTURE, answer));
    }
}
