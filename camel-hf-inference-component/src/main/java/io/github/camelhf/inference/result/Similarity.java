package io.github.camelhf.inference.result;

import java.util.List;

/**
 * How well each image fits each text.
 *
 * @param imageCount number of images asked for, at least 1
 * @param textCount  number of texts asked for, at least 1
 * @param scores     one row per image, one column per text, both in the order of the request; cosines for the known servers
 */
public record Similarity(int imageCount, int textCount, List<List<Double>> scores) implements InferenceResult {

    public Similarity {
        if (imageCount < 1 || textCount < 1) {
            throw new IllegalArgumentException(
                    "expected at least one image and one text, got " + imageCount + " and " + textCount);
        }
        scores = scores.stream().map(List::copyOf).toList();
        if (scores.size() != imageCount) {
            throw new IllegalArgumentException("expected " + imageCount + " rows of scores, got " + scores.size());
        }
        for (List<Double> row : scores) {
            if (row.size() != textCount) {
                throw new IllegalArgumentException("expected " + textCount + " scores in a row, got " + row.size());
            }
            if (!row.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("a similarity score is not a finite number");
            }
        }
    }

    /** How well image {@code image} fits text {@code text}, both counted from 0. */
    public double score(int image, int text) {
        return scores.get(image).get(text);
    }
}
