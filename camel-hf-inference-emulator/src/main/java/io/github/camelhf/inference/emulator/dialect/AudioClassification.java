package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Task {@code audio-classification}: how many of a recording's seconds are high, low or silent. Unknown parameters are passed over, as the
 * real pipeline does it. Source: transformers, {@code audio_classification.py}, read 2026-11-20.
 */
final class AudioClassification implements PipelineAnswer {

    private static final List<String> LABELS = List.of("high", "low", "silence");

    /** In hertz; what is lower is low. */
    private static final double MIDDLE = 400;

    private static final int TOP_K = 5;

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        List<Double> pitches = Tones.of(call, inputs, "audio-classification").pitches();
        double silent = share(pitches, Tones.NONE);
        double notHigh = share(pitches, MIDDLE);
        double[] scores = {1 - notHigh, notHigh - silent, silent};
        return new Scores(LABELS, scores).bestFirst(parameters.path("top_k").asInt(TOP_K));
    }

    private static double share(List<Double> pitches, double most) {
        long within = pitches.stream().filter(pitch -> pitch <= most).count();
        return pitches.isEmpty() ? 1 : (double) within / pitches.size();
    }
}
