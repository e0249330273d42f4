package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are offered to the route, by a clock that the test moves. */
@NullUnmarked // the inbox looks at nothing but the file
class InboxTest {

    @TempDir
    Path folder;

    private final HandClock steady = new HandClock();
    private final HandClock clock = new HandClock();
    private final List<String> left = new ArrayList<>();
    private final Inbox inbox = new Inbox(
            IgnoredNames.usual(),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            clock,
            steady,
            (name, reason) -> left.add(reason));
    private Path path;

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("picture.jpg");
        Files.writeString(path, "one");
        Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
    }

    @Test
    void takesAFileOnceItHasNotChangedForAWhile() {
        assertThat(taken()).isFalse();
        assertThat(inbox.hasUnsettled()).isTrue();
        forward(Duration.ofSeconds(1));
        assertThat(taken()).isTrue();
        assertThat(inbox.hasUnsettled()).isFalse();
    }

    @Test
    void startsToCountAnewWhenAFileGrows() throws IOException {
        assertThat(taken()).isFalse();
        forward(Duration.ofMillis(900));
        Files.writeString(path, "one and a half");
        Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
        assertThat(taken()).isFalse();
        forward(Duration.ofMillis(900));
        assertThat(taken()).isFalse();
        forward(Duration.ofMillis(100));
        assertThat(taken()).isTrue();
    }

    @Test
    void takesAnOldFileAtOnce() throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(clock.instant().minusSeconds(5)));
        assertThat(taken()).isTrue();
    }

    @Test
    void takesAFileWhoseTimeLiesAheadOnceItHasNotChangedForAWhile() throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(clock.instant().plusSeconds(86_400)));
        assertThat(taken()).isFalse();
        forward(Duration.ofSeconds(1));
        assertThat(taken()).isTrue();
    }

    @Test
    void takesAFileOnceItHasNotChangedForAWhileAlsoWhenTheClockIsSetBack() {
        assertThat(taken()).isFalse();
        clock.forward(Duration.ofDays(-1));
        steady.forward(Duration.ofMillis(900));
        assertThat(taken()).isFalse();
        steady.forward(Duration.ofMillis(100));
        assertThat(taken()).isTrue();
        assertThat(inbox.hasUnsettled()).isFalse();
    }

    @Test
    void endsAPauseWhenTheClockIsSetBack() {
        inbox.releaseExclusiveReadLockOnRollback(null, file(), failed(new IOException("no answer")));
        clock.forward(Duration.ofDays(-1));
        steady.forward(Duration.ofMinutes(1));
        assertThat(inbox.accept(file())).isTrue();
    }

    @Test
    void waitsAMinuteForAnUnfinishedFileAndNoLongerWhateverTheClockSays() throws IOException {
        for (Duration ahead : List.of(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(400))) {
            Files.setLastModifiedTime(path, FileTime.from(clock.instant().plus(ahead)));
            PickedUp picked = PickedUp.of(path);
            assertThat(inbox.mayGrow(picked)).isTrue();
            inbox.releaseExclusiveReadLockOnRollback(
                    null, file(), failed(new UnfinishedFileException(path, "is damaged")));
            clock.forward(Duration.ofDays(-1));
            steady.forward(Duration.ofSeconds(59));
            assertThat(inbox.accept(file())).isFalse();
            steady.forward(Duration.ofSeconds(1));
            assertThat(inbox.accept(file())).isTrue();
            assertThat(inbox.mayGrow(picked)).isFalse();
            inbox.releaseExclusiveReadLockOnRollback(null, file(), failed(new IOException("another reason")));
            steady.forward(Duration.ofMinutes(1));
            assertThat(inbox.accept(file())).isTrue();
        }
    }

    @Test
    void anOldFileIsNotWaitedForWhateverItHolds() throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(clock.instant().minusSeconds(60)));
        assertThat(inbox.mayGrow(PickedUp.of(path))).isFalse();
    }

    @Test
    void anErrorAboutOneFileIsToldAndNotThrown() {
        GenericFile<File> bad = new GenericFile<>() {
            @Override
            public String getAbsoluteFilePath() {
                throw new StackOverflowError();
            }
        };
        bad.setFile(path.toFile());

        assertThat(inbox.accept(bad)).isFalse();
        assertThat(inbox.acquireExclusiveReadLock(null, bad, null)).isFalse();

        assertThat(left)
                .containsExactly("it cannot be looked at: it lies deeper in itself than the stack of Java allows");
    }

    @Test
    void forgetsAFileThatWentAwayWhileItWasWaitedFor() throws IOException {
        assertThat(taken()).isFalse();
        Files.delete(path);
        assertThat(inbox.hasUnsettled()).isFalse();
    }

    @Test
    void neverTakesAFileThatWasMovedAwaySinceItWasListed() throws IOException {
        Files.delete(path);
        assertThat(taken()).isFalse();
        assertThat(inbox.hasUnsettled()).isFalse();
    }

    @Test
    void offersAFileThatCameBackOnlyAfterAPause() {
        assertThat(inbox.accept(file())).isTrue();
        inbox.releaseExclusiveReadLockOnRollback(null, file(), failed(new IOException("no answer")));
        assertThat(inbox.accept(file())).isFalse();
        forward(Duration.ofMinutes(1));
        assertThat(inbox.accept(file())).isTrue();
    }

    @Test
    void offersAnUnfinishedFileAsSoonAsItHasChanged() throws IOException {
        inbox.releaseExclusiveReadLockOnRollback(null, file(), failed(new UnfinishedFileException(path, "is empty")));
        forward(Duration.ofSeconds(4));
        assertThat(inbox.accept(file())).isFalse();
        assertThat(inbox.hasUnsettled()).isTrue();

        Files.writeString(path, "one and a half");

        assertThat(inbox.accept(file())).isTrue();
        assertThat(inbox.hasUnsettled()).isFalse();
    }

    @Test
    void offersAnUnfinishedFileAMinuteAfterItsLastChangeAtTheLatest() throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(clock.instant().minusSeconds(20)));
        inbox.releaseExclusiveReadLockOnRollback(null, file(), failed(new UnfinishedFileException(path, "is empty")));
        forward(Duration.ofSeconds(39));
        assertThat(inbox.accept(file())).isFalse();
        forward(Duration.ofSeconds(1));
        assertThat(inbox.accept(file())).isTrue();
    }

    @Test
    void forgetsAnUnfinishedFileThatWentAway() throws IOException {
        inbox.releaseExclusiveReadLockOnRollback(null, file(), failed(new UnfinishedFileException(path, "is empty")));
        Files.delete(path);
        assertThat(inbox.hasUnsettled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisabledOnOs(OS.WINDOWS)
    void forgetsAFileInWhosePlaceSomethingElseWasPut(boolean unfinished) throws Exception {
        for (String other : List.of("link", "dangling link", "folder", "pipe")) {
            Files.deleteIfExists(path);
            Files.writeString(path, "one");
            Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
            if (unfinished) {
                inbox.releaseExclusiveReadLockOnRollback(
                        null, file(), failed(new UnfinishedFileException(path, "is empty")));
            } else {
                assertThat(taken()).isFalse();
            }
            assertThat(inbox.hasUnsettled()).isTrue();

            Files.delete(path);
            switch (other) {
                case "link" -> Files.createSymbolicLink(path, Files.writeString(folder.resolve("target"), "one"));
                case "dangling link" -> Files.createSymbolicLink(path, Path.of("nowhere"));
                case "folder" -> Files.createDirectory(path);
                default ->
                    assertThat(new ProcessBuilder("mkfifo", path.toString())
                                    .start()
                                    .waitFor())
                            .isZero();
            }

            assertThat(taken()).as(other).isFalse();
            assertThat(inbox.hasUnsettled()).as(other).isFalse();
        }
    }

    private static Exchange failed(Exception failure) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setException(failure);
        return exchange;
    }

    @Test
    void letsAFileThatCouldNotBeMovedPauseToo() {
        inbox.releaseExclusiveReadLockOnCommit(null, file(), null);
        assertThat(inbox.accept(file())).isFalse();
    }

    @Test
    void offersAnotherFileUnderTheNameOfOneThatWasMovedAway() throws IOException {
        Files.delete(path);
        inbox.releaseExclusiveReadLockOnCommit(null, file(), null);
        Files.writeString(path, "another");
        assertThat(inbox.accept(file())).isTrue();
    }

    private void forward(Duration time) {
        clock.forward(time);
        steady.forward(time);
    }

    private boolean taken() {
        return inbox.acquireExclusiveReadLock(null, file(), null);
    }

    @Test
    void leavesANameThatTheSystemCannotHaveAndSaysSoOnce() {
        // As a letter outside the encoding is: here one that no encoding takes.
        File impossible = new File(folder.toFile(), "a\0.jpg");

        assertThat(inbox.accept(file(impossible))).isFalse();
        assertThat(inbox.accept(file(impossible))).isFalse();

        assertThat(left).singleElement().asString().contains("UTF-8 locale");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void leavesWhatIsNoRegularFileAndSaysWhy() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.jpg"), Path.of("picture.jpg"));
        Files.createSymbolicLink(folder.resolve("dangling.jpg"), Path.of("nowhere.jpg"));
        Files.writeString(folder.resolve("sub\\picture.jpg"), "one");

        assertThat(inbox.accept(file(folder.resolve("link.jpg").toFile()))).isFalse();
        assertThat(inbox.accept(file(folder.resolve("dangling.jpg").toFile()))).isFalse();
        assertThat(inbox.accept(file(folder.resolve("sub\\picture.jpg").toFile())))
                .isFalse();
        assertThat(inbox.accept(file(new File("/dev/zero")))).isFalse();
        assertThat(inbox.accept(file(folder.resolve("not in UTF-8 \uFFFD.jpg").toFile())))
                .isFalse();

        assertThat(left)
                .satisfiesExactly(
                        link -> assertThat(link)
                                .isEqualTo("it is a link, and only files are sorted; put the file itself there"),
                        link -> assertThat(link).startsWith("it is a link"),
                        name -> assertThat(name).contains("backslash"),
                        device -> assertThat(device).startsWith("it is no file but a pipe"),
                        name -> assertThat(name).contains("encoding of this system"));
    }

    @Test
    void passesSilentlyOverFoldersAndWhatIsGone() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        assertThat(inbox.accept(file(folder.resolve("folder").toFile()))).isFalse();
        assertThat(inbox.accept(file(folder.resolve("gone.jpg").toFile()))).isFalse();
        assertThat(left).isEmpty();
    }

    private GenericFile<File> file() {
        return file(path.toFile());
    }

    private static GenericFile<File> file(File named) {
        GenericFile<File> file = new GenericFile<>();
        file.setFile(named);
        file.setAbsoluteFilePath(named.getAbsolutePath());
        return file;
    }
}
