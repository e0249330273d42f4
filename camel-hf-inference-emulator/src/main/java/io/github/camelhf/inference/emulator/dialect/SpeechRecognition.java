package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Task {@code automatic-speech-recognition}: writes down the notes of a recording, such as "A4 C5", one for each stretch of seconds, as
 * one who hears tones and no words. The last chunk has no end. Source: transformers, {@code automatic_speech_recognition.py}, read
 * 2026-11-20.
 */
final class SpeechRecognition implements PipelineAnswer {

    private static final Keywords PARAMETERS = new Keywords(
            "AutomaticSpeechRecognitionPipeline._sanitize_parameters",
            Set.of(
                    "chunk_length_s",
                    "stride_length_s",
                    "ignore_warning",
                    "decoder_kwargs",
                    "return_timestamps",
                    "return_language",
                    "generate_kwargs",
                    "max_new_tokens"));

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        JsonNode timestamps = parameters.path("return_timestamps");
        boolean letters = call.model().toLowerCase(Locale.ROOT).contains("wav2vec2");
        if (letters && timestamps.asBoolean(false)) {
            throw new RefusedException(
                    "CTC can either predict character level timestamps, or word level timestamps. Set"
                            + " `return_timestamps='char'` or `return_timestamps='word'` as required.");
        }
        List<Double> pitches =
                Tones.of(call, inputs, "automatic-speech-recognition").pitches();
        ArrayNode chunks = chunks(pitches);
        ObjectNode answer = Json.text("text", String.join(" ", chunks.findValuesAsText("text")));
        if (timestamps.asBoolean(false) || timestamps.isTextual()) {
            answer.set("chunks", chunks);
        }
        return answer;
    }

    private static ArrayNode chunks(List<Double> pitches) {
        ArrayNode chunks = Json.array();
        int start = 0;
        for (int second = 1; second <= pitches.size(); second++) {
            boolean last = second == pitches.size();
            String note = Tones.name(pitches.get(start));
            if (last || !Tones.name(pitches.get(second)).equals(note)) {
                ArrayNode times = chunks.addObject().put("text", note).putArray("timestamp");
                times.add((double) start);
                if (last) {
                    times.addNull();
                } else {
                    times.add((double) second);
                }
                start = second;
            }
        }
        return chunks;
    }
}
