package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.AnswerSchema;
import io.github.camelhf.inference.input.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said so far, and what the answer must look like.
 *
 * @param turns  in the order in which they were said, at least one
 * @param schema null where any text will do
 */
public record Conversation(List<Turn> turns, @Nullable AnswerSchema schema) {

    public Conversation {
        turns = List.copyOf(turns);
    }

    /**
     * What one of the two said at a time.
     *
     * @param role  {@code system}, {@code developer}, {@code user} or {@code assistant}
     * @param parts at least one
     */
    public record Turn(String role, List<Part> parts) {
        public Turn {
            parts = List.copyOf(parts);
        }
    }

    /** A piece of a turn. */
    public sealed interface Part {}

    /** Words. */
    public record Text(String text) implements Part {}

    /** Something to look at. */
    public record Picture(Image image) implements Part {}
}
