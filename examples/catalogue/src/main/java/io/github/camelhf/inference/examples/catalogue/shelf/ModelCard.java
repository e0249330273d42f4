package io.github.camelhf.inference.examples.catalogue.shelf;

import java.util.Map;

/**
 * Which model made the vectors of a shelf. Two servers may name a model alike, or not at all, so the card holds what the
 * model made of a fixed text as well.
 *
 * @param model the id that the server gave, or empty
 * @param probe the vector of {@link #PROBE}, of length 1
 */
public record ModelCard(String model, float[] probe) {

    /** The fixed text. */
    public static final String PROBE = "a product of the catalogue";

    /** Above this two vectors of the text are the same but for rounding on another machine. */
    private static final double SAME = 0.99;

    int length() {
        return probe.length;
    }

    /**
     * Compares this card with that of the model which is there now.
     *
     * @throws RefusedException when it is another model
     */
    public void require(ModelCard other) {
        requireLength(other.length());
        if (!model.isEmpty() && !other.model.isEmpty() && !model.equals(other.model)) {
            throw new RefusedException("The index was built with the model " + model + ", and the server now has "
                    + other.model + ": their vectors do not compare. " + REMEDY);
        }
        float cosine = Vectors.cosine(probe, other.probe);
        if (cosine < SAME) {
            throw new RefusedException(("The server's model is not the one that the index was built with: the same text"
                                    + " had another vector then (cosine %.3f). ")
                            .formatted(cosine)
                    + REMEDY);
        }
    }

    /**
     * Compares a vector's length with that of the shelf's.
     *
     * @throws RefusedException when they differ
     */
    public void requireLength(int found) {
        if (found != length()) {
            throw new RefusedException("The index holds vectors of " + length() + " numbers, and the server's model now"
                    + " makes " + found + ": they do not compare. " + REMEDY);
        }
    }

    private static final String REMEDY =
            "Give the server its model back, or build a second index with --index and another folder";

    Map<String, String> toMap() {
        return Map.of("model", model, "probe", Vectors.encode(probe));
    }

    static ModelCard ofMap(Map<String, String> kept) {
        return new ModelCard(kept.getOrDefault("model", ""), Vectors.decode(kept.getOrDefault("probe", "")));
    }
}
