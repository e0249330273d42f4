package io.github.camelhf.inference.examples.watchedfolder.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.audit.Sidecar;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every step of a move after which a process can have ended, and what the next one makes of it. */
class JournalTest {

    private static final String NAME = "a.jpg";
    private static final String PLACE = "sorted/grass/a.jpg";

    @TempDir
    Path results;

    @BeforeEach
    void putAFileIntoTheInbox() throws IOException {
        Files.writeString(results.resolve(NAME), "picture");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aMoveThatWasInterruptedIsDoneOrNotAtAll(int steps) throws IOException {
        interruptedAfter(steps);

        new Journal(results, new Drafts(results)).close();

        assertThat(files()).containsExactlyInAnyOrderElementsOf(steps < 3 ? List.of(NAME) : List.of(PLACE));
        assertThat(Files.exists(results.resolve(PLACE + ".json"))).isEqualTo(steps >= 3);
        assertThat(logged()).isEqualTo(steps < 3 ? List.of() : List.of(PLACE));
        assertThat(open()).isEmpty();
    }

    /** Note, sidecar, move, line: so many of them. The fifth, removing the note, is never reached. */
    private void interruptedAfter(int steps) throws IOException {
        Journal journal = new Journal(results, new Drafts(results));
        Intent intent = intent(journal, null);
        Path note = journal.note(intent);
        if (steps > 0) {
            Files.createDirectories(results.resolve("sorted/grass"));
            Files.write(results.resolve(PLACE + ".json"), Sidecar.content(intent.result()));
        }
        if (steps > 2) {
            Files.move(results.resolve(NAME), results.resolve(PLACE));
        }
        if (steps > 3) {
            byte[] kept = Files.readAllBytes(note);
            journal.settle(note, intent);
            Files.write(note, kept);
        }
        journal.close();
    }

    @Test
    void aTornLineIsCutOffAndWrittenAnew() throws IOException {
        interruptedAfter(3);
        Path log = results.resolve(AuditLog.NAME);
        Files.writeString(log, "{\"file\":\"a.jpg\",\"pla");

        new Journal(results, new Drafts(results)).close();

        assertThat(logged()).containsExactly(PLACE);
        assertThat(Files.readAllLines(log)).hasSize(1);
    }

    @Test
    void settlingTwiceLeavesOneLine() throws IOException {
        interruptedAfter(4);
        interruptedAgain();

        new Journal(results, new Drafts(results)).close();

        assertThat(logged()).containsExactly(PLACE);
    }

    private void interruptedAgain() throws IOException {
        Path notes = Bookkeeping.of(results).resolve("open");
        try (Stream<Path> open = Files.list(notes)) {
            for (Path note : open.toList()) {
                Files.copy(note, notes.resolve("copy of " + note.getFileName()));
            }
        }
    }

    @Test
    void aNewFileOfTheSameNameInTheInboxIsNotTakenForTheOldOne() throws IOException {
        interruptedAfter(3);
        Files.writeString(results.resolve(NAME), "another picture");

        new Journal(results, new Drafts(results)).close();

        assertThat(files()).containsExactlyInAnyOrder(NAME, PLACE);
        assertThat(logged()).containsExactly(PLACE);
    }

    @Test
    void aStrangersFileAtThePlaceIsNotTakenForOurs() throws IOException {
        interruptedAfter(1);
        Files.writeString(results.resolve(PLACE), "a stranger's picture");

        new Journal(results, new Drafts(results)).close();

        assertThat(files()).containsExactlyInAnyOrder(NAME, PLACE);
        assertThat(Files.exists(results.resolve(PLACE + ".json"))).isFalse();
        assertThat(logged()).isEmpty();
    }

    @Test
    void aFileThatSomebodyTookOutOfItsPlaceKeepsItsDecision() throws IOException {
        interruptedAfter(3);
        Files.delete(results.resolve(PLACE));

        new Journal(results, new Drafts(results)).close();

        assertThat(results.resolve(PLACE + ".json")).exists();
        assertThat(logged()).containsExactly(PLACE);
        assertThat(open()).isEmpty();
    }

    @Test
    void aNameThatCannotExistIsNothingToTakeBack() throws IOException {
        Journal journal = new Journal(results, new Drafts(results));
        Intent intent = intent(journal, "review/" + "x".repeat(252) + ".jpg", null);

        assertThat(journal.settle(journal.note(intent), intent)).isFalse();

        assertThat(open()).isEmpty();
        assertThat(files()).containsExactly(NAME);
    }

    @Test
    void aMoveThatCannotBeSettledKeepsNothingElseFromIt() throws IOException {
        Journal before = new Journal(results, new Drafts(results));
        before.note(intent(before, "review/a.jpg", null));
        // The folder of its place became a link, which is not followed.
        Files.createSymbolicLink(
                Files.createDirectory(results.resolve("failed")).resolve("refused"), Path.of("elsewhere"));
        Path stuck = before.note(intent(before, "failed/refused/b.jpg", null));
        before.close();

        Journal journal = new Journal(results, new Drafts(results));

        assertThat(journal.unsettled())
                .singleElement()
                .satisfies(told ->
                        assertThat(told).contains(".watched-folder/open/" + stuck.getFileName(), "tries again"));
        assertThat(open()).containsExactly(stuck);
        assertThat(journal.note(intent(journal, null))).isNotEqualTo(stuck);
        Files.delete(results.resolve("failed/refused"));
        journal.settleAll();
        assertThat(journal.unsettled()).isEmpty();
        assertThat(stuck).doesNotExist();
    }

    @Test
    void aMoveUnderWayIsLeftToWhoNotedIt() throws IOException {
        Journal journal = new Journal(results, new Drafts(results));
        Intent intent = intent(journal, null);
        Path note = journal.note(intent);
        Files.createDirectories(results.resolve("sorted/grass"));
        Files.write(results.resolve(PLACE + ".json"), Sidecar.content(intent.result()));

        journal.settleAll();
        Files.move(results.resolve(NAME), results.resolve(PLACE));
        journal.settle(note, intent);

        assertThat(results.resolve(PLACE + ".json")).exists();
        assertThat(logged()).containsExactly(PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"file\":\n", "no JSON\n", "[]\n", "null\n"})
    void aLineThatIsNoDecisionBlocksNoStart(String line) throws IOException {
        interruptedAfter(4);
        Files.writeString(results.resolve(AuditLog.NAME), line, StandardOpenOption.APPEND);

        new Journal(results, new Drafts(results)).close();

        assertThat(logged()).containsExactly(PLACE);
        assertThat(open()).isEmpty();
    }

    @Test
    void draftsAndDamagedNotesGo() throws IOException {
        Files.createDirectories(Bookkeeping.of(results).resolve("drafts"));
        Files.writeString(Bookkeeping.of(results).resolve("drafts/7"), "half");
        Files.createDirectories(Bookkeeping.of(results).resolve("open"));
        Files.writeString(Bookkeeping.of(results).resolve("open/7.json"), "{\"resu");

        new Journal(results, new Drafts(results)).close();

        assertThat(Bookkeeping.of(results).resolve("drafts")).isEmptyDirectory();
        assertThat(open()).isEmpty();
        assertThat(files()).containsExactly(NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg.xmp", "a.xmp"})
    void keywordsGoWithTheirPicture(String name) throws IOException {
        Files.writeString(results.resolve(name), "by hand");
        Journal journal = new Journal(results, new Drafts(results));
        Intent intent = intent(journal, companion(name));
        Path note = journal.note(intent);
        move(name);

        assertThat(journal.settle(note, intent)).isTrue();

        assertThat(results.resolve(name)).doesNotExist();
        assertThat(results.resolve("sorted/grass/" + name)).exists();
    }

    @Test
    void keywordsOfAMoveThatFailedStayWhereTheyWere() throws IOException {
        Files.writeString(results.resolve("a.xmp"), "by hand");
        Journal journal = new Journal(results, new Drafts(results));
        Files.createDirectories(results.resolve("sorted/grass"));
        Path written = Files.writeString(results.resolve("sorted/grass/a.xmp"), "by hand and by us");
        Intent.Companion companion = new Intent.Companion(
                "a.xmp", FileHash.sha256(results.resolve("a.xmp")), "sorted/grass/a.xmp", FileHash.sha256(written));
        Intent intent = intent(journal, companion);
        Path note = journal.note(intent);

        assertThat(journal.settle(note, intent)).isFalse();

        assertThat(results.resolve("a.xmp")).hasContent("by hand");
        assertThat(results.resolve("sorted/grass/a.xmp")).doesNotExist();
    }

    @Test
    void keywordsThatTwoPicturesShareWaitForTheSecond() throws IOException {
        Files.writeString(results.resolve("a.xmp"), "by hand");
        Files.writeString(results.resolve("a.png"), "another picture");
        Journal journal = new Journal(results, new Drafts(results));
        Intent intent = intent(journal, companion("a.xmp"));
        Path note = journal.note(intent);
        move("a.xmp");

        journal.settle(note, intent);

        assertThat(results.resolve("a.xmp")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg.xmp", "a.xmp"})
    void aNewPictureOfTheSameNameDoesNotInheritKeywords(String name) throws IOException {
        Files.writeString(results.resolve(name), "by hand");
        Journal journal = new Journal(results, new Drafts(results));
        Intent intent = intent(journal, companion(name));
        Path note = journal.note(intent);
        move(name);
        Files.writeString(results.resolve(NAME), "a new picture");

        journal.settle(note, intent);

        assertThat(results.resolve(name)).doesNotExist();
        assertThat(results.resolve(NAME)).exists();
    }

    @Test
    void keywordsThatCameWithANewPictureStayWithIt() throws IOException {
        Files.writeString(results.resolve("a.xmp"), "by hand");
        Journal journal = new Journal(results, new Drafts(results));
        Intent intent = intent(journal, companion("a.xmp"));
        Path note = journal.note(intent);
        move("a.xmp");
        Files.writeString(results.resolve(NAME), "a new picture");
        Files.writeString(results.resolve("a.xmp"), "by hand, about the new one");

        journal.settle(note, intent);

        assertThat(results.resolve("a.xmp")).hasContent("by hand, about the new one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sorted/grass/a.jpg.xmp",
                "sorted/grass/a.xmp",
                "sorted/grass/a_01.jpg.xmp",
                "sorted/grass/a.jpg.pp3"
            })
    void takesBackOnlyWhatWasWritten(String place) throws IOException {
        Journal journal = new Journal(results, new Drafts(results));
        Files.createDirectories(results.resolve("sorted/grass"));
        Files.writeString(results.resolve(place), "by hand");
        Intent intent = intent(journal, new Intent.Companion(null, null, place, null));
        Intent forged = intent(journal, new Intent.Companion(null, null, place, "0".repeat(64)));

        journal.settle(journal.note(intent), intent);
        journal.settle(journal.note(forged), forged);

        assertThat(results.resolve(place)).hasContent("by hand");
        assertThat(open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"IMG_7.jpg.xmp", "IMG_7.xmp", "IMG_7.jpg.pp3", "IMG_.pp3", "IMG_1.jpg.xmp", "IMG__01.png.xmp"})
    void aNoteNamesNothingButFilesWithNamesOfItsPicture(String name) throws IOException {
        Journal before = new Journal(results, new Drafts(results));
        before.note(intent(
                before, "sorted/grass/IMG_.jpg", new Intent.Companion(null, null, "sorted/grass/" + name, null)));
        before.close();
        Files.createDirectories(results.resolve("sorted/grass"));
        Files.writeString(results.resolve("sorted/grass/" + name), "by hand");

        Journal journal = new Journal(results, new Drafts(results));

        assertThat(journal.unsettled()).singleElement().asString().contains("names other files", "set aside");
        assertThat(results.resolve("sorted/grass/" + name)).hasContent("by hand");
    }

    @Test
    void anXmpFileThatMayNotBeRemovedIsToldAndKeepsNothingFromItsEnd() throws IOException {
        Files.writeString(results.resolve("a.jpg.xmp"), "by hand");
        List<String> warned = new ArrayList<>();
        Journal journal = new Journal(results, new Drafts(results), new Unremovable(), warned::add);
        Intent intent = intent(journal, companion("a.jpg.xmp"));
        Path note = journal.note(intent);
        move("a.jpg.xmp");

        assertThat(journal.settle(note, intent)).isTrue();

        assertThat(logged()).containsExactly(PLACE);
        assertThat(open()).isEmpty();
        assertThat(journal.unsettled()).isEmpty();
        assertThat(warned).singleElement().asString().contains("a.jpg.xmp", "cannot be removed", "remove it");
    }

    @Test
    void aFileWhoseEarlierMoveCannotBeTakenBackIsNotMovedAnewBefore() throws IOException {
        Unremovable calls = new Unremovable();
        Journal journal = new Journal(results, new Drafts(results), calls, warning -> {});
        Intent intent = intent(journal, null);
        Path note = journal.note(intent);
        Files.createDirectories(results.resolve("sorted/grass"));
        Files.write(results.resolve(PLACE + ".json"), Sidecar.content(intent.result()));
        assertThatThrownBy(() -> journal.settle(note, intent)).isInstanceOf(IOException.class);
        assertThat(journal.openPlaces()).containsExactly(results.resolve(PLACE));

        assertThatThrownBy(() -> journal.settleEarlier(results.resolve(NAME)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an earlier move of it is neither finished nor taken back: ");
        assertThat(journal.settleEarlier(results.resolve("another.jpg"))).isEmpty();
        calls.refuse = false;

        assertThat(journal.settleEarlier(results.resolve(NAME))).containsExactly(results.resolve(PLACE));
        interruptedAfter(3);
        new Journal(results, new Drafts(results)).close();
        journal.settleAll();
        assertThat(logged()).containsExactly(PLACE);
        assertThat(open()).isEmpty();
    }

    /** As in a folder whose files belong to somebody else. */
    private static final class Unremovable implements FileSystemCalls {
        private boolean refuse = true;

        @Override
        public void delete(Path file) throws IOException {
            if (refuse) {
                throw new AccessDeniedException(file.toString());
            }
            Files.delete(file);
        }
    }

    private Intent.Companion companion(String name) throws IOException {
        return new Intent.Companion(name, FileHash.sha256(results.resolve(name)), "sorted/grass/" + name, null);
    }

    private void move(String keywords) throws IOException {
        Files.createDirectories(results.resolve("sorted/grass"));
        Files.copy(results.resolve(keywords), results.resolve("sorted/grass/" + keywords));
        Files.move(results.resolve(NAME), results.resolve(PLACE));
    }

    private Intent intent(Journal journal, Intent.@Nullable Companion keywords) throws IOException {
        return intent(journal, PLACE, keywords);
    }

    private Intent intent(Journal journal, String place, Intent.@Nullable Companion keywords) throws IOException {
        FileResult result = new FileResult(
                NAME,
                null,
                place,
                FileHash.sha256(results.resolve(NAME)),
                7,
                FileResult.ACCEPT,
                null,
                "grass",
                0.9,
                0.8,
                List.of(),
                "model",
                null,
                31,
                1,
                null,
                "2026-11-20T10:00:00Z",
                null);
        return new Intent(result, NAME, keywords == null ? List.of() : List.of(keywords), journal.auditLength());
    }

    private List<String> logged() throws IOException {
        try (Stream<FileResult> lines = AuditLog.read(results)) {
            return lines.map(FileResult::place).toList();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(results)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .map(file -> results.relativize(file).toString())
                    .toList();
        }
    }

    private List<Path> open() throws IOException {
        Path notes = Bookkeeping.of(results).resolve("open");
        if (!Files.exists(notes)) {
            return List.of();
        }
        try (Stream<Path> open = Files.list(notes)) {
            return open.toList();
        }
    }
}
