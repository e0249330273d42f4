package io.github.camelhf.inference.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Moves of files on this machine, also from one disk to another. */
@Timeout(120)
class LocalMoveTest {

    private static final byte[] PICTURE = new byte[100_000];
    private static final Path OTHER_DISK = Path.of("/dev/shm");

    @TempDir
    Path folder;

    @Test
    void aTakenNameStaysWithWhoHasIt() throws IOException {
        Path from = Files.writeString(folder.resolve("a.png"), "second");
        Path to = Files.writeString(folder.resolve("b.png"), "first");

        assertThat(LocalMove.moves(from, to)).isFalse();

        assertThat(from).hasContent("second");
        assertThat(to).hasContent("first");
    }

    @Test
    void aMoveThatFailsLeavesNoClaim() {
        assertThatThrownBy(() -> LocalMove.moves(folder.resolve("gone.png"), folder.resolve("b.png")))
                .isInstanceOf(IOException.class);

        assertThat(folder.resolve("b.png")).doesNotExist();
    }

    @Test
    void fromAnotherDiskAFileComesWholeWithItsTimeAndLeavesNothingBehind() throws IOException {
        Path away = otherDisk();
        try {
            Path from = Files.write(away.resolve("a.png"), PICTURE);
            Files.setLastModifiedTime(from, FileTime.fromMillis(1_000_000_000_000L));

            assertThat(LocalMove.moves(from, folder.resolve("a.png"))).isTrue();

            assertThat(folder.resolve("a.png")).hasBinaryContent(PICTURE);
            assertThat(Files.getLastModifiedTime(folder.resolve("a.png")))
                    .isEqualTo(FileTime.fromMillis(1_000_000_000_000L));
            assertThat(names(away)).isEmpty();
            assertThat(names(folder)).containsExactly("a.png");
        } finally {
            remove(away);
        }
    }

    @Test
    void fromAnotherDiskNobodyGetsTheNameInBetween() throws Exception {
        Path away = otherDisk();
        AtomicReference<Path> name = new AtomicReference<>(folder.resolve("none"));
        AtomicBoolean ended = new AtomicBoolean();
        List<Path> stolen = new CopyOnWriteArrayList<>();
        Thread other = new Thread(() -> {
            while (!ended.get()) {
                Path claimed = name.get();
                if (Files.exists(claimed) && takes(claimed)) {
                    stolen.add(claimed);
                }
            }
        });
        other.start();
        try {
            for (int i = 0; i < 300 && stolen.isEmpty(); i++) {
                Path from = Files.write(away.resolve("a.png"), PICTURE);
                name.set(folder.resolve(i + ".png"));
                assertThat(LocalMove.moves(from, name.get())).isTrue();
            }
        } finally {
            ended.set(true);
            other.join();
            remove(away);
        }
        assertThat(stolen).isEmpty();
    }

    private static boolean takes(Path name) {
        try {
            Files.createFile(name);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path otherDisk() throws IOException {
        assumeTrue(Files.isWritable(OTHER_DISK), "there is no second disk");
        assumeTrue(!Files.getFileStore(OTHER_DISK).equals(Files.getFileStore(folder)), "there is no second disk");
        return Files.createTempDirectory(OTHER_DISK, "local-move");
    }

    private static void remove(Path away) throws IOException {
        for (String name : names(away)) {
            Files.delete(away.resolve(name));
        }
        Files.delete(away);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
