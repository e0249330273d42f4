package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * A word for a gap in a text.
 *
 * @param token    the word, or a piece of one, as the model writes it
 * @param score    finite; a share of all words for the known models
 * @param sequence the text with the gap filled
 * @param mask     which gap it fills, from 0; left out of JSON for the first
 */
public record Filling(
        String token,
        double score,
        String sequence,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int mask) implements InferenceResult {

    public Filling {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(sequence, "sequence");
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "score of the filling '" + token + "' is " + score + ", expected a finite number");
        }
        if (mask < 0) {
            throw new IllegalArgumentException("a text has no gap " + mask);
        }
    }

    /** A word for the only gap, or the first. */
    public Filling(String token, double score, String sequence) {
        this(token, score, sequence, 0);
    }
}
