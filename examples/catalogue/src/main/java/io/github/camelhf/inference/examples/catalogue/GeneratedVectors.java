package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import java.util.Random;

/**
 * Vectors that lie as those of products do: around centres, and in far fewer directions than they have numbers. Each is a mixture of
 * 48 random directions, near one of 1,000 centres, with a little noise in all 768. The same number always gives the same vector.
 */
final class GeneratedVectors {

    static final int LENGTH = 768;
    private static final int DIRECTIONS = 48;
    private static final int CENTRES = 1000;
    private static final float FROM_CENTRE = 0.6f;
    private static final float NOISE = 0.15f;

    private final float[][] directions = new float[DIRECTIONS][LENGTH];
    private final float[][] centres = new float[CENTRES][DIRECTIONS];

    GeneratedVectors() {
        Random random = new Random(7);
        fill(directions, random);
        fill(centres, random);
    }

    private static void fill(float[][] rows, Random random) {
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
    }

    /** Of length 1. */
    float[] get(long number) {
        Random random = new Random(number * 0x9E3779B97F4A7C15L);
        float[] centre = centres[random.nextInt(CENTRES)];
        float[] vector = new float[LENGTH];
        for (int d = 0; d < DIRECTIONS; d++) {
            float part = centre[d] + FROM_CENTRE * (float) random.nextGaussian();
            for (int i = 0; i < LENGTH; i++) {
                vector[i] += part * directions[d][i];
            }
        }
        float spread = NOISE * (float) Math.sqrt(DIRECTIONS);
        for (int i = 0; i < LENGTH; i++) {
            vector[i] += spread * (float) random.nextGaussian();
        }
        return Vectors.unit(vector);
    }
}
