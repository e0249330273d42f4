package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a transcript.
 *
 * @param text  what was said
 * @param start where it begins, in seconds from the recording's beginning; null where the model saw neither beginning nor end
 * @param end   where it ends; null where the server does not say, as of the last one, which the recording cuts off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Chunk(
        String text, @Nullable Double start, @Nullable Double end) implements InferenceResult {

    public Chunk {
        Objects.requireNonNull(text, "text");
        boolean begins = start == null ? end == null : start >= 0 && start < Double.POSITIVE_INFINITY;
        boolean ends = end == null || start == null || (end >= start && end < Double.POSITIVE_INFINITY);
        if (!begins || !ends) {
            throw new IllegalArgumentException("a chunk cannot reach from " + start + " to " + end + " seconds");
        }
    }
}
