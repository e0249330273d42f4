package io.github.camelhf.inference.examples.catalogue.compare;

import io.github.camelhf.inference.examples.catalogue.shelf.Snapshot;
import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The map of the shelf: the two directions in which its vectors differ most (principal components), found by repeated
 * multiplication over a sample. Near each other on the map may be far apart in the other directions, never the reverse.
 */
public final class Projection {

    /** The directions of 100,000 products are those of 2,000 of them but for a little. */
    private static final int SAMPLED = 2000;

    private static final int ROUNDS = 40;

    private Projection() {}

    /** Two numbers for each product, by their places in the snapshot; -1 to 1. */
    public static float[][] of(Snapshot shelf) {
        int size = shelf.size();
        float[][] points = new float[size][2];
        if (size < 3) {
            return points;
        }
        int step = Math.max(1, size / SAMPLED);
        float[][] sample = new float[(size + step - 1) / step][];
        shelf.scan((place, vector) -> {
            if (place % step == 0) {
                sample[place / step] = vector.clone();
            }
        });
        float[] centre = centre(sample);
        float[] first = direction(sample, null);
        float[] second = direction(sample, first);
        float[] offset = {Vectors.cosine(centre, first), Vectors.cosine(centre, second)};
        shelf.scan((place, vector) -> {
            points[place][0] = Vectors.cosine(vector, first) - offset[0];
            points[place][1] = Vectors.cosine(vector, second) - offset[1];
        });
        scale(points);
        return points;
    }

    /** Takes the mean of all from each, and returns it. */
    private static float[] centre(float[][] sample) {
        float[] mean = new float[sample[0].length];
        for (float[] vector : sample) {
            add(mean, vector, 1f / sample.length);
        }
        for (float[] vector : sample) {
            add(vector, mean, -1);
        }
        return mean;
    }

    /** The direction of the greatest spread at right angles to another one. */
    private static float[] direction(float[][] sample, float @Nullable [] other) {
        Random random = new Random(1);
        float[] direction = new float[sample[0].length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) random.nextGaussian();
        }
        for (int round = 0; round < ROUNDS; round++) {
            if (other != null) {
                add(direction, other, -Vectors.cosine(direction, other));
            }
            float[] next = new float[direction.length];
            for (float[] vector : sample) {
                add(next, vector, Vectors.cosine(vector, direction));
            }
            if (Vectors.cosine(next, next) < 1e-20f) {
                // All are alike in what is left.
                return Vectors.unit(direction);
            }
            direction = Vectors.unit(next);
        }
        return direction;
    }

    private static void add(float[] sum, float[] vector, float factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }

    private static void scale(float[][] points) {
        float greatest = 1e-6f;
        for (float[] point : points) {
            greatest = Math.max(greatest, Math.max(Math.abs(point[0]), Math.abs(point[1])));
        }
        for (float[] point : points) {
            point[0] /= greatest;
            point[1] /= greatest;
        }
    }
}
