package io.github.camelhf.inference.examples.watchedfolder.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.BoundedFile;
import io.github.camelhf.inference.examples.watchedfolder.files.BoundedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of an audit log that still hold: for each place the latest. The log is read twice, once to find them and once to
 * visit them, so that no more than the places is in memory. A line that cannot be read, such as the last one of a run that was
 * cut off, is left out and counted.
 */
final class Decisions {

    private static final ObjectReader READER = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .readerFor(FileResult.class);

    private final Path log;
    private final BitSet latest;
    private final int damaged;

    private Decisions(Path log, BitSet latest, int damaged) {
        this.log = log;
        this.latest = latest;
        this.damaged = damaged;
    }

    /** @param results the folder that holds the log; there are no decisions when it holds none */
    static Decisions of(Path results) throws IOException {
        Path log = results.resolve(AuditLog.NAME);
        Map<String, Integer> lines = new HashMap<>();
        int[] damaged = {0};
        new Boundary(results).requireNoLink(log);
        if (Boundary.exists(log)) {
            read(log, (number, result) -> {
                if (result == null) {
                    damaged[0]++;
                } else {
                    lines.put(result.place(), number);
                }
            });
        }
        BitSet latest = new BitSet();
        lines.values().forEach(latest::set);
        return new Decisions(log, latest, damaged[0]);
    }

    int count() {
        return latest.cardinality();
    }

    /** Lines that cannot be read. */
    int damaged() {
        return damaged;
    }

    /** In the order in which they were made. What came into the log since is not among them. */
    void forEach(Visitor visitor) throws IOException {
        if (latest.isEmpty()) {
            return;
        }
        read(log, (number, result) -> {
            if (result != null && latest.get(number)) {
                visitor.visit(result);
            }
        });
    }

    private static void read(Path log, LineVisitor visitor) throws IOException {
        try (BoundedLines lines = new BoundedLines(BoundedFile.open(log))) {
            int number = 0;
            while (lines.hasNext()) {
                String line = lines.next();
                if (!line.isBlank()) {
                    visitor.visit(number, parsed(line));
                }
                number++;
            }
        }
    }

    private static @Nullable FileResult parsed(String line) {
        try {
            @Nullable FileResult result = READER.readValue(line);
            boolean whole =
                    result != null && result.place() != null && result.sha256() != null && result.decision() != null;
            return whole ? result : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** What is done with each. */
    @FunctionalInterface
    interface Visitor {
        void visit(FileResult result) throws IOException;
    }

    @FunctionalInterface
    private interface LineVisitor {
        void visit(int number, @Nullable FileResult result) throws IOException;
    }
}
