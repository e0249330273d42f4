package io.github.camelhf.inference.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;

/** When a file counts as whole, by clocks that the tests set. */
class RestedFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-5); // a clock of this kind may stand below 0
    private final RestedFiles<Object> rested =
            new RestedFiles<>(Duration.ofSeconds(5), Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);

    @Test
    void aLocalFileIsTakenByItsAgeAtTheFirstLook() {
        assertThat(rested.accept(local(NOW.minusSeconds(5), 10))).isTrue();
        assertThat(rested.accept(local(NOW.minusSeconds(4), 10))).isFalse();
    }

    @Test
    void aLocalFileWithATimeThatLiesAheadIsTakenWhenItDoesNotChange() {
        assertThat(rested.accept(local(NOW.plusSeconds(3600), 10))).isFalse();
        pass(4);
        assertThat(rested.accept(local(NOW.plusSeconds(3600), 11))).isFalse();
        pass(4);
        assertThat(rested.accept(local(NOW.plusSeconds(3600), 11))).isFalse();
        pass(1);
        assertThat(rested.accept(local(NOW.plusSeconds(3600), 11))).isTrue();
    }

    @Test
    void aRemoteFileIsNeverTakenAtTheFirstLook() {
        assertThat(rested.accept(remote(Instant.EPOCH, 10))).isFalse();
        pass(5);
        assertThat(rested.accept(remote(Instant.EPOCH, 10))).isTrue();
    }

    @Test
    void aRemoteFileThatGrowsOrIsWrittenAgainStartsAnew() {
        assertThat(rested.accept(remote(NOW, 10))).isFalse();
        pass(5);
        assertThat(rested.accept(remote(NOW, 20))).isFalse();
        pass(5);
        assertThat(rested.accept(remote(NOW.plusSeconds(60), 20))).isFalse();
        pass(5);
        assertThat(rested.accept(remote(NOW.plusSeconds(60), 20))).isTrue();
    }

    @Test
    void afterItsTurnAFileCountsAsNew() {
        assertThat(rested.accept(remote(NOW, 10))).isFalse();
        pass(5);
        rested.forget(remote(NOW, 10));
        assertThat(rested.accept(remote(NOW, 10))).isFalse();
    }

    @Test
    void aFileThatCouldNotBeMovedPausesForAMinute() {
        GenericFile<Object> file = local(NOW.minusSeconds(60), 10);
        assertThat(rested.accept(file)).isTrue();
        rested.pause(file);
        assertThat(rested.accept(file)).isFalse();
        pass(59);
        assertThat(rested.accept(file)).isFalse();
        pass(1);
        assertThat(rested.accept(file)).isTrue();
        assertThat(rested.accept(file)).isTrue();
    }

    @Test
    void aFileThatIsGoneIsNotUnchanged() {
        assertThat(rested.isUnchanged(local(Instant.EPOCH, 0))).isFalse();
    }

    @Test
    void aFolderIsAlwaysLookedInto() {
        GenericFile<Object> folder = local(NOW, 10);
        folder.setDirectory(true);
        assertThat(rested.accept(folder)).isTrue();
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static GenericFile<Object> local(Instant modified, long length) {
        GenericFile<Object> file = remote(modified, length);
        file.setFile(new File("/inbox/a.png"));
        return file;
    }

    private static GenericFile<Object> remote(Instant modified, long length) {
        GenericFile<Object> file = new GenericFile<>();
        file.setAbsolute(true);
        file.setAbsoluteFilePath("/inbox/a.png");
        file.setFileNameOnly("a.png");
        file.setLastModified(modified.toEpochMilli());
        file.setFileLength(length);
        return file;
    }
}
