package io.github.camelhf.inference.examples.watchedfolder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at a folder after a run. */
record Sorted(Path root) {

    /** Every file that is no sidecar, with its folder, hidden ones included. */
    List<String> files() {
        return all().filter(name -> !name.endsWith(".json")).toList();
    }

    List<String> sidecars() {
        return all().filter(name -> name.endsWith(".json")).toList();
    }

    private Stream<String> all() {
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sidecar of a file. */
    JsonNode result(String file) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(root.resolve(file + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
