package io.github.camelhf.inference.examples.watchedfolder.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.github.camelhf.inference.examples.watchedfolder.files.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The file beside a picture that holds its {@link FileResult}. */
public final class Sidecar {

    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private static final ObjectReader READER = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .readerFor(FileResult.class);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Results have a few kilobytes, with a score for each of many labels more. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private Sidecar() {}

    /** Its place: the picture's name with {@code .json} behind it. */
    public static Path of(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    /** The result in a file, if it holds one: anybody may have a file of such a name. */
    public static Optional<FileResult> read(Path sidecar) {
        try {
            return Optional.<FileResult>ofNullable(READER.readValue(BoundedFile.read(sidecar, MOST_BYTES)))
                    .filter(Sidecar::isWhole);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it holds what each result does: any JSON object can be read as one that holds nothing. */
    public static boolean isWhole(FileResult result) {
        return Stream.of(result.file(), result.place(), result.sha256(), result.decision(), result.finishedAt())
                        .allMatch(Objects::nonNull)
                && SHA256.matcher(result.sha256()).matches();
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
