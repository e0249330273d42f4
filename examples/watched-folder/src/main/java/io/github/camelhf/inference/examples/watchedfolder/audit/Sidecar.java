package io.github.camelhf.inference.examples.watchedfolder.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.file.Path;

/** The file beside a picture that holds its {@link FileResult}. */
public final class Sidecar {

    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private Sidecar() {}

    /** Its place: the picture's name with {@code .json} behind it. */
    public static Path of(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    /** Its bytes, laid out for people. */
    public static byte[] content(FileResult result) {
        try {
            return JSON.writeValueAsBytes(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result is always writable as JSON", e);
        }
    }
}
