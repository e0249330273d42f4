package io.github.camelhf.inference.emulator.model;

import java.util.List;

/**
 * Puts pictures and words into one space of {@value #DIMENSIONS} numbers by measuring pixels and looking words up, so
 * that a picture of red tiles lies nearest to "red tile". It has learned nothing; {@code MODEL.md} of this module says
 * what each number means and which words are known.
 *
 * <p>The same input always gives the same vector. Instances are safe for any number of threads; a call works on the caller's
 * thread and takes some ten milliseconds plus the decoding of the picture, unless that picture is among the last it was asked about.
 */
public final class DemonstrationModel {

    /** Length of every vector. */
    public static final int DIMENSIONS = VectorLayout.DIMENSIONS;

    /** What to tell people who see its answers. */
    public static final String NOTICE =
            "This is a demonstration model: it computes its answers from the colours and textures of the pixels and from"
                    + " a short list of words. It has learned nothing, and its scores say nothing about a real model's.";

    /** How far apart {@link #zeroShot} drives labels whose cosines differ a little. */
    private static final double SHARPNESS = 11;

    private final Vocabulary vocabulary = Vocabulary.load();
    private final SeenPictures seen = new SeenPictures();
    private final TextVector texts = new TextVector(vocabulary);

    /** Reads the vocabulary. */
    public DemonstrationModel() {}

    /**
     * The vector of an encoded picture: JPEG, PNG, GIF (its first frame), BMP or WebP, of at most 100 megapixels.
     * Only the whole picture counts, not its size: a small copy has nearly the same vector.
     *
     * @return a vector of length 1
     * @throws UnreadableImageException when the bytes are no such picture, are damaged, or end before the picture does
     */
    public float[] image(byte[] encoded) throws UnreadableImageException {
        return seen.vector(encoded);
    }

    /**
     * The areas of one colour in an encoded picture.
     *
     * @throws UnreadableImageException as {@link #image} does
     */
    public ColourRegions regions(byte[] encoded) throws UnreadableImageException {
        return ColourRegions.of(PictureDecoder.packed(encoded));
    }

    /**
     * The lines of {@link BlockLetters} in an encoded picture, dark on light, from top to bottom, with a tab between columns. No
     * other writing is read.
     *
     * @throws UnreadableImageException as {@link #image} does
     */
    public List<String> read(byte[] encoded) throws UnreadableImageException {
        return new BlockReading(PictureDecoder.sharp(encoded)).lines();
    }

    /**
     * The vector of a text, in any mixture of upper and lower case. Words that name no look ("a photo of") are passed
     * over. Unknown words have directions of their own, at right angles to every picture; so has a text without words.
     *
     * @return a vector of length 1
     */
    public float[] text(String words) {
        return texts.of(words);
    }

    /**
     * The cosine of two vectors of this model, from -1 to 1.
     *
     * @throws IllegalArgumentException when a vector is not {@value #DIMENSIONS} numbers long
     */
    public double cosine(float[] a, float[] b) {
        if (a.length != DIMENSIONS || b.length != DIMENSIONS) {
            throw new IllegalArgumentException(
                    "Expected vectors of " + DIMENSIONS + " numbers, found " + a.length + " and " + b.length);
        }
        double lengths = Math.sqrt(UnitVector.dot(a, a) * UnitVector.dot(b, b));
        return lengths == 0 ? 0 : Math.max(-1, Math.min(1, UnitVector.dot(a, b) / lengths));
    }

    /**
     * A vector of this model with another count of numbers: more are zeros, fewer are sums of those that lie that many
     * apart. Vectors of one count compare with each other much as the whole ones do.
     *
     * @param numbers at least 1
     * @return a vector of length 1; the same array when it has that many already
     */
    public static float[] fit(float[] vector, int numbers) {
        if (numbers == vector.length) {
            return vector;
        }
        float[] fitted = new float[numbers];
        for (int i = 0; i < vector.length; i++) {
            fitted[i % numbers] += vector[i];
        }
        return UnitVector.normalize(fitted);
    }

    /**
     * How well each label fits a picture, compared with the others: cosines, sharpened and brought to a sum of 1.
     *
     * @param labels vectors of the labels, from {@link #text}
     * @return one score per label, in their order
     */
    public double[] zeroShot(float[] image, List<float[]> labels) {
        double[] scores = new double[labels.size()];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(SHARPNESS * cosine(image, labels.get(i)));
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }

    /** The classes of its image classifier; their names are texts like any label. */
    public List<String> classes() {
        return vocabulary.classes();
    }
}
