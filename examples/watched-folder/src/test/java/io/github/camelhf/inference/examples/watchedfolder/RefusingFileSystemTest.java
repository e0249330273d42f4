package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.decision.Rules;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;
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

        try (WatchedFolder watched =
                new WatchedFolder(settings(emulator, LABELS), new Listener(done), new RefusingFileSystem())) {
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

        assertThatThrownBy(() -> new WatchedFolder(settings, new Listener(done), new RefusingFileSystem()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of 160 bytes")
                .hasMessageContaining("takes 143; give it a shorter name");
    }

    /** As in a folder of places that may only be read for a while. */
    @Test
    void aPictureWhoseMoveCannotBeTakenBackIsMovedOnceAndLoggedOnce(InferenceEmulator emulator) throws Exception {
        DrawnPicture.write(folder.resolve("a.png"), DrawnPicture.grey());
        Files.writeString(folder.resolve("a.png.xmp"), "by hand");
        Path inTheWay = folder.resolve("review/a.png/in");
        Unremovable calls = new Unremovable(inTheWay);

        run(emulator, calls);
        assertThat(folder.resolve("a.png")).exists();
        assertThat(folder.resolve(".watched-folder/open")).isNotEmptyDirectory();
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        calls.inTheWay = null;
        run(emulator, calls);
        assertThat(folder.resolve("a.png")).exists();
        assertThat(told)
                .anyMatch(reason -> reason.contains("an earlier move of it is neither finished nor taken back"));
        calls.refuse = false;
        run(emulator, calls);

        assertThat(folder.resolve("review/a.png")).exists();
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl"))).hasSize(1);
        assertThat(folder.resolve(".watched-folder/open")).isEmptyDirectory();
    }

    private void run(InferenceEmulator emulator, FileSystemCalls calls) throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        Listener listener = new Listener(idle);
        try (WatchedFolder watched = new WatchedFolder(settings(emulator, LABELS), listener, calls)) {
            watched.start();
            assertThat(idle.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static final class Unremovable implements FileSystemCalls {
        private volatile @Nullable Path inTheWay;
        private volatile boolean refuse = true;

        private Unremovable(Path inTheWay) {
            this.inTheWay = inTheWay;
        }

        /** Comes between what is written beside the place and the move. */
        @Override
        public void setTime(Path file, FileTime time) throws IOException {
            Path other = inTheWay;
            if (other != null) {
                Files.createDirectories(other);
            }
        }

        @Override
        public void delete(Path file) throws IOException {
            if (refuse) {
                throw new FileSystemException(file.toString(), null, "Read-only file system");
            }
            Files.delete(file);
        }
    }

    private Settings settings(InferenceEmulator emulator, List<String> labels) {
        return new Settings(
                new Settings.Folders(folder, folder),
                Rules.of(labels, 0.5, 0.2),
                ModelServer.of(null, emulator.url().toString(), "auto"),
                new Settings.Calls(4, 3, Duration.ofMillis(20)),
                new Settings.Mode(false, false, true, false));
    }

    private final class Listener implements RunListener {
        private final CountDownLatch done;

        private Listener(CountDownLatch done) {
            this.done = done;
        }

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
