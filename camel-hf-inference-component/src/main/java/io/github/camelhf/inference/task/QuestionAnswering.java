package io.github.camelhf.inference.task;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.answer.AnswerReader;
import io.github.camelhf.inference.answer.CodePoints;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Answer;
import io.github.camelhf.inference.result.Answers;
import io.github.camelhf.inference.transport.WireBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The place in a text that answers a question. Asks {@code {"inputs": {"question": "Where?", "context": "text"}, "parameters": {"top_k":
 * 2}}}; answers {@code {"answer": "Paris", "score": 0.9, "start": 25, "end": 30}}, for several a list of these. Sources: recorded
 * answers, the Hub's task schema and transformers' {@code question_answering.py}, read 2026-11-20.
 */
final class QuestionAnswering implements TaskCodec {

    @Override
    public boolean namesPlaces() {
        return true;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("question", requireNonNull(request.question()));
        inputs.put("context", request.texts().get(0));
        return JsonBody.of(inputs, request.parametersWithTopK());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        List<?> entries = answer instanceof Map ? List.of(answer) : answer instanceof List<?> list ? list : List.of();
        if (entries.isEmpty()) {
            throw new UnexpectedAnswerException("expected an answer or a list of them, got " + Shape.of(answer));
        }
        CodePoints places = new CodePoints(request.texts().get(0));
        Answers answers =
                new Answers(entries.stream().map(entry -> answer(entry, places)).toList());
        return List.of(request.topK() == null ? answers : answers.top(request.topK()));
    }

    private static Answer answer(Object entry, CodePoints places) {
        if (!(entry instanceof Map<?, ?> fields)
                || !(fields.get("answer") instanceof String text)
                || !(fields.get("score") instanceof Double score)) {
            throw new UnexpectedAnswerException("expected {\"answer\": …, \"score\": …}, got " + Shape.of(entry));
        }
        if (!Double.isFinite(score)) {
            throw new UnexpectedAnswerException("the score of an answer is not a finite number");
        }
        if (AnswerReader.isNull(fields.get("start")) && AnswerReader.isNull(fields.get("end"))) {
            return new Answer(text, score, null, null);
        }
        CodePoints.Stretch stretch = places.stretch(fields, "an answer");
        return new Answer(text, score, stretch.start(), stretch.end());
    }
}
