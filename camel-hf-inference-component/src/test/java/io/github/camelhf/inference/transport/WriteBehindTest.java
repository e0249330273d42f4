package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Intake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes wait for the disk, the connection waits for the bytes, and nobody else waits. */
class WriteBehindTest {

    @TempDir
    Path folder;

    private final Deque<Runnable> disk = new ArrayDeque<>();
    private final List<Integer> granted = new ArrayList<>();
    private final Result result = new Result();

    private final class Result implements WriteBehind.Ending {
        private Content content;
        private IOException failure;

        @Override
        public void written(Content all) {
            content = all;
        }

        @Override
        public void failed(IOException cause) {
            failure = cause;
        }
    }

    private Intake intake() {
        return new Intake(new ByteSize(1 << 30), 1000, folder);
    }

    private WriteBehind behind(Intake intake) {
        return new WriteBehind(intake, new BlockingWork(disk::add, 1, 1));
    }

    private void runDisk() {
        while (!disk.isEmpty()) {
            disk.remove().run();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static ByteBuffer random(int count, int seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void whatComesIsThereWhenItIsWritten() throws IOException {
        WriteBehind behind = behind(intake());
        behind.add(random(700, 1), 700);
        behind.add(random(700, 2), 700);
        behind.end(result);
        assertThat(result.content).isNull();

        runDisk();

        try (var stream = result.content.open()) {
            assertThat(stream.readNBytes(700)).isEqualTo(random(700, 1).array());
            assertThat(stream.readAllBytes()).isEqualTo(random(700, 2).array());
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void nothingIsReadWhileTooMuchWaits() throws IOException {
        WriteBehind behind = behind(intake());
        behind.ask(granted::add);
        behind.add(random(WriteBehind.ROOM, 1), WriteBehind.ROOM);
        behind.ask(granted::add);
        assertThat(granted).containsExactly(WriteBehind.ROOM);

        runDisk();

        assertThat(granted).containsExactly(WriteBehind.ROOM, WriteBehind.ROOM);
    }

    @Test
    void theDiskIsAskedAgainWhenItHadNothingToDo() throws IOException {
        WriteBehind behind = behind(intake());
        behind.add(random(10, 1), 10);
        runDisk();
        behind.add(random(10, 2), 10);
        behind.end(result);
        runDisk();

        assertThat(result.content.length()).isEqualTo(20);
        assertThat(files()).isEmpty();
    }

    @Test
    void aDiskThatTakesNothingFailsWhateverWaitsForIt() throws IOException {
        WriteBehind waitsToRead = behind(new Intake(new ByteSize(1 << 30), 0, folder.resolve("missing/folder")));
        waitsToRead.add(random(WriteBehind.ROOM, 1), WriteBehind.ROOM);
        waitsToRead.ask(granted::add);
        WriteBehind waitsForTheEnd = behind(new Intake(new ByteSize(1 << 30), 0, folder.resolve("missing/folder")));
        waitsForTheEnd.add(random(10, 1), 10);
        waitsForTheEnd.end(result);
        Files.writeString(folder.resolve("missing"), "a file where a folder should be");

        runDisk();

        assertThat(granted).containsExactly(1);
        assertThatThrownBy(() -> waitsToRead.add(random(1, 1), 1)).hasMessageContaining("could not be kept");
        assertThat(result.failure).hasMessageContaining("could not be kept");
    }

    @Test
    void whatNobodyWantsIsNotWrittenOn() throws IOException {
        Intake intake = intake();
        WriteBehind behind = behind(intake);
        behind.add(random(2000, 1), 2000);
        runDisk();
        assertThat(files()).hasSize(1);

        behind.add(random(2000, 2), 2000);
        behind.close();
        intake.drop();
        behind.add(random(2000, 3), 2000);
        runDisk();

        assertThat(files()).isEmpty();
    }

    @Test
    void aDropInTheMidstEndsTheWriting() throws IOException {
        Intake intake = intake();
        WriteBehind behind = behind(intake);
        behind.add(random(2000, 1), 2000);
        behind.end(result);
        intake.drop();

        runDisk();

        assertThat(result.failure).hasMessageContaining("nobody wants the answer");
        assertThat(files()).isEmpty();
    }

    @Test
    void withoutAThreadTheAnswerFails() throws IOException {
        WriteBehind behind = new WriteBehind(
                intake(),
                new BlockingWork(
                        work -> {
                            throw new RejectedExecutionException();
                        },
                        1,
                        1));
        behind.add(random(10, 1), 10);
        behind.end(result);

        assertThat(result.failure).hasMessageContaining("the component stops");
    }
}
