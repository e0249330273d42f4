package io.github.camelhf.inference.task;

import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.Sound;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of a test, which says only what matters to it: {@code Asked.in(TEXT_EMBEDDING, TEI).texts(texts).request()}. */
public final class Asked {

    private final Task task;
    private final Dialect dialect;
    private @Nullable String model;
    private List<Image> images = List.of();
    private List<String> texts = List.of();
    private List<String> labels = List.of();
    private @Nullable String question;
    private @Nullable Integer topK;
    private Map<String, Object> parameters = Map.of();
    private @Nullable Table table;
    private @Nullable Conversation chat;
    private boolean list;
    private @Nullable Sound sound;

    private Asked(Task task, Dialect dialect) {
        this.task = task;
        this.dialect = dialect;
    }

    public static Asked in(Task task, Dialect dialect) {
        return new Asked(task, dialect);
    }

    Asked model(@Nullable String name) {
        model = name;
        return this;
    }

    public Asked images(List<Image> all) {
        images = all;
        return this;
    }

    public Asked texts(List<String> all) {
        texts = all;
        return this;
    }

    public Asked labels(List<String> all) {
        labels = all;
        return this;
    }

    Asked question(@Nullable String text) {
        question = text;
        return this;
    }

    public Asked topK(@Nullable Integer count) {
        topK = count;
        return this;
    }

    public Asked parameters(Map<String, Object> all) {
        parameters = all;
        return this;
    }

    Asked table(@Nullable Table whole) {
        table = whole;
        return this;
    }

    Asked chat(@Nullable Conversation turns) {
        chat = turns;
        return this;
    }

    /** Whether the message held a list. */
    public Asked asList(boolean whether) {
        list = whether;
        return this;
    }

    Asked sound(@Nullable Sound recording) {
        sound = recording;
        return this;
    }

    public InferenceRequest request() {
        return new InferenceRequest(
                task, dialect, model, images, texts, labels, question, topK, parameters, table, chat, list, sound);
    }
}
