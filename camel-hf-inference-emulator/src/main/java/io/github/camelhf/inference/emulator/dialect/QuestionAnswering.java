package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Task {@code question-answering}: of each sentence, by how many of the question's words it has, the longest run of words that the
 * question has not. That is no reading. Places are counted in code points, as Python does. Source: transformers,
 * {@code question_answering.py}, read 2026-11-20.
 */
final class QuestionAnswering implements PipelineAnswer {

    private static final Keywords PARAMETERS = new Keywords(
            "QuestionAnsweringPipeline._sanitize_parameters",
            Set.of(
                    "padding",
                    "topk",
                    "top_k",
                    "doc_stride",
                    "max_answer_len",
                    "max_seq_len",
                    "max_question_len",
                    "handle_impossible_answer",
                    "align_to_words"));

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        int topK = Keywords.number(parameters, "top_k", 1);
        if (topK < 1) {
            throw new RefusedException("top_k parameter should be >= 1 (got " + topK + ")");
        }
        if (!inputs.path("question").isTextual() || !inputs.path("context").isTextual()) {
            throw new RefusedException("You need to provide a dictionary with keys {question:..., context:...}");
        }
        String context = required(inputs, "context");
        List<Found> found = find(context, Words.of(required(inputs, "question")));
        ArrayNode answers = Json.array();
        found.stream().limit(topK).forEach(answer -> answers.add(answer.json(context)));
        return topK == 1 ? answers.get(0) : answers;
    }

    private static String required(JsonNode inputs, String name) {
        String text = inputs.get(name).textValue();
        if (text.isEmpty()) {
            throw new RefusedException("`" + name + "` cannot be empty");
        }
        return text;
    }

    private static List<Found> find(String context, Words question) {
        List<Found> found = new ArrayList<>();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(context);
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            found.add(inSentence(context, start, end, question));
            start = end;
        }
        found.sort(Comparator.comparingDouble(Found::score).reversed());
        return found;
    }

    private static Found inSentence(String context, int start, int end, Words question) {
        Words words = Words.of(context.substring(start, end));
        int from = start;
        int to = start;
        int runStart = -1;
        for (Words.Word word : words.all()) {
            if (!word.tells() || question.has(word)) {
                runStart = -1;
                continue;
            }
            runStart = runStart < 0 ? start + word.start() : runStart;
            if (start + word.end() - runStart > to - from) {
                from = runStart;
                to = start + word.end();
            }
        }
        // Never sure, and never quite without hope.
        return new Found(from, to, (question.share(words) + 0.05) / 1.1);
    }

    /** Where an answer stands, in chars. */
    private record Found(int start, int end, double score) {

        ObjectNode json(String context) {
            int before = context.codePointCount(0, start);
            return Json.object()
                    .put("score", score)
                    .put("start", before)
                    .put("end", before + context.codePointCount(start, end))
                    .put("answer", context.substring(start, end));
        }
    }
}
