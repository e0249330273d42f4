package io.github.camelhf.inference.examples.catalogue.compare;

import java.util.List;

/**
 * Measures how an endpoint sharpens cosines before it takes their softmax. With scores {@code p} and cosines {@code c} of two
 * labels, {@code ln(p1 / p2) = s (c1 - c2)}: the sharpness {@code s} is a straight line's slope. Models say it under the name of
 * logit scale; a handler that forgets it has 1.
 */
public final class Sharpness {

    /** Below this a score is mostly rounding. */
    private static final double LEAST_SCORE = 1e-6;

    private Sharpness() {}

    /**
     * The slope by least squares over all pairs of labels.
     *
     * @param cosines of one product with its labels
     * @param scores of the endpoint for the same, in the same order
     * @return not a number where all cosines are alike
     */
    public static double of(List<Double> cosines, List<Double> scores) {
        double above = 0;
        double below = 0;
        for (int i = 0; i < scores.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (Math.min(scores.get(i), scores.get(j)) > LEAST_SCORE) {
                    double run = cosines.get(i) - cosines.get(j);
                    above += run * Math.log(scores.get(i) / scores.get(j));
                    below += run * run;
                }
            }
        }
        return above / below;
    }
}
