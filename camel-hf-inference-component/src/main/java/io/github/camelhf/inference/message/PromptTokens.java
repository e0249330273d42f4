package io.github.camelhf.inference.message;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.answer.CountedResults;
import io.github.camelhf.inference.batch.Answer;
import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Message;

/**
 * How many tokens a server counted in the texts of a message, where their call carried those of no other. OpenAI-style servers say so in
 * the answer, Text Embeddings Inference in a header. Source: its router, read 2026-11-26.
 */
final class PromptTokens {

    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    private PromptTokens() {}

    static void write(Message message, InferenceRequest request, Answer answer, List<?> results) {
        Optional<Integer> tokens = of(request, answer, results);
        boolean told = request.task() == Task.CHAT; // with the rest of what is known of a chat
        if (tokens.isPresent()) {
            message.setHeader(HfInferenceHeaders.PROMPT_TOKENS, tokens.get());
        } else if (!told && (request.dialect() == Dialect.OPENAI || request.dialect() == Dialect.TEI)) {
            message.removeHeader(HfInferenceHeaders.PROMPT_TOKENS);
        }
    }

    private static Optional<Integer> of(InferenceRequest request, Answer answer, List<?> results) {
        if (results instanceof CountedResults counted) {
            return Optional.of(counted.promptTokens());
        }
        boolean alone = answer.itemCount() == request.itemCount();
        if (!alone || !answer.response().isOfTextEmbeddingsInference()) {
            return Optional.empty();
        }
        return answer.response()
                .header("x-compute-tokens")
                .filter(text -> COUNT.matcher(text).matches())
                .map(Integer::valueOf);
    }
}
