package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One area of a picture.
 *
 * @param label as the model names such areas
 * @param score finite; null where the model gives none, as one that labels each pixel does
 * @param mask  a grey PNG as large as the picture in the message, white where the area is and black elsewhere; a copy goes in and out
 */
@SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Segment(String label, @Nullable Double score, byte[] mask) implements InferenceResult {

    public Segment {
        Objects.requireNonNull(label, "label");
        if (score != null && !Double.isFinite(score)) {
            throw new IllegalArgumentException(
                    "score of label '" + label + "' is " + score + ", expected a finite number");
        }
        mask = mask.clone();
    }

    @Override
    public byte[] mask() {
        return mask.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Segment segment
                && label.equals(segment.label)
                && Objects.equals(score, segment.score)
                && Arrays.equals(mask, segment.mask);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, score, Arrays.hashCode(mask));
    }

    @Override
    public String toString() {
        return "Segment[label=" + label + ", score=" + score + ", mask=" + mask.length + " bytes]";
    }
}
