package io.github.camelhf.inference.result;

import java.util.Objects;

/**
 * A text of a list with how well it fits the question.
 *
 * @param index its place in the message's list, from 0
 * @param score finite; what it means is the model's choice: a cosine, a share, a raw number
 * @param text  the text itself
 */
public record Ranked(int index, double score, String text) implements InferenceResult {

    public Ranked {
        Objects.requireNonNull(text, "text");
        if (index < 0) {
            throw new IllegalArgumentException("a text cannot have the place " + index + " in a list");
        }
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "score of text " + index + " is " + score + ", expected a finite number");
        }
    }
}
