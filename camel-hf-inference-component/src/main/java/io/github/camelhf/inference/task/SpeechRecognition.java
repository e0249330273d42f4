package io.github.camelhf.inference.task;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.answer.AnswerReader;
import io.github.camelhf.inference.answer.Numbers;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Chunk;
import io.github.camelhf.inference.result.Transcript;
import io.github.camelhf.inference.transport.WireBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is said in a recording. Asks {@code <recording's bytes>}, or, when there are parameters,
 * {@code {"inputs": "<base64>", "parameters": {"return_timestamps": true}}}, which a container reads as base64 only with parameters;
 * answers {@code {"text": "…", "chunks": [{"text": "…", "timestamp": [0.0, 1.5]}]}}, chunks only where timestamps were asked for, the
 * last one with null as its end, and one in which Whisper saw no time with two of them. Sources: recorded answers, the Hub's task schema and transformers'
 * {@code automatic_speech_recognition.py}, read 2026-11-20.
 */
final class SpeechRecognition implements TaskCodec {

    /** A recording sent as it is stands alone. */
    @Override
    public boolean joins(Dialect dialect) {
        return false;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        return JsonBody.ofSound(requireNonNull(request.sound()), request.parameters());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        Object only = answer instanceof List<?> list && list.size() == 1 ? list.get(0) : answer;
        if (!(only instanceof Map<?, ?> fields) || !(fields.get("text") instanceof String text)) {
            throw new UnexpectedAnswerException("expected {\"text\": …}, got " + Shape.of(answer));
        }
        List<Chunk> chunks = new ArrayList<>();
        Object parts = fields.get("chunks");
        if (parts instanceof List<?> list) {
            list.forEach(part -> chunks.add(chunk(part, end(chunks))));
        } else if (parts != null && !AnswerReader.isNull(parts)) {
            throw new UnexpectedAnswerException("expected a list of chunks, got " + Shape.of(parts));
        }
        return List.of(new Transcript(text, chunks));
    }

    private static double end(List<Chunk> chunks) {
        if (chunks.isEmpty()) {
            return 0;
        }
        Chunk last = chunks.get(chunks.size() - 1);
        return last.end() == null ? last.start() : last.end();
    }

    private static Chunk chunk(Object part, double before) {
        if (!(part instanceof Map<?, ?> fields)
                || !(fields.get("text") instanceof String text)
                || !(fields.get("timestamp") instanceof Numbers.Doubles times)
                || times.size() != 2) {
            throw new UnexpectedAnswerException(
                    "expected {\"text\": …, \"timestamp\": [start, end]}, got " + Shape.of(part));
        }
        try {
            double start = times.get(0);
            double end = times.get(1);
            boolean unknown = Double.isNaN(start) && Double.isNaN(end);
            return new Chunk(text, unknown ? before : start, Double.isNaN(end) ? null : (Double) end);
        } catch (IllegalArgumentException e) {
            throw new UnexpectedAnswerException(String.valueOf(e.getMessage()));
        }
    }
}
