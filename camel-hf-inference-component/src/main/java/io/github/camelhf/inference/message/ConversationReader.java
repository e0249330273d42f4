package io.github.camelhf.inference.message;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ImageText;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.task.Conversation;
import io.github.camelhf.inference.task.Conversation.Part;
import io.github.camelhf.inference.task.Conversation.Picture;
import io.github.camelhf.inference.task.Conversation.Text;
import io.github.camelhf.inference.task.Conversation.Turn;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Reads a conversation: what is said in this message, or all turns so far. A text that is an address stays a text, because people
 * talk of addresses; a picture's address is a {@link URI}, or stands where only a picture can stand.
 */
final class ConversationReader {

    private static final String SYSTEM = "system";
    private static final Set<String> ROLES = Set.of(SYSTEM, "developer", "user", "assistant");

    private static final Set<String> BESIDE_MESSAGES = Set.of("image", "images", "text", "texts");

    private final CallOptions options;
    private final TextReader texts;
    private final PartReader parts;

    ConversationReader(CallOptions options, ImageReader images, TextReader texts) {
        this.options = options;
        this.texts = texts;
        this.parts = new PartReader(images, texts, new ContentReader(options.maxRequestSize()));
    }

    /** What stands in the body where a picture must stand, and so may be one's address. */
    static List<Object> pictures(@Nullable Object body) {
        List<Object> found = new ArrayList<>();
        gather(body, found);
        return found;
    }

    private static void gather(@Nullable Object item, Collection<Object> found) {
        if (item instanceof List<?> list) {
            list.forEach(each -> gather(each, found));
        } else if (item instanceof URI || item instanceof URL) {
            found.add(item);
        } else if (item instanceof Map<?, ?> map) {
            for (String key : List.of("messages", "content")) {
                gather(map.get(key), found);
            }
            for (String key : List.of("image", "images", "image_url")) {
                Object picture = PartReader.address(map.get(key));
                if (picture instanceof List<?> list) {
                    found.addAll(list);
                } else if (picture != null) {
                    found.add(picture);
                }
            }
        }
    }

    /** @throws InvalidInferenceInputException when nothing is said in it */
    Conversation read(Exchange exchange, @Nullable Object body) throws IOException {
        List<Turn> turns = new ArrayList<>();
        String prompt = prompt(exchange, body);
        List<?> messages = messages(body);
        if (messages == null) {
            turns.add(new Turn("user", asked(exchange, items(body), prompt)));
        } else {
            for (Object message : messages) {
                turns.add(turn(exchange, message));
            }
            if (prompt != null) {
                turns.add(new Turn("user", List.of(new Text(prompt))));
            }
        }
        String system = options.chat().system();
        if (system != null && turns.stream().noneMatch(turn -> turn.role().equals(SYSTEM))) {
            turns.add(0, new Turn(SYSTEM, List.of(new Text(system))));
        }
        if (turns.stream().flatMap(turn -> turn.parts().stream()).noneMatch(Text.class::isInstance)) {
            throw new InvalidInferenceInputException(
                    "chat needs something to say about the picture: the option prompt or" + " systemPrompt, the header "
                            + HfInferenceHeaders.PROMPT + ", or a text beside it in a list");
        }
        return new Conversation(turns, options.chat().schema());
    }

    /** A Map says it itself; else the header, else the option. */
    @Nullable
    String prompt(Exchange exchange, @Nullable Object body) throws IOException {
        Object prompt = body instanceof Map<?, ?> map ? map.get("prompt") : null;
        if (prompt == null) {
            prompt = exchange.getMessage().getHeader(HfInferenceHeaders.PROMPT);
        }
        if (prompt == null) {
            prompt = options.chat().prompt();
        }
        return prompt == null ? null : texts.read(exchange, prompt, "the prompt");
    }

