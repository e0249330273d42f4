package io.github.camelhf.inference.task;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.answer.AnswerReader;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Answer;
import io.github.camelhf.inference.result.Answers;
import io.github.camelhf.inference.transport.WireBody;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers to a question about a picture, or about the document that it shows. Asks
 * {@code {"inputs": {"image": "<base64>", "question": "Where?"}, "parameters": {"top_k": 3}}}, the one form that both the toolkit and the
 * hosted service take; answers {@code [{"answer": "2", "score": 0.5}, …]}. A model that reads documents may give no score, or
 * {@code "start"} and {@code "end"} besides, the numbers of its words; one that finds none says {@code null}. Sources: recorded answers and requests, both official clients,
 * transformers' {@code visual_question_answering.py} and {@code document_question_answering.py}, read 2026-11-26.
 */
final class PictureQuestionAnswering implements TaskCodec {

    @Override
    public WireBody encode(InferenceRequest request) {
        return JsonBody.ofImageWith(
                request.images().get(0),
                Map.of("question", requireNonNull(request.question())),
                request.parametersWithTopK());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        List<?> entries = answer instanceof Map ? List.of(answer) : answer instanceof List<?> list ? list : List.of();
        if (entries.isEmpty()) {
            throw new UnexpectedAnswerException("expected an answer or a list of them, got " + Shape.of(answer));
        }
        Answers answers = new Answers(
                entries.stream().map(PictureQuestionAnswering::answer).toList());
        return List.of(request.topK() == null ? answers : answers.top(request.topK()));
    }

    private static Answer answer(Object entry) {
        if (!(entry instanceof Map<?, ?> fields)
                || !fields.containsKey("answer")
                || !(fields.get("answer") instanceof String || AnswerReader.isNull(fields.get("answer")))) {
            throw new UnexpectedAnswerException("expected {\"answer\": …}, got " + Shape.of(entry));
        }
        // A model that writes its answer and finds none says null.
        String text = fields.get("answer") instanceof String words ? words : "";
        Double score = number(fields, "score");
        Integer start = word(fields, "start");
        Integer end = word(fields, "end");
        if ((start == null) != (end == null) || (start != null && end != null && end < start)) {
            throw new UnexpectedAnswerException(
                    "an answer cannot reach from start=" + start + " to end=" + end + " in a document");
        }
        return new Answer(text, score, start, end);
    }

    private static @Nullable Integer word(Map<?, ?> fields, String name) {
        Double number = number(fields, name);
        if (number == null) {
            return null;
        }
        if (number < 0 || number > Integer.MAX_VALUE || number % 1 != 0) {
            throw new UnexpectedAnswerException(
                    "the " + name + " of an answer is " + number + ", expected the number of a word, from 0");
        }
        return number.intValue();
    }

    /** Null is what a server writes that has none. */
    private static @Nullable Double number(Map<?, ?> fields, String name) {
        Object value = fields.get(name);
        if (AnswerReader.isNull(value)) {
            return null;
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return number;
        }
        throw new UnexpectedAnswerException("the " + name + " of an answer is not a finite number");
    }
}
