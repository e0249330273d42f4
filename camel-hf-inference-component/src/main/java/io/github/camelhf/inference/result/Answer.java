package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a question.
 *
 * @param text  the answer itself; empty where a model says that there is none
 * @param score finite; null where the model gives none
 * @param start where it begins in the text that was asked about, in {@code char}s from 0; in the words of a document where a
 *              picture was asked about; null where the model does not say
 * @param end   where it ends; null where the model does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
        String text,
        @Nullable Double score,
        @Nullable Integer start,
        @Nullable Integer end) implements InferenceResult {

    public Answer {
        Objects.requireNonNull(text, "text");
        if (score != null && !Double.isFinite(score)) {
            throw new IllegalArgumentException("score of an answer is " + score + ", expected a finite number");
        }
        if ((start == null) != (end == null) || (start != null && end != null && (start < 0 || end < start))) {
            throw new IllegalArgumentException("an answer cannot reach from " + start + " to " + end);
        }
    }
}
