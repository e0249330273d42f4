package io.github.camelhf.inference.emulator.model;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Turns a text into a vector: the sum of its words. */
final class TextVector {

    /** An unknown word beside known ones changes the direction a little, so that no two texts are quite the same. */
    private static final float UNKNOWN_BESIDE_KNOWN = 0.15f;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private final Vocabulary vocabulary;

    TextVector(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    float[] of(String text) {
        float[] known = new float[VectorLayout.DIMENSIONS];
        float[] unknown = new float[VectorLayout.DIMENSIONS];
        for (String word : words(text)) {
            if (!vocabulary.passesOver(word) && !vocabulary.addTo(known, word)) {
                addSpelling(unknown, word);
            }
        }
        UnitVector.normalize(unknown);
        if (UnitVector.dot(known, known) < 1e-6) {
            return UnitVector.dot(unknown, unknown) > 0 ? unknown : neutral();
        }
        UnitVector.normalize(known);
        for (int i = 0; i < known.length; i++) {
            known[i] += UNKNOWN_BESIDE_KNOWN * unknown[i];
        }
        return UnitVector.normalize(known);
    }

    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** The direction of a text without words: the first number of the unknown words' block. */
    private static float[] neutral() {
        float[] vector = new float[VectorLayout.DIMENSIONS];
        vector[VectorLayout.UNKNOWN_WORDS.offset()] = 1;
        return vector;
    }

    /** One number for every three letters in a row, so that words spelled alike lie near each other. */
    private static void addSpelling(float[] vector, String word) {
        String framed = "^" + word + "$";
        for (int i = 0; i + 3 <= framed.length(); i++) {
            int hash = mixed(framed.substring(i, i + 3).hashCode());
            // The first number stays free: it is the direction of no words at all.
            int at = 1 + Integer.remainderUnsigned(hash, VectorLayout.UNKNOWN_WORDS.size() - 1);
            vector[VectorLayout.UNKNOWN_WORDS.offset() + at] += hash < 0 ? -1 : 1;
        }
    }

    private static int mixed(int hash) {
        int h = hash * 0x9E3779B1;
        h = (h ^ h >>> 15) * 0x85EBCA77;
        return h ^ h >>> 13;
    }
}
