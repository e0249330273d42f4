package io.github.camelhf.inference.examples.watchedfolder.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.result.Classification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {

    @TempDir
    Path results;

    @Test
    void keepsOneLineForEachDecision() throws IOException {
        try (AuditLog log = new AuditLog(results)) {
            log.append(result("a\nb.jpg"));
        }
        try (AuditLog log = new AuditLog(results)) {
            log.append(result("ü.jpg"));
        }

        assertThat(Files.readAllLines(results.resolve(AuditLog.NAME))).hasSize(2);
        try (Stream<FileResult> read = AuditLog.read(results)) {
            assertThat(read).containsExactly(result("a\nb.jpg"), result("ü.jpg"));
        }
    }

    @Test
    void hasNoDecisionsBeforeTheFirst() throws IOException {
        try (Stream<FileResult> read = AuditLog.read(results)) {
            assertThat(read).isEmpty();
        }
    }

    @Test
    void readsFromTheEndOfAnyLine() throws IOException {
        try (AuditLog log = new AuditLog(results)) {
            log.append(result("a.jpg"));
            long first = log.length();
            log.append(result("b.jpg"));

            assertThat(log.length()).isEqualTo(Files.size(results.resolve(AuditLog.NAME)));
            try (Stream<FileResult> read = AuditLog.read(results, first)) {
                assertThat(read).containsExactly(result("b.jpg"));
            }
        }
    }

    @Test
    void beginsANewLogWhenSomebodyMovedItAway() throws IOException {
        Path file = results.resolve(AuditLog.NAME);
        try (AuditLog log = new AuditLog(results)) {
            log.append(result("a.jpg"));
            Files.move(file, results.resolve("audit-1.jsonl"));
            log.append(result("b.jpg"));
            Files.move(file, results.resolve("audit-2.jsonl"));
            Files.writeString(file, "");
            log.append(result("c.jpg"));
            log.append(result("d.jpg"));

            assertThat(log.length()).isEqualTo(Files.size(file));
        }

        assertThat(results.resolve("audit-1.jsonl")).content().contains("a.jpg").doesNotContain("b.jpg");
        assertThat(results.resolve("audit-2.jsonl")).content().contains("b.jpg").doesNotContain("c.jpg");
        try (Stream<FileResult> read = AuditLog.read(results)) {
            assertThat(read).containsExactly(result("c.jpg"), result("d.jpg"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_000, 100_000})
    void neverReadsALineThatIsNotWholeAndCutsItOffBeforeTheNext(int tornBytes) throws IOException {
        Path file = results.resolve(AuditLog.NAME);
        try (AuditLog log = new AuditLog(results)) {
            log.append(result("a.jpg"));
        }
        Files.writeString(file, "x".repeat(tornBytes), StandardOpenOption.APPEND);

        try (Stream<FileResult> read = AuditLog.read(results)) {
            assertThat(read).containsExactly(result("a.jpg"));
        }
        try (AuditLog log = new AuditLog(results)) {
            log.append(result("b.jpg"));
        }
        try (Stream<FileResult> read = AuditLog.read(results)) {
            assertThat(read).containsExactly(result("a.jpg"), result("b.jpg"));
        }
    }

    private static FileResult result(String file) {
        return new FileResult(
                file,
                null,
                "sorted/grass/" + file,
                "00ff",
                12,
                FileResult.ACCEPT,
                null,
                "grass",
                0.9,
                0.8,
                List.of(new Classification("grass", 0.9), new Classification("sand", 0.1)),
                "model",
                "request-1",
                31,
                1,
                null,
                "2026-11-20T10:00:00Z",
                null);
    }
}
