package io.github.camelhf.inference.result;

import java.util.Objects;

/**
 * One thing that was found in a picture.
 *
 * @param label as the model or the caller names such things
 * @param score finite; what it means is the model's choice
 * @param box   where it is, within the picture in the message
 */
public record Detection(String label, double score, Box box) implements InferenceResult {

    public Detection {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(box, "box");
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "score of label '" + label + "' is " + score + ", expected a finite number");
        }
    }
}
