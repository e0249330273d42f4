package io.github.camelhf.inference.message;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.picture.PictureSettings;
import io.github.camelhf.inference.task.Task;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads what a task takes from a body: pictures, texts, a table, a recording, a question. */
final class InputReader {

    private final CallOptions options;
    private final ImageReader images;

    /** Servers differ in whether they heed the note that turns a picture, and in an answer that names places it would show. */
    private final ImageReader uprightImages;

    private final TextReader texts;

    /** An answer that names places counts what a route counts. */
    private final TextReader markedTexts;

    private final TableReader tables;
    private final SoundReader sounds;
    private final ConversationReader conversations;

    InputReader(CallOptions options) {
        this.options = options;
        PictureSettings pictures = options.inputs().pictures();
        this.images = new ImageReader(options, pictures);
        this.uprightImages = new ImageReader(options, pictures.upright());
        this.texts = new TextReader(options.maxRequestSize());
        this.markedTexts = new TextReader(options.maxRequestSize(), true);
        this.tables = new TableReader(texts);
        this.sounds = new SoundReader(options);
        this.conversations = new ConversationReader(options, images, texts);
    }

    /**
     * What the body holds.
     *
     * @param labels of the message or of the options, which also serve as texts of a similarity
     * @throws InvalidInferenceInputException when it is not what the task takes
     */
    Inputs read(Exchange exchange, Task task, @Nullable Object body, List<String> labels) throws IOException {
        return switch (task.takes()) {
            case PICTURES ->
                Inputs.ofPictures(
                        ItemList.read(task.namesPlaces() ? uprightImages : images, exchange, body, skips()),
                        body instanceof List);
            case TEXTS ->
                Inputs.ofTexts(
                        ItemList.read(task.namesPlaces() ? markedTexts : texts, exchange, body, skips()),
                        body instanceof List);
            case TEXT -> Inputs.of(List.of(), List.of(texts.read(exchange, alone(task, body))), null);
            case PICTURE_AND_PROMPT -> {
                Object picture = body instanceof Map<?, ?> map ? map.get("image") : body;
                yield Inputs.of(
                        List.of(images.read(exchange, one(task, picture, "image"))),
                        List.of(),
                        conversations.prompt(exchange, body));
            }
            case PICTURES_AND_TEXTS -> similarity(exchange, body, labels);
            case PICTURE_AND_QUESTION -> {
                Object picture = body instanceof Map<?, ?> map ? map.get("image") : body;
                String question = question(exchange, task, body, "question");
                yield Inputs.of(List.of(images.read(exchange, one(task, picture, "image"))), List.of(), question);
            }
            case CONTEXT_AND_QUESTION -> {
                Object context = body instanceof Map<?, ?> map ? map.get("context") : body;
                String question = question(exchange, task, body, "question");
                yield Inputs.of(
                        List.of(), List.of(markedTexts.read(exchange, one(task, context, "context"))), question);
            }
            case TEXTS_AND_QUESTION -> {
                Object words = body instanceof Map<?, ?> map ? either(map, "sentences", "texts") : body;
                String question = question(exchange, task, body, "source", "query");
                if (words == null) {
                    throw new InvalidInferenceInputException(task.mode()
                            + " needs texts: a list of them as body, or a Map with the key sentences or texts");
                }
                yield Inputs.of(List.of(), all(texts, exchange, words), question);
            }
            case TABLE_AND_QUESTION -> {
                Object table = TableReader.inMap(body);
                // Else the Map is the table, and its keys are columns.
                String question = question(exchange, task, table == null ? null : body, "question", "query");
                yield Inputs.of(tables.read(exchange, table == null ? body : table), question);
            }
            case SOUND -> Inputs.of(sounds.read(exchange, body));
            case CONVERSATION -> Inputs.of(conversations.read(exchange, body));
        };
    }

    private boolean skips() {
        return options.inputs().skipsBadItems();
    }

    private static @Nullable Object alone(Task task, @Nullable Object body) {
        if (body instanceof List) {
            throw new InvalidInferenceInputException(
                    task.mode() + " takes one text in a message, got a list; split it first");
        }
        return body;
    }

    private static Object one(Task task, @Nullable Object item, String key) {
        if (item == null || item instanceof List) {
            throw new InvalidInferenceInputException(
                    task.mode() + " takes one " + key + " in a message, as the body or as " + key + " in a Map, got "
                            + (item == null ? "none" : "a list; split it first"));
        }
        return item;
    }

    /** A Map says it itself; else the header, else the option. */
    private String question(Exchange exchange, Task task, @Nullable Object body, String... keys) throws IOException {
        Object asked = null;
        if (body instanceof Map<?, ?> map) {
            for (String key : keys) {
                asked = asked == null ? map.get(key) : asked;
            }
        }
        if (asked == null) {
            asked = exchange.getMessage().getHeader(HfInferenceHeaders.QUESTION);
        }
        if (asked == null) {
            asked = options.question();
        }
        if (asked == null || asked.toString().isBlank()) {
            throw new InvalidInferenceInputException(task.mode()
                    + " needs something to ask: the option question, the header " + HfInferenceHeaders.QUESTION
                    + ", or a Map as body with the key " + String.join(" or ", keys));
        }
        return texts.read(exchange, asked, "the question");
    }

    private Inputs similarity(Exchange exchange, @Nullable Object body, List<String> labels) throws IOException {
        Object pictures = body;
        Object words = exchange.getMessage().getHeader(HfInferenceHeaders.TEXTS);
        if (body instanceof Map<?, ?> map) {
            pictures = either(map, "image", "images");
            words = either(map, "text", "texts");
        }
        List<String> all = words == null ? labels : all(texts, exchange, words);
        if (pictures == null || all.isEmpty()) {
            throw new InvalidInferenceInputException(
                    "similarity needs images and texts: a Map with the keys image or images and"
                            + " text or texts, or the images as body and the texts in the header "
                            + HfInferenceHeaders.TEXTS
                            + " or the option labels");
        }
        return Inputs.of(all(images, exchange, pictures), all, null);
    }

    /** Nothing is skipped: a comparison has no place to leave empty. */
    private static <T> List<T> all(ItemReader<T> reader, Exchange exchange, Object items) throws IOException {
        return ItemList.read(reader, exchange, Items.unfolded(exchange, items), false)
                .items();
    }

    static @Nullable Object either(Map<?, ?> map, String one, String many) {
        return map.get(one) == null ? map.get(many) : map.get(one);
    }
}
