package io.github.camelhf.inference.emulator.model;

import java.util.ArrayList;
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
        List<String> words = words(text);
        List<String> telling =
                words.stream().filter(word -> !vocabulary.passesOver(word)).toList();
        if (telling.isEmpty()) {
            return words.isEmpty() ? neutral() : UnitVector.normalize(spelling(words));
        }
        float[] known = new float[VectorLayout.DIMENSIONS];
        List<String> strange = new ArrayList<>();
        for (String word : telling) {
            if (!vocabulary.addTo(known, word)) {
                strange.add(word);
            }
        }
        float[] unknown = UnitVector.normalize(spelling(strange));
        // Words may cancel each other out.
        if (UnitVector.dot(known, known) < 1e-6) {
            return strange.isEmpty() ? UnitVector.normalize(spelling(words)) : unknown;
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
    private static float[] spelling(List<String> words) {
        float[] vector = new float[VectorLayout.DIMENSIONS];
        for (String word : words) {
            String framed = "^" + word + "$";
            for (int i = 0; i + 3 <= framed.length(); i++) {
                int hash = mixed(framed.substring(i, i + 3).hashCode());
                // The first number stays free: it is the direction of no words at all.
                int at = 1 + Integer.remainderUnsigned(hash, VectorLayout.UNKNOWN_WORDS.size() - 1);
                // One way only, or the threes of a word could cancel each other out.
                vector[VectorLayout.UNKNOWN_WORDS.offset() + at] += 1;
            }
        }
        return vector;
    }

    private static int mixed(int hash) {
        int h = hash * 0x9E3779B1;
        h = (h ^ h >>> 15) * 0x85EBCA77;
        return h ^ h >>> 13;
    }
}
