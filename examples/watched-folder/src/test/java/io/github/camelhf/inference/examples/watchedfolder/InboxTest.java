package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.camel.component.file.GenericFile;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are offered to the route, by a clock that the test moves. */
@NullUnmarked // the inbox looks at nothing but the file
class InboxTest {

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private final Inbox inbox = new Inbox(Duration.ofSeconds(1), Duration.ofMinutes(1), clock);
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
        clock.forward(Duration.ofSeconds(1));
        assertThat(taken()).isTrue();
        assertThat(inbox.hasUnsettled()).isFalse();
    }

    @Test
    void startsToCountAnewWhenAFileGrows() throws IOException {
        assertThat(taken()).isFalse();
        clock.forward(Duration.ofMillis(900));
        Files.writeString(path, "one and a half");
        Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
        assertThat(taken()).isFalse();
        clock.forward(Duration.ofMillis(900));
        assertThat(taken()).isFalse();
        clock.forward(Duration.ofMillis(100));
        assertThat(taken()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {".a.jpg", "a.jpg.part", "a.TMP", "a.crdownload", "a.jpg.xmp", "a.XMP", "audit.jsonl"})
    void neverOffersWhatIsNoPictureByItsName(String name) {
        assertThat(Inbox.takes(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a", "part", "a.jpg.json", "my audit.jsonl"})
    void offersEverythingElse(String name) {
        assertThat(Inbox.takes(name)).isTrue();
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
        clock.forward(Duration.ofSeconds(1));
        assertThat(taken()).isTrue();
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
        inbox.releaseExclusiveReadLockOnRollback(null, file(), null);
        assertThat(inbox.accept(file())).isFalse();
        clock.forward(Duration.ofMinutes(1));
        assertThat(inbox.accept(file())).isTrue();
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

    private boolean taken() {
        return inbox.acquireExclusiveReadLock(null, file(), null);
    }

    private GenericFile<File> file() {
        GenericFile<File> file = new GenericFile<>();
        file.setAbsoluteFilePath(path.toString());
        return file;
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T10:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
