package io.github.camelhf.inference.examples.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import io.github.camelhf.inference.examples.pictures.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures of a tree that move: only those at fault themselves to {@code failed}. */
@ParameterizedClass
@EnumSource(Dsl.class)
@Timeout(120)
class MovingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Sample PICTURE = Sample.pictures().get(0);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path root;

    private final Dsl dsl;

    MovingTest(Dsl dsl) {
        this.dsl = dsl;
    }

    @Test
    void anOutageAndARefusedTokenMoveNothingToFailed() throws Exception {
        write("a/red.png", PICTURE);
        write("a/note.jpg", Sample.note());
        write("upload.png.part", PICTURE);
        EMULATOR.fault(Fault.modelLoading(0.1), 2);
        EMULATOR.fault(Fault.resetBeforeAnswer());
        EMULATOR.fault(Fault.unauthorized());
        EMULATOR.fault(Fault.serverError(), 2);

        whileItRuns(() -> {
            awaitFiles(
                    "done/a/red.png",
                    "done/a/red.png.json",
                    "failed/a/note.jpg",
                    "failed/a/note.jpg.txt",
                    "inbox/upload.png.part");
        });

        assertThat(only("done/a", ".png")).hasBinaryContent(PICTURE.bytes());
        assertThat(only("done/a", ".png.json")).content().startsWith("[{\"label\":\"red tile\"");
        assertThat(only("failed/a", ".jpg.txt")).content().contains("text/plain");
        assertThat(EMULATOR.requests()).hasSize(7);
    }

    @Test
    void aPictureWaitsInTheInboxForAsLongAsTheServerIsAway() throws Exception {
        write("red.png", PICTURE);
        EMULATOR.alwaysFault(Fault.resetBeforeAnswer());
        whileItRuns(() -> {
            EMULATOR.awaitRequests(12, Duration.ofSeconds(60));
            assertThat(files()).containsExactly("inbox/red.png");
            EMULATOR.alwaysFault(null);
            awaitFiles("done/red.png", "done/red.png.json");
        });
    }

    @Test
    void severalFilesOfOneNameKeepTheirPicturesAndWhatIsWrittenBesideThem() throws Exception {
        whileItRuns(() -> {
            for (int i = 0; i < 3; i++) {
                write("a/IMG_0001.png", Sample.pictures().get(i));
                write("a/IMG_0001.jpg", new Sample("note", "", ("no picture, " + i).getBytes(StandardCharsets.UTF_8)));
                int turns = i + 1;
                await().atMost(PATIENCE)
                        .until(() -> files().size() == 4 * turns
                                && files().stream().noneMatch(file -> file.startsWith("inbox")));
            }
        });

        for (int i = 0; i < 3; i++) {
            Path picture = pathsIn("done/a", ".png").get(i);
            assertThat(picture).hasBinaryContent(Sample.pictures().get(i).bytes());
            assertThat(Path.of(picture + ".json"))
                    .content()
                    .startsWith("[{\"label\":\"" + Sample.pictures().get(i).label());
            Path note = pathsIn("failed/a", ".jpg").get(i);
            assertThat(note).hasContent("no picture, " + i);
            assertThat(Path.of(note + ".txt")).content().contains("text/plain");
        }
    }

    @Test
    void aFileThatIsWrittenInTwoStepsIsTakenWhenItIsWhole() throws Exception {
        byte[] picture = PICTURE.bytes();
        Path slow = Files.createDirectories(root.resolve("inbox")).resolve("slow.png");
        whileItRuns(() -> {
            Files.write(slow, Arrays.copyOf(picture, picture.length / 2));
            await().during(PAUSE).atMost(PAUSE.multipliedBy(4)).until(() -> Files.exists(slow));
            Files.write(
                    slow, Arrays.copyOfRange(picture, picture.length / 2, picture.length), StandardOpenOption.APPEND);
            awaitFiles("done/slow.png", "done/slow.png.json");
        });
        assertThat(only("done", ".png")).hasBinaryContent(picture);
    }

    private interface Steps {
        void run() throws Exception;
    }

    private void whileItRuns(Steps steps) throws Exception {
        Map<String, String> settings = new HashMap<>(FolderClassifier.SETTINGS);
        settings.putAll(Map.of(
                "poll",
                "50",
                "rest",
                PAUSE.multipliedBy(2).toSeconds() + "s",
                "retryDelay",
                "20",
                "longestDelay",
                "100"));
        try (FolderClassifier route = new FolderClassifier(root, EMULATOR.url(), settings)) {
            dsl.add(route.camel(), "moving");
            route.camel().start();
            steps.run();
        }
    }

    /** A picture that has come to rest a minute ago. */
    private void write(String name, Sample picture) throws IOException {
        Path file = root.resolve("inbox").resolve(name);
        Files.createDirectories(file.getParent());
        Path whole = Files.write(root.resolve("arriving"), picture.bytes());
        Files.setLastModifiedTime(whole, FileTime.from(Instant.now().minusSeconds(60)));
        Files.move(whole, file);
    }

    private Path only(String folder, String end) throws IOException {
        List<Path> found = pathsIn(folder, end);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<Path> pathsIn(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private void awaitFiles(String... names) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(files()).containsExactly(names));
    }

    /** All files, without the time in the names of what was moved. */
    private List<String> files() {
        return Tree.files(root).stream()
                .filter(file -> !file.contains(".part-"))
                .map(file -> file.replaceFirst("-\\d{8}-\\d{6}-\\d{3}", ""))
                .sorted()
                .toList();
    }
}
