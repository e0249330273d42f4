package io.github.camelhf.inference.result;

import java.util.Objects;

/**
 * One label with its score.
 *
 * @param label as the model or the caller named it
 * @param score finite; what it means is the model's choice: a softmax share, a sigmoid of its own, a raw number. Scores of
 *              different models do not compare
 */
public record Classification(String label, double score) implements InferenceResult {

    public Classification {
        Objects.requireNonNull(label, "label");
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "score of label '" + label + "' is " + score + ", expected a finite number");
        }
    }
}
