package io.github.camelhf.inference.emulator.model;

/** Length and angle of vectors. */
final class UnitVector {

    private UnitVector() {}

    /** Scales to length 1, in place; a vector of zeros stays one. */
    static float[] normalize(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        if (length > 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
