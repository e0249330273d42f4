package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.MediaAnswer;
import io.github.camelhf.inference.answer.MediaKind;
import io.github.camelhf.inference.answer.MediaReader;
import io.github.camelhf.inference.answer.Numbers;
import io.github.camelhf.inference.answer.Waveform;
import io.github.camelhf.inference.transport.WireBody;
import java.util.List;
import java.util.Map;

/**
 * A text read aloud. Asks {@code {"inputs": "text"}}; the hosted service answers the recording's bytes, a container the samples as numbers,
 * {@code {"audio": [[0.01, …]], "sampling_rate": 16000}}, of which a WAV file is made here. Sources: recorded answers, and for the
 * container its serializers, which know no recordings, and transformers' {@code text_to_audio.py}, read 2026-11-26.
 */
final class TextToSpeech implements TaskCodec {

    @Override
    public MediaKind media() {
        return MediaKind.SOUND;
    }

    @Override
    public boolean joins(Dialect dialect) {
        return false;
    }

    @Override
    public Numbers numbers(int expected) {
        return new Numbers.Floats(expected);
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        return JsonBody.ofTexts(request, request.parameters());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        Object only = answer instanceof List<?> list && list.size() == 1 ? list.get(0) : answer;
        if (only instanceof Map<?, ?> fields
                && fields.get("sampling_rate") instanceof Double rate
                && !(fields.get("audio") instanceof String)) {
            return List.of(new MediaAnswer(Waveform.wav(fields.get("audio"), rate), "audio/wav"));
        }
        return List.of(MediaReader.ofJson(MediaKind.SOUND, answer));
    }
}
