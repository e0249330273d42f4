package io.github.camelhf.inference.task;

import io.github.camelhf.inference.input.ImageText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a message with mode {@code auto} asks. We decide and say so to the server, because its own detection takes the
 * base64 of a tiny picture for a text.
 */
public final class AutoMode {

    public static final String NAME = "auto";

    private AutoMode() {}

    public static Task decide(@Nullable Object body, boolean labelled) {
        if (body instanceof Map) {
            return Task.SIMILARITY;
        }
        if (labelled) {
            return Task.ZERO_SHOT;
        }
        return isText(body) ? Task.TEXT_EMBEDDING : Task.IMAGE_EMBEDDING;
    }

    private static boolean isText(@Nullable Object body) {
        if (body instanceof List<?> list) {
            return !list.isEmpty() && list.stream().allMatch(AutoMode::isText);
        }
        return body instanceof CharSequence text && !ImageText.isPicture(text.toString());
    }
}
