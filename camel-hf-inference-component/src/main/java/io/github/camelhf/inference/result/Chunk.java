package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a transcript.
 *
 * @param text  what was said
 * @param start where it begins, in seconds from the recording's beginning; where the model saw no time, where the part before it ended
 * @param end   where it ends; null where the server does not say, as of the last one, which the recording cuts off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Chunk(String text, double start, @Nullable Double end) implements InferenceResult {

    public Chunk {
        Objects.requireNonNull(text, "text");
        if (!(start >= 0 && start < Double.POSITIVE_INFINITY)
                || (end != null && !(end >= start && end < Double.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException("a chunk cannot reach from " + start + " to " + end + " seconds");
        }
    }
}
