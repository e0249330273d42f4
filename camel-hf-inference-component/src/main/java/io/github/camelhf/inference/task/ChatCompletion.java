package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.AnswerSchema;
import io.github.camelhf.inference.answer.BrokenAnswerException;
import io.github.camelhf.inference.answer.ChatAnswer;
import io.github.camelhf.inference.answer.RefusedAnswerException;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.TokenUsage;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.task.Conversation.Part;
import io.github.camelhf.inference.task.Conversation.Turn;
import io.github.camelhf.inference.transport.WireBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The next turn of a conversation. Asks {@code {"model": "…", "messages": [{"role": "user", "content": "…"}], "max_tokens": 100}},
 * with pictures as {@code {"type": "image_url", "image_url": {"url": "data:image/png;base64,…"}}} in a list of parts; answers
 * {@code {"choices": [{"message": {"content": "…"}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 9, …}}}. Sources: the
 * Hub's chat-completion specification and recorded answers of six servers, read 2026-11-20.
 */
final class ChatCompletion implements TaskCodec {

    private static final String EXPECTED = "expected {\"choices\": [{\"message\": {\"content\": …}}]}, got ";

    /** Its name is sent, because servers ask for one, and means nothing. */
    private static final String SCHEMA_NAME = "answer";

    /** How vLLM and SGLang mark what there was of an answer when they failed or were stopped. Source: users' reports, read 2026-11-26. */
    private static final Set<String> BROKEN_OFF = Set.of("abort", "error");

    private static final int SHOWN = 200;

    @Override
    public void check(Dialect dialect, Map<String, Object> parameters) {
        ChatParameters.check(parameters);
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        Conversation chat = chat(request);
        Map<String, Object> fields = new LinkedHashMap<>();
        if (request.model() != null) {
            fields.put("model", request.model());
        }
        fields.put(
                "messages", chat.turns().stream().map(ChatCompletion::message).toList());
        if (chat.schema() != null) {
            fields.put("response_format", format(chat.schema()));
        }
        // Last, so that parameters.response_format can say it in the words of another server.
        fields.putAll(request.parameters());
        return JsonBody.ofTree(fields);
    }

    private static Map<String, Object> format(AnswerSchema schema) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", SCHEMA_NAME);
        named.put("schema", schema.json());
        if (schema.isStrict()) {
            named.put("strict", true);
        }
        return Map.of("type", "json_schema", "json_schema", named);
    }

    private static Conversation chat(InferenceRequest request) {
        if (request.chat() == null) {
            throw new IllegalStateException("a chat is read as a conversation");
        }
        return request.chat();
    }

    private static Map<String, Object> message(Turn turn) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", turn.role());
        boolean pictures = turn.parts().stream().anyMatch(Conversation.Picture.class::isInstance);
        message.put(
                "content",
                pictures ? turn.parts().stream().map(ChatCompletion::part).toList() : text(turn.parts()));
        return message;
    }

    /** One text where there is no picture: servers of models without eyes do not know parts. */
    private static String text(List<Part> parts) {
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Conversation.Text text) {
                texts.add(text.text());
            }
        }
        return String.join("\n\n", texts);
    }

    private static Map<String, Object> part(Part part) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (part instanceof Conversation.Text text) {
            fields.put("type", "text");
            fields.put("text", text.text());
        } else if (part instanceof Conversation.Picture picture) {
            Image image = picture.image();
            fields.put("type", "image_url");
            fields.put("image_url", Map.of("url", image));
        }
        return fields;
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        if (!(answer instanceof Map<?, ?> fields)
                || !(fields.get("choices") instanceof List<?> choices)
                || choices.isEmpty()
                || !(choices.get(0) instanceof Map<?, ?> choice)
                || !(choice.get("message") instanceof Map<?, ?> message)) {
            throw new UnexpectedAnswerException(EXPECTED + Shape.of(answer)
                    + "; see that the address is that of the server's chat, for most …/v1/chat/completions");
        }
        String finish = choice.get("finish_reason") instanceof String reason ? reason : null;
        Integer completionTokens = TokenUsage.completion(answer);
        AnswerSchema schema = chat(request).schema();
        String text = content(message, finish, completionTokens, schema != null);
        return List.of(new ChatAnswer(
                schema == null ? text : schema.read(text), finish, TokenUsage.prompt(answer), completionTokens));
    }

    private static String content(Map<?, ?> message, @Nullable String finish, @Nullable Integer tokens, boolean whole) {
        if (message.get("refusal") instanceof String refusal && !refusal.isBlank()) {
            throw new RefusedAnswerException(refusal.length() > SHOWN ? refusal.substring(0, SHOWN) + "…" : refusal);
        }
        if ("content_filter".equals(finish)) {
            throw new RefusedAnswerException("its content filter stopped the answer (finish_reason content_filter)");
        }
        if (message.get("tool_calls") instanceof List<?> calls && !calls.isEmpty()) {
            throw new UnexpectedAnswerException(
                    "the model calls a tool, which no one has offered to it: expected a text");
        }
        if (finish != null && BROKEN_OFF.contains(finish)) {
            throw new BrokenAnswerException("it was broken off (finish_reason " + finish + ")");
        }
        String text = text(message.get("content"));
        if ("length".equals(finish) && (whole || text == null || text.isBlank())) {
            throw new UnexpectedAnswerException("it was cut off (finish_reason length"
                    + (tokens == null ? "" : ", " + tokens + " tokens") + ") before "
                    + (whole ? "its JSON ended" : "it said anything")
                    + ": raise parameters.max_tokens, or ask for less");
        }
        if (text == null) {
            throw new UnexpectedAnswerException(
                    EXPECTED + "a message with the keys " + Shape.keys(message) + " and no text in content");
        }
        return text;
    }

    /** Some servers answer in the parts in which they can be asked. */
    private static @Nullable String text(@Nullable Object content) {
        if (!(content instanceof List<?> parts)) {
            return content instanceof String text ? text : null;
        }
        List<String> texts = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Map<?, ?> fields && fields.get("text") instanceof String text) {
                texts.add(text);
            }
        }
        return texts.isEmpty() ? null : String.join("", texts);
    }
}
