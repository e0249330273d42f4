package io.github.camelhf.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;

/** What Camel's plugin has read off the annotations, as it lies in the jar. */
public final class CatalogEntry {

    private static final String FILE = "/META-INF/io/github/camelhf/inference/hf-inference.json";

    private CatalogEntry() {}

    public static String json() {
        try (InputStream stream = Objects.requireNonNull(CatalogEntry.class.getResourceAsStream(FILE), FILE)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ComponentModel model() {
        return JsonMapper.generateComponentModel(json());
    }
}
