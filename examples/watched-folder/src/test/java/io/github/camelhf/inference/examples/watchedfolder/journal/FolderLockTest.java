package io.github.camelhf.inference.examples.watchedfolder.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    /** As a network file system without a service for locks. */
    private static final FileSystemCalls NO_LOCKS = new FileSystemCalls() {
        @Override
        public FileLock tryLock(FileChannel channel) throws IOException {
            throw new IOException("No locks available");
        }
    };

    @TempDir
    Path results;

    @Test
    void letsOneInAtATime() throws IOException {
        try (FolderLock lock = FolderLock.take(results)) {
            assertThatThrownBy(() -> FolderLock.take(results))
                    .as(lock.toString())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another run is at work in " + results);
            assertThat(lock.warning()).isEmpty();
        }
        FolderLock.take(results).close();
    }

    @Test
    void letsOneInAtATimeWithoutLocksToo() throws IOException {
        try (FolderLock lock = FolderLock.take(results, NO_LOCKS)) {
            assertThat(lock.isInPlace()).isTrue();
            assertThat(lock.warning())
                    .hasValueSatisfying(warning -> assertThat(warning).contains("has no locks"));
            assertThatThrownBy(() -> FolderLock.take(results, NO_LOCKS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another run seems to be at work in " + results)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("delete the file and start again");
        }
        FolderLock.take(results, NO_LOCKS).close();
        assertThat(owner()).doesNotExist();
    }

    @Test
    void takesThePlaceOfAProcessOfThisMachineThatWasKilled() throws Exception {
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .start();
        ended.getInputStream().readAllBytes();
        ended.waitFor();
        String host = InetAddress.getLocalHost().getHostName();
        for (String left : new String[] {
            ended.pid() + " " + host + " 2026-11-20T10:00:00Z\n",
            ProcessHandle.current().pid() + " " + host + " 2001-01-01T10:00:00Z\n"
        }) {
            Files.createDirectories(owner().getParent());
            Files.writeString(owner(), left);

            FolderLock.take(results, NO_LOCKS).close();

            assertThat(owner().getParent().toFile().list()).containsExactly("lock");
        }
    }

    /** Linux tells the time of day of a start from that of the machine's, which moves when the clock is set. */
    @Test
    void aProcessStaysAtWorkWhenTheClockIsSet() throws IOException {
        ProcessHandle own = ProcessHandle.current();
        Instant start = own.info().startInstant().orElseThrow();
        Files.createDirectories(owner().getParent());
        for (long seconds : new long[] {-3, 3}) {
            Files.writeString(
                    owner(),
                    own.pid() + " " + InetAddress.getLocalHost().getHostName() + " " + start.plusSeconds(seconds)
                            + "\n");

            assertThatThrownBy(() -> FolderLock.take(results, NO_LOCKS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("names process " + own.pid());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesAProcessByWhatNoClockMoves() throws IOException {
        try (FolderLock lock = FolderLock.take(results, NO_LOCKS)) {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            assertThat(owner()).as(lock.toString()).content().matches("\\d+ \\S+ " + boot + " \\d+\n");
            assertThat(owner().getParent().toFile().list()).containsExactlyInAnyOrder("lock", "owner");
            // The same number after the machine was started anew.
            Files.writeString(owner(), Files.readString(owner()).replace(boot, "00000000-0000"));
            FolderLock.take(results, NO_LOCKS).close();
        }
    }

    @Test
    void whoHasTheLockLooksForOneWithoutLocksToo() throws IOException {
        Files.createDirectories(owner().getParent());
        Files.writeString(owner(), "17 elsewhere 2026-11-20T10:00:00Z\n");

        assertThatThrownBy(() -> FolderLock.take(results))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(owner() + " names process 17 elsewhere");

        Files.writeString(
                owner(),
                ProcessHandle.current().pid() + " " + InetAddress.getLocalHost().getHostName()
                        + " 2001-01-01T10:00:00Z\n");
        FolderLock.take(results).close();
        assertThat(owner()).doesNotExist();
    }

    @Test
    void leavesItToAPersonWhenAnotherMachineMayBeAtWork() throws IOException {
        Files.createDirectories(owner().getParent());
        for (String other : new String[] {"17 elsewhere 2026-11-20T10:00:00Z\n", "", "no process at all\n"}) {
            Files.writeString(owner(), other);

            assertThatThrownBy(() -> FolderLock.take(results, NO_LOCKS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(owner() + " names process " + other.strip());

            assertThat(owner()).hasContent(other);
        }
    }

    private Path owner() {
        return Bookkeeping.of(results).resolve("owner");
    }
}
