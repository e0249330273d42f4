package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.decision.Rules;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Folders on CIFS, NFS and eCryptfs: no times, no locks, short names. */
@Timeout(120)
@ExtendWith(HfInferenceEmulator.class)
class RefusingFileSystemTest {

    private static final List<String> LABELS = List.of("ceramic tile", "natural stone", "grass");

    @TempDir
    Path folder;

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final CountDownLatch done = new CountDownLatch(1);

    @Test
    void everyPictureFindsItsPlaceAndEachNicetyIsToldOnce(InferenceEmulator emulator) throws Exception {
        String longName = "x".repeat(196) + ".png";
        DrawnPicture.write(folder.resolve(longName), DrawnPicture.tiles(1));
        for (String name : List.of("a.png", "b.png")) {
            DrawnPicture.write(folder.resolve(name), DrawnPicture.grey());
            Files.writeString(folder.resolve(name + ".xmp"), "by hand");
        }

        try (WatchedFolder watched = new WatchedFolder(settings(emulator, LABELS), new Listener(), new Refusing())) {
            watched.start();
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(told)
                .satisfiesExactlyInAnyOrder(
                        lock -> assertThat(lock).contains("has no locks"),
                        time -> assertThat(time)
                                .contains("times cannot be set here (")
                                .contains("not permitted"));
        assertThat(folder.resolve("review/a.png.xmp")).hasContent("by hand");
        assertThat(folder.resolve("review/b.png.xmp")).hasContent("by hand");
        try (var sorted = Files.list(folder.resolve("sorted/ceramic-tile"))) {
            assertThat(sorted.map(file -> file.getFileName().toString()))
                    .hasSize(3)
                    .allMatch(name -> name.startsWith("xxx") && name.length() <= 143);
        }
        assertThat(folder.resolve(".watched-folder/drafts")).isEmptyDirectory();
        assertThat(folder.resolve(".watched-folder/owner")).doesNotExist();
    }

    @Test
    void aLabelWhoseFolderCannotBeMadeIsNamedBeforeAnythingIsMoved(InferenceEmulator emulator) {
        Settings settings = settings(emulator, List.of("grass", "ü".repeat(80)));

        assertThatThrownBy(() -> new WatchedFolder(settings, new Listener(), new Refusing()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of 160 bytes")
                .hasMessageContaining("takes 143; give it a shorter name");
    }

    private Settings settings(InferenceEmulator emulator, List<String> labels) {
        return new Settings(
                new Settings.Folders(folder, folder),
                Rules.of(labels, 0.5, 0.2),
                ModelServer.of(null, emulator.url().toString(), "auto"),
                new Settings.Calls(4, 3, Duration.ofMillis(20)),
                new Settings.Mode(false, false, true, false));
    }

    private static final class Refusing implements FileSystemCalls {

        @Override
        public FileLock tryLock(FileChannel channel) throws IOException {
            throw new IOException("No locks available");
        }

        @Override
        public void setTime(Path file, FileTime time) throws IOException {
            throw new FileSystemException(file.toString(), null, "Operation not permitted");
        }

        @Override
        public void make(Path file) throws IOException {
            if (file.getFileName().toString().length() > 143) {
                throw new FileSystemException(file.toString(), null, "File name too long");
            }
            Files.createFile(file);
        }
    }

    private final class Listener implements RunListener {
        @Override
        public void filed(String name, FileResult result) {}

        @Override
        public void left(String name, String reason) {
            told.add(reason);
        }

        @Override
        public void waiting(String reason) {}

        @Override
        public void warned(String warning) {
            if (!warning.contains("left as it is")) {
                told.add(warning);
            }
        }

        @Override
        public void refused() {}

        @Override
        public void inboxGone() {}

        @Override
        public void idle() {
            done.countDown();
        }
    }
}
