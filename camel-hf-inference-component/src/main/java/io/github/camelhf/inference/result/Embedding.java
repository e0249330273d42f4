package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A vector that stands for an image or a text. Finite numbers over one {@code float[]}; unit length only if the model says so. */
public final class Embedding extends AbstractList<Float> implements InferenceResult, RandomAccess {

    private final float[] values;

    /** Takes a copy. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Embedding(float[] values) {
        this(values.clone(), true);
    }

    private Embedding(float[] values, @SuppressWarnings("unused") boolean owned) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("an embedding holds " + value + ", expected finite numbers");
            }
        }
        this.values = values;
    }

    /** Takes the array over, without a copy: nobody may change it any more. */
    public static Embedding of(float[] values) {
        return new Embedding(values, true);
    }

    /** The numbers themselves, without a copy: only to be read. */
    @JsonValue
    public float[] shared() {
        return values;
    }

    /** A copy of the numbers, without a box around each. */
    public float[] toFloatArray() {
        return values.clone();
    }

    /** A copy of the numbers as {@link java.util.List} defines it; {@link #toFloatArray()} is the cheaper one. */
    @Override
    public Float[] toArray() {
        Float[] boxed = new Float[values.length];
        Arrays.setAll(boxed, index -> values[index]);
        return boxed;
    }

    /**
     * The cosine of the angle between the two, -1 to 1; 0 when one of them has no length.
     *
     * @throws IllegalArgumentException when the sizes differ: the two come from different models
     */
    public double cosine(Embedding other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException(
                    "cannot compare embeddings of " + values.length + " and " + other.values.length + " numbers");
        }
        double dot = 0;
        double mine = 0;
        double theirs = 0;
        for (int i = 0; i < values.length; i++) {
            dot += (double) values[i] * other.values[i];
            mine += (double) values[i] * values[i];
            theirs += (double) other.values[i] * other.values[i];
        }
        if (mine == 0 || theirs == 0) {
            return 0;
        }
        // Rounding takes parallel vectors a little past 1, where an arc cosine is no number.
        return Math.max(-1, Math.min(1, dot / Math.sqrt(mine * theirs)));
    }

    @Override
    public Float get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Embedding embedding ? Arrays.equals(values, embedding.values) : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
