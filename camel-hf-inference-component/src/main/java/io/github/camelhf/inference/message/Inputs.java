package io.github.camelhf.inference.message;

import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.Sound;
import io.github.camelhf.inference.task.Conversation;
import io.github.camelhf.inference.task.Table;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a task takes from a message.
 *
 * @param question null where the task takes none
 * @param table    null where the task takes none
 * @param chat     null where the task takes no conversation
 * @param list     whether the message held a list of items
 * @param skipped  why items are missing, by their place in the message
 * @param sound    null where the task takes none
 */
record Inputs(
        List<Image> images,
        List<String> texts,
        @Nullable String question,
        @Nullable Table table,
        @Nullable Conversation chat,
        boolean list,
        SortedMap<Integer, String> skipped,
        @Nullable Sound sound) {

    /** @param list whether they stood in a list, also a single one */
    static Inputs ofPictures(ItemList<Image> pictures, boolean list) {
        return new Inputs(pictures.items(), List.of(), null, null, null, list, pictures.skipped(), null);
    }

    /** @param list whether they stood in a list, also a single one */
    static Inputs ofTexts(ItemList<String> texts, boolean list) {
        return new Inputs(List.of(), texts.items(), null, null, null, list, texts.skipped(), null);
    }

    static Inputs of(Table table, String question) {
        return new Inputs(List.of(), List.of(), question, table, null, false, Collections.emptySortedMap(), null);
    }

    static Inputs of(List<Image> images, List<String> texts, @Nullable String question) {
        return new Inputs(images, texts, question, null, null, false, Collections.emptySortedMap(), null);
    }

    static Inputs of(Sound sound) {
        return new Inputs(List.of(), List.of(), null, null, null, false, Collections.emptySortedMap(), sound);
    }

    static Inputs of(Conversation chat) {
        return new Inputs(List.of(), List.of(), null, null, chat, false, Collections.emptySortedMap(), null);
    }
}
