package io.github.camelhf.inference.task;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.answer.ClassificationReader;
import io.github.camelhf.inference.transport.WireBody;
import java.util.List;

/**
 * Labels for a recording, such as its speaker's mood. Asks {@code <recording's bytes>}, or, when there are parameters,
 * {@code {"inputs": "<base64>", "parameters": {"top_k": 2}}}; answers {@code [{"label": "neu", "score": 0.6}, …]}. Sources: recorded
 * answers, the Hub's task schema and transformers' {@code audio_classification.py}, read 2026-11-20.
 */
final class AudioClassification implements TaskCodec {

    @Override
    public boolean joins(Dialect dialect) {
        return false;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        return JsonBody.ofSound(requireNonNull(request.sound()), request.parametersWithTopK());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        return ClassificationReader.best(ClassificationReader.read(answer, 1, "recordings"), request.topK());
    }
}
