package io.github.camelhf.inference.examples.catalogue.shelf;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.lucene.util.VectorUtil;

/** Arithmetic with vectors of length 1, whose cosine is their dot product. */
public final class Vectors {

    private static final double ROUNDING = 1e-6;

    private Vectors() {}

    /**
     * A copy of length 1.
     *
     * @throws RefusedException when it has no direction
     */
    public static float[] unit(float[] vector) {
        double square = 0;
        for (float number : vector) {
            square += (double) number * number;
        }
        if (!(square > 0) || Double.isInfinite(square)) {
            throw new RefusedException("The model answered with a vector without a direction (only zeros, or numbers"
                    + " that are none), which is near to nothing; is it a model for embeddings?");
        }
        float[] unit = vector.clone();
        if (Math.abs(square - 1) < ROUNDING) {
            // Scaled again it would not be the same to the last digit.
            return unit;
        }
        double scale = 1 / Math.sqrt(square);
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] * scale);
        }
        return unit;
    }

    /** The cosine of two vectors of length 1. */
    public static float cosine(float[] a, float[] b) {
        return VectorUtil.dotProduct(a, b);
    }

    /** As text, for what keeps texts only. */
    public static String encode(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** The vector of {@link #encode}. */
    public static float[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }
}
