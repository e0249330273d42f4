package io.github.camelhf.inference.examples.catalogue.compare;

import io.github.camelhf.inference.examples.catalogue.shelf.Snapshot;
import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of some labels fits each product best. The score of a label is what an endpoint's {@code zero_shot} computes from the
 * same two vectors: a softmax of the cosines, sharpened. Immutable.
 */
public final class Labelling {

    private final List<String> labels;
    private final List<String> files;
    private final int[] best;
    private final float[] score;
    private final float[] margin;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private Labelling(List<String> labels, List<String> files) {
        this.labels = List.copyOf(labels);
        this.files = files;
        best = new int[files.size()];
        score = new float[files.size()];
        margin = new float[files.size()];
        for (int i = 0; i < files.size(); i++) {
            places.put(files.get(i), i);
        }
    }

    /**
     * Compares each label with each product.
     *
     * @param vectors those of the labels, of length 1; at least one
     * @param sharpness how much more likely, as a natural logarithm, a label is whose cosine is greater by 1
     */
    public static Labelling of(Snapshot shelf, List<String> labels, List<float[]> vectors, double sharpness) {
        Labelling labelling = new Labelling(labels, shelf.files());
        float[][] rows = vectors.toArray(float[][]::new);
        shelf.scan((place, vector) -> labelling.set(place, softmax(vector, rows, sharpness)));
        return labelling;
    }

    /** The scores of one product, in the order of the labels; their sum is 1. */
    public static double[] softmax(float[] product, float[][] labels, double sharpness) {
        double[] scores = new double[labels.length];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = sharpness * Vectors.cosine(product, labels[i]);
            greatest = Math.max(greatest, scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - greatest);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }

    private void set(int place, double[] scores) {
        int first = 0;
        double second = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[first]) {
                second = scores[first];
                first = i;
            } else {
                second = Math.max(second, scores[i]);
            }
        }
        best[place] = first;
        score[place] = (float) scores[first];
        margin[place] = (float) (scores[first] - second);
    }

    /**
     * The label of one product.
     *
     * @param score 0 to 1
     * @param margin the distance to the second best
     */
    public record Label(String file, String label, float score, float margin) {}

    public List<String> labels() {
        return labels;
    }

    /** Products by their places in the snapshot. */
    public List<Label> all() {
        List<Label> all = new ArrayList<>(files.size());
        for (int i = 0; i < files.size(); i++) {
            all.add(at(i));
        }
        return all;
    }

    private Label at(int place) {
        return new Label(files.get(place), labels.get(best[place]), score[place], margin[place]);
    }

    /** The name of the best label; empty for a product that came later. */
    public String labelOf(String file) {
        Integer place = places.get(file);
        return place == null ? "" : labels.get(best[place]);
    }

    /** How many products have each label, in the order of the labels. */
    public Map<String, Integer> counts() {
        int[] counts = new int[labels.size()];
        for (int label : best) {
            counts[label]++;
        }
        Map<String, Integer> named = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            named.put(labels.get(i), counts[i]);
        }
        return named;
    }
}
