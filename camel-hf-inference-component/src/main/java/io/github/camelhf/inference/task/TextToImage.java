package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.MediaKind;
import io.github.camelhf.inference.answer.MediaReader;
import io.github.camelhf.inference.transport.WireBody;
import java.util.List;

/**
 * A picture of what a text says. Asks {@code {"inputs": "text", "parameters": {"width": 512, "height": 512, "seed": 7}}}; answers the
 * picture's bytes, and some servers base64 in JSON (see {@link MediaReader}). Sources: recorded answers, both official clients and the
 * Hub's task schema, read 2026-11-20.
 */
final class TextToImage implements TaskCodec {

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
        return JsonBody.ofTexts(request, request.parameters());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        return List.of(MediaReader.ofJson(MediaKind.PICTURE, answer));
    }
}
