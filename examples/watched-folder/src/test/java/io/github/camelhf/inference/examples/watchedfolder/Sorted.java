package io.github.camelhf.inference.examples.watchedfolder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at a folder after a run, past what only the program reads. */
record Sorted(Path root) {

    /** Every file that is no sidecar of either kind, with its folder, hidden ones included. */
    List<String> files() {
        return all().filter(name -> !name.endsWith(".json") && !name.endsWith(".xmp"))
                .toList();
    }

    /** The XMP files. */
    List<String> keywords() {
        return all().filter(name -> name.endsWith(".xmp")).toList();
    }

    List<String> sidecars() {
        return all().filter(name -> name.endsWith(".json")).toList();
    }

    private Stream<String> all() {
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith(Bookkeeping.NAME + "/") && !name.equals(AuditLog.NAME))
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