    /** The turns that the body holds, null when it is what is said in one. */
    private static @Nullable List<?> messages(@Nullable Object body) {
        Object messages = body instanceof Map<?, ?> map ? map.get("messages") : body;
        if (body instanceof Map<?, ?> map && messages == null) {
            return map.containsKey("role") ? List.of(map) : null;
        }
        if (body instanceof Map<?, ?> map && map.keySet().stream().anyMatch(BESIDE_MESSAGES::contains)) {
            throw new InvalidInferenceInputException(
                    "expected pictures and texts in the messages of a Map, got them beside: "
                            + map.keySet().stream().limit(10).toList());
        }
        if (!(messages instanceof List<?> list)) {
            if (body instanceof Map) {
                throw new InvalidInferenceInputException("expected a List in messages, got a "
                        + (messages == null ? "null" : messages.getClass().getName()));
            }
            return null;
        }
        if (list.isEmpty()) {
            throw new InvalidInferenceInputException("the list is empty, there is nothing to answer");
        }
        boolean turns = list.stream().anyMatch(Map.class::isInstance);
        return turns || body instanceof Map ? list : null;
    }

    private static List<?> items(@Nullable Object body) {
        if (body instanceof Map<?, ?> map) {
            return itemsOf(map);
        }
        if (body instanceof List<?> list) {
            return list;
        }
        boolean empty = body == null || (body instanceof String text && text.isBlank());
        return empty ? List.of() : List.of(body);
    }

    /** Pictures before texts: that is what models are trained with. */
    private static List<?> itemsOf(Map<?, ?> map) {
        List<Object> items = new ArrayList<>();
        each(InputReader.either(map, "image", "images")).forEach(picture -> items.add(new PartReader.Sight(picture)));
        each(InputReader.either(map, "text", "texts")).forEach(text -> items.add(new PartReader.Words(text)));
        if (items.isEmpty() && map.get("prompt") == null) {
            throw new InvalidInferenceInputException(
                    "expected a Map with the keys messages, role and content, or image,"
                            + " text and prompt, got one with "
                            + map.keySet().stream().limit(10).toList());
        }
        return items;
    }

    private static List<?> each(@Nullable Object item) {
        return item instanceof List<?> list ? list : item == null ? List.of() : List.of(item);
    }

    /** The prompt stands before the first text, because it says what to do with it, and behind pictures. */
    private List<Part> asked(Exchange exchange, List<?> items, @Nullable String prompt) throws IOException {
        List<Part> said = new ArrayList<>();
        for (Object item : items) {
            said.add(parts.read(exchange, item));
        }
        if (prompt != null) {
            int place = 0;
            while (place < said.size() && said.get(place) instanceof Picture) {
                place++;
            }
            said.add(place, new Text(prompt));
        }
        if (said.isEmpty()) {
            throw new InvalidInferenceInputException(
                    "chat needs something to answer: a text as body, the option prompt or the" + " header "
                            + HfInferenceHeaders.PROMPT);
        }
        return said;
    }

    private Turn turn(Exchange exchange, @Nullable Object message) throws IOException {
        if (!(message instanceof Map<?, ?> map) || !(map.get("role") instanceof CharSequence role)) {
            throw new InvalidInferenceInputException(
                    "expected messages that are Maps with the keys role and content, got "
                            + (message instanceof Map<?, ?> other
                                    ? "a Map with "
                                            + other.keySet().stream().limit(10).toList()
                                    : message == null
                                            ? "null"
                                            : "a " + message.getClass().getName()));
        }
        boolean tools = map.get("tool_calls") instanceof List<?> calls && !calls.isEmpty();
        if (tools || !ROLES.contains(role.toString())) {
            throw new InvalidInferenceInputException(
                    "the role of a message must be system, developer, user or assistant, got "
                            + (tools ? "one that calls tools" : ImageText.shown(role.toString()))
                            + "; calls of tools and their results are not taken");
        }
        List<Part> said = new ArrayList<>();
        Object content = map.get("content");
        if (content instanceof CharSequence) {
            said.add(new Text(texts.read(exchange, content)));
        } else if (content instanceof List<?> list && !list.isEmpty()) {
            for (Object item : list) {
                said.add(parts.read(exchange, item));
            }
        } else if (content != null && !(content instanceof List)) {
            said.add(parts.read(exchange, content));
        } else {
            throw new InvalidInferenceInputException("a message of the role " + role
                    + " has no content: expected a text, a" + " picture, or a list of parts");
        }
        return new Turn(role.toString(), said);
    }
}
