package io.github.camelhf.inference.result;

import java.util.Objects;

/**
 * A stretch of a text with what it is: a name, a place, an address.
 *
 * @param label as the model names it, such as {@code PER}
 * @param score finite; comparable among answers of one model only
 * @param text  the stretch itself, cut from the message's text: {@code text.substring(start, end)}
 * @param start where it begins in the message's text, in {@code char}s from 0
 * @param end   where it ends: the {@code char} after its last
 */
public record Entity(String label, double score, String text, int start, int end) implements InferenceResult {

    public Entity {
        Objects.requireNonNull(label, "label");
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "score of the entity '" + label + "' is " + score + ", expected a finite number");
        }
        if (start < 0 || end - start != text.length()) {
            throw new IllegalArgumentException("an entity of " + text.length() + " characters cannot reach from "
                    + start + " to " + end + " of a text");
        }
    }
}
