package io.github.camelhf.inference.examples.watchedfolder.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelhf.inference.examples.watchedfolder.RefusingFileSystem;
import io.github.camelhf.inference.examples.watchedfolder.journal.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders, as a run would use them. */
class FolderCheckTest {

    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir
    Path folder;

    @Test
    void leavesAFolderThatIsFineAsItWas() throws IOException {
        Files.createDirectories(folder.resolve("review"));

        assertThat(findings(0)).allMatch(Finding::isOk).hasSize(6);

        assertThat(folder.resolve("review")).isEmptyDirectory();
        assertThat(folder.toFile().list()).containsExactly("review");
    }

    @Test
    void saysThatMovesOfAnEarlierRunAreStillOpen() throws IOException {
        Path notes = Files.createDirectories(folder.resolve(".watched-folder/open"));
        Files.writeString(notes.resolve("2.json"), "of a run under way");
        assertThat(findings(0)).allMatch(Finding::isOk);

        Path old = Files.writeString(notes.resolve("1.json"), "{}");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90)));

        assertThat(finding("open moves", findings(0)).toString())
                .startsWith("problem  open moves    1 that an earlier run began")
                .contains("start a run");
    }

    @Test
    void aNoteThatARunSettlesMeanwhileIsNoOpenMove() throws Exception {
        Path note =
                Files.createDirectories(folder.resolve(".watched-folder/open")).resolve("1.json");
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            while (!ended.get()) {
                settleOne(note);
            }
        });
        try {
            for (int i = 0; i < 500; i++) {
                assertThat(findings(0)).as("look %s", i).allMatch(Finding::isOk);
            }
        } finally {
            ended.set(true);
            run.join();
        }
    }

    private static void settleOne(Path note) {
        try {
            Files.createFile(note);
            Files.delete(note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysThatAFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jpg"), "");

        List<Finding> findings = new FolderCheck(file, file, List.of(), 0).findings();

        assertThat(findings)
                .singleElement()
                .hasToString("problem  folder        " + file + " is no folder; check --dir");
    }

    @Test
    void saysThatAFileStandsWhereAFolderShallBe() throws IOException {
        Files.writeString(folder.resolve("review"), "a note");

        assertThat(finding("move", findings(0)).toString())
                .startsWith("problem  move")
                .contains("to " + folder.resolve("review"))
                .endsWith("move away what has that name");
        assertThat(folder.resolve("review")).hasContent("a note");
        assertThat(folder.toFile().list()).containsExactly("review");
    }

    @Test
    void saysThatANoteLiesAheadBecauseTheClockWasSetBack() throws IOException {
        Path notes = Files.createDirectories(folder.resolve(".watched-folder/open"));
        Path note = Files.writeString(notes.resolve("1.json"), "{}");
        Files.setLastModifiedTime(note, FileTime.from(Instant.now().plusSeconds(86_400)));

        assertThat(finding("open moves", findings(0)).toString()).startsWith("problem  open moves    1 that");
    }

    @Test
    void saysThatThereIsTooLittleSpace() {
        assertThat(finding("disk", findings(Long.MAX_VALUE)).toString())
                .startsWith("problem  disk")
                .contains("MB free on ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatNoFileCanBeMadeInAFolderOfTheSystem() {
        // Not even root can make a file there.
        List<Finding> findings = new FolderCheck(Path.of("/proc"), Path.of("/proc"), List.of(), 0).findings();

        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .contains("no file can be made in /proc", "the right to read and write"));
    }

    @Test
    void saysThatAFolderIsReadOnly() {
        assumeTrue(folder.toFile().setReadOnly());
        assumeFalse(Files.isWritable(folder), "root may write everywhere");

        assertThat(findings(0))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).contains("access denied"));
        folder.toFile().setWritable(true);
    }

    /** As after a run with sudo. */
    @ParameterizedTest
    @ValueSource(strings = {"audit.jsonl", ".watched-folder/lock", ".watched-folder/drafts", ".watched-folder/open"})
    void saysThatWhatAnEarlierRunMadeCannotBeWritten(String name) throws IOException {
        Path own = folder.resolve(name);
        Files.createDirectories(own.getParent());
        if (name.endsWith("s") || name.endsWith("open")) {
            Files.createDirectory(own);
        } else {
            Files.createFile(own);
        }
        assumeTrue(own.toFile().setReadOnly());
        assumeFalse(Files.isWritable(own), "root may write everywhere");

        assertThat(finding("folder", findings(0).subList(1, 2)).toString())
                .startsWith("problem  folder        " + own + " cannot be written; give the user ")
                .contains("the right to");
        own.toFile().setWritable(true);
    }

    @Test
    void saysThatTheResultsLieOnAnotherFileSystem() throws IOException {
        assumeTrue(Files.isDirectory(MEMORY) && Files.isWritable(MEMORY), "no second file system is known");
        assumeFalse(Files.getFileStore(MEMORY).equals(Files.getFileStore(folder)), "both are the same");
        Path elsewhere = Files.createTempDirectory(MEMORY, "folder-check");
        try {
            assertThat(new FolderCheck(folder, elsewhere, List.of("review"), 0)
                            .findings()
                            .get(1)
                            .toString())
                    .startsWith("problem  move")
                    .contains(elsewhere + " lies on another file system", "put both on the same");
            assertThat(elsewhere).isEmptyDirectory();
        } finally {
            Files.delete(elsewhere);
        }
    }

    @Test
    void saysWhatTheFileSystemRefusesAndWhatThatMeans() throws IOException {
        List<Finding> findings = new FolderCheck(
                        folder, folder, List.of("review", "sorted/" + "x".repeat(144)), 0, new RefusingFileSystem())
                .findings();

        assertThat(finding("lock", findings).toString())
                .startsWith("ok ")
                .contains("has none (No locks available)", "delete it by hand");
        assertThat(finding("time", findings).toString()).startsWith("ok ").contains("none can be set");
        assertThat(finding("long names", findings).toString())
                .startsWith("problem")
                .contains("143 bytes at most", "a shorter name");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysThatARunIsAtWork() throws IOException {
        try (FolderLock lock = FolderLock.take(folder)) {
            assertThat(finding("lock", findings(0)).toString())
                    .as(lock.toString())
                    .contains("a run is at work here");
        }
        assertThat(finding("lock", findings(0)).toString()).contains("one run at a time");
    }

    private static Finding finding(String subject, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(findings));
    }

    private List<Finding> findings(long leastBytes) {
        return new FolderCheck(folder, folder, List.of("review", "failed"), leastBytes).findings();
    }
}
