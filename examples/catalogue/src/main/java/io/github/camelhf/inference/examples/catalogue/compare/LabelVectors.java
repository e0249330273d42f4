package io.github.camelhf.inference.examples.catalogue.compare;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.examples.catalogue.shelf.RefusedException;
import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The vectors of labels, in a file beside the index, so that a text is sent to the model once. Safe for use by many threads. */
public final class LabelVectors {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, String> vectors = new TreeMap<>();

    /** @param folder that of the index */
    public LabelVectors(Path folder) {
        file = folder.resolve("label-vectors.json");
        try {
            if (Files.exists(file)) {
                vectors.putAll(JSON.readValue(file.toFile(), new TypeReference<Map<String, String>>() {}));
            }
        } catch (IOException e) {
            throw new RefusedException(
                    file + " cannot be read (" + e.getMessage() + "); delete it, and the labels are asked for again",
                    e);
        }
    }

    /** Those of the texts that have no vector yet. */
    public synchronized List<String> missing(List<String> texts) {
        return texts.stream().filter(text -> !vectors.containsKey(text)).toList();
    }

    /** Keeps vectors, of length 1 from now on. */
    public synchronized void keep(List<String> texts, List<float[]> found) {
        for (int i = 0; i < texts.size(); i++) {
            vectors.put(texts.get(i), Vectors.encode(Vectors.unit(found.get(i))));
        }
        try {
            Path draft = file.resolveSibling("label-vectors.part");
            JSON.writeValue(draft.toFile(), vectors);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new RefusedException(file + " cannot be written (" + e.getMessage() + "); is the disk full?", e);
        }
    }

    /** The vectors of texts that are all known. */
    public synchronized List<float[]> of(List<String> texts) {
        return texts.stream()
                .map(text -> Vectors.decode(vectors.getOrDefault(text, "")))
                .toList();
    }
}
