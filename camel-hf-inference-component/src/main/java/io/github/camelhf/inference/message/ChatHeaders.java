package io.github.camelhf.inference.message;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.answer.ChatAnswer;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What the server says about an answer of a conversation. */
final class ChatHeaders {

    private ChatHeaders() {}

    /** What the model said, where it said something; any other result as it is. */
    static Object write(Message message, Object result) {
        if (!(result instanceof ChatAnswer answer)) {
            return result;
        }
        String finish = answer.finishReason();
        put(message, HfInferenceHeaders.FINISH_REASON, finish == null ? null : HeaderText.of(finish));
        put(message, HfInferenceHeaders.PROMPT_TOKENS, answer.promptTokens());
        put(message, HfInferenceHeaders.COMPLETION_TOKENS, answer.completionTokens());
        return answer.content();
    }

    /** A number that an earlier answer left would seem to speak of this one. */
    private static void put(Message message, String name, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
        }
    }
}
