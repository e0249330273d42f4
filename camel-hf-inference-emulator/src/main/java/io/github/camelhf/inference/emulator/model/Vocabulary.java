package io.github.camelhf.inference.emulator.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words the model knows, read from {@code vocabulary.txt}, which describes its own form. */
final class Vocabulary {

    private static final String FILE = "vocabulary.txt";

    /** Where the colours and traits stand in the vector. */
    private final Map<String, Integer> features = new HashMap<>();

    private final Map<String, float[]> words = new LinkedHashMap<>();
    private final Set<String> passedOver = new LinkedHashSet<>();
    private final List<String> classes = new ArrayList<>();

    private Vocabulary() {
        NamedColour.ALL.forEach(colour -> features.put(colour.word(), VectorLayout.COLOURS.offset() + features.size()));
        int colours = features.size();
        for (Trait trait : Trait.values()) {
            features.put(trait.word(), VectorLayout.TRAITS.offset() + features.size() - colours);
        }
    }

    static Vocabulary load() {
        Vocabulary vocabulary = new Vocabulary();
        try (InputStream in = Vocabulary.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + FILE + " beside " + Vocabulary.class.getName());
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            boolean inClasses = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    inClasses = line.equals("[classes]");
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    vocabulary.add(line.strip(), inClasses);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vocabulary;
    }

    Set<String> words() {
        return Set.copyOf(words.keySet());
    }

    /** Whether a word names no look and is left out of a text. */
    boolean passesOver(String word) {
        return passedOver.contains(word);
    }

    List<String> classes() {
        return List.copyOf(classes);
    }

    /** Adds the unit vector of a word to a sum. Returns false, and adds nothing, for an unknown word. */
    boolean addTo(float[] sum, String word) {
        float[] vector = words.get(word);
        if (vector == null) {
            return false;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
        }
        return true;
    }

    private void add(String line, boolean isClass) {
        if (isClass) {
            classes.add(line);
            return;
        }
        int equals = line.indexOf('=');
        List<String> names = list(line.substring(0, equals));
        String features = line.substring(equals + 1).strip();
        if (features.equals("-")) {
            passedOver.addAll(names);
            return;
        }
        float[] vector = new float[VectorLayout.DIMENSIONS];
        for (String feature : list(features)) {
            int space = feature.indexOf(' ');
            addFeature(vector, feature.substring(0, space), Float.parseFloat(feature.substring(space + 1)));
        }
        UnitVector.normalize(vector);
        names.forEach(name -> words.put(name, vector));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private void addFeature(float[] vector, String name, float weight) {
        Integer feature = features.get(name);
        if (feature != null) {
            vector[feature] += weight;
            return;
        }
        float[] known = words.get(name);
        if (known == null) {
            throw new IllegalStateException(FILE + " uses \"" + name + "\", which is no colour, trait or earlier word");
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] += weight * known[i];
        }
    }
}
