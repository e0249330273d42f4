package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Task {@code text-to-speech}: a tone of a second for each word, the higher the longer the word. The hosted service answers a recording,
 * here a WAV file where the recorded ones are FLAC; a container, which writes no recordings, answers the samples as numbers. Sources: recorded
 * answers, the toolkit's serializers and transformers' {@code text_to_audio.py}, read 2026-11-26.
 */
final class TextToSpeech implements PipelineAnswer {

    private static final Keywords PARAMETERS = new Keywords(
            "TextToAudioPipeline._sanitize_parameters",
            Set.of("preprocess_params", "forward_params", "generate_kwargs", "generation_parameters"));

    private static final int RATE = 8000;
    private static final int LOUDNESS = 8000;
    private static final double CONCERT_A = 440;
    private static final int OCTAVE = 12;
    private static final int MOST_WORDS = 10_000;

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        ObjectNode answer = Json.object();
        ArrayNode samples = answer.putArray("audio").addArray();
        for (short sample : samples(inputs, parameters)) {
            samples.add(sample / (float) Short.MAX_VALUE);
        }
        return answer.put("sampling_rate", RATE);
    }

    @Override
    public Answer answer(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        String type = call.family().soundType(call.accept());
        return type.equals(Answer.JSON)
                ? Answer.right(call, predict(call, inputs, parameters))
                : new Answer(200, type, wav(samples(inputs, parameters)));
    }

    private static short[] samples(JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        List<Words.Word> words = Words.of(Keywords.text(inputs)).all();
        if (words.size() > MOST_WORDS) {
            throw new RefusedException("CUDA out of memory.");
        }
        short[] samples = new short[RATE * words.size()];
        for (int i = 0; i < samples.length; i++) {
            int letters = words.get(i / RATE).text().length();
            double pitch = CONCERT_A * Math.pow(2, (letters - 1.0) % OCTAVE / OCTAVE);
            samples[i] = (short) (LOUDNESS * Math.sin(2 * Math.PI * pitch * (i % RATE + 0.5) / RATE));
        }
        return samples;
    }

    private static byte[] wav(short[] samples) {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(wav.capacity() - 8).put(ascii("WAVEfmt ")).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(2 * samples.length);
        for (short sample : samples) {
            wav.putShort(sample);
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
