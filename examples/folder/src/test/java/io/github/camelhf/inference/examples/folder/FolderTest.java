package io.github.camelhf.inference.examples.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import io.github.camelhf.inference.examples.pictures.Tree;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures of a tree that get one result each, also over restarts. */
@ParameterizedClass
@EnumSource(Dsl.class)
@Timeout(120)
class FolderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Sample PICTURE = Sample.pictures().get(0);
    private static final int RETRIES = 2;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path root;

    private final Dsl dsl;

    FolderTest(Dsl dsl) {
        this.dsl = dsl;
    }

    @Test
    void writesAResultForEachPictureOfTheTreeAndTouchesNone() throws Exception {
        Path picture = write("a/b/red.png", PICTURE);
        FileTime written = Files.getLastModifiedTime(picture);
        write("blue.png", Sample.pictures().get(1));
        write("a/note.jpg", Sample.note());
        EMULATOR.fault(Fault.modelLoading(0.1), 2);
        EMULATOR.fault(Fault.resetBeforeAnswer());

        whileItRuns(() -> {
            awaitResults("a/b/red.png.json", "a/note.jpg.failed.txt", "blue.png.json");
        });

        assertThat(root.resolve("results/a/b/red.png.json")).content().startsWith("[{\"label\":\"red tile\"");
        assertThat(root.resolve("results/a/note.jpg.failed.txt")).content().contains("text/plain");
        assertThat(picture).hasBinaryContent(PICTURE.bytes());
        assertThat(Files.getLastModifiedTime(picture)).isEqualTo(written);
        assertThat(files(root.resolve("pictures"))).containsExactly("a/b/red.png", "a/note.jpg", "blue.png");
    }

    @Test
    void aRestartSendsOnlyWhatIsNewOrChanged() throws Exception {
        write("same.png", PICTURE);
        write("changed.png", PICTURE);
        whileItRuns(() -> {
            awaitResults("changed.png.json", "same.png.json");
            await().atMost(PATIENCE).until(() -> seen() == 2);
        });
        EMULATOR.reset();
        write("changed.png", Sample.pictures().get(1));
        write("new.png", Sample.pictures().get(2));

        whileItRuns(() -> {
            awaitResults("changed.png.json", "new.png.json", "same.png.json");
            await().atMost(PATIENCE).until(() -> seen() == 4);
        });

        assertThat(EMULATOR.requests()).hasSize(2);
        assertThat(root.resolve("results/changed.png.json")).content().startsWith("[{\"label\":\"blue tile\"");
    }

    @Test
    void aPictureWithoutAResultHasItsTurnAgainAlsoAfterARestart() throws Exception {
        write("red.png", PICTURE);
        EMULATOR.alwaysFault(Fault.unauthorized());
        whileItRuns(() -> {
            EMULATOR.awaitRequests(3, PATIENCE);
        });
        assertThat(root.resolve("results")).doesNotExist();
        EMULATOR.alwaysFault(null);

        whileItRuns(() -> {
            awaitResults("red.png.json");
        });
    }

    @Test
    void aFileThatIsWrittenInTwoStepsIsTakenWhenItIsWhole() throws Exception {
        byte[] picture = Sample.pictures().get(2).bytes();
        Path growing = Files.createDirectories(root.resolve("pictures")).resolve("growing.png");
        write("upload.png.part", PICTURE);

        whileItRuns(() -> {
            Files.write(growing, Arrays.copyOf(picture, picture.length / 2));
            await().during(PAUSE)
                    .atMost(PAUSE.multipliedBy(4))
                    .until(() -> EMULATOR.requests().isEmpty());
            Files.write(
                    growing,
                    Arrays.copyOfRange(picture, picture.length / 2, picture.length),
                    StandardOpenOption.APPEND);
            awaitResults("growing.png.json");
        });

        assertThat(root.resolve("results/growing.png.json")).content().startsWith("[{\"label\":\"green grass\"");
        assertThat(growing).hasBinaryContent(picture);
    }

    @Test
    void aNameIsNeverEvaluated() throws Exception {
        String name = "${sysenv.HOME} & 100%.png";
        write(name, PICTURE);

        whileItRuns(() -> {
            awaitResults(name + ".json");
        });
    }

    private interface Steps {
        void run() throws Exception;
    }

    private void whileItRuns(Steps steps) throws Exception {
        Map<String, String> settings = new HashMap<>(FolderClassifier.SETTINGS);
        settings.put("poll", "50");
        settings.put("rest", PAUSE.multipliedBy(2).toSeconds() + "s");
        settings.put("retries", String.valueOf(RETRIES));
        settings.put("retryDelay", "20");
        try (FolderClassifier route = new FolderClassifier(root, EMULATOR.url(), settings)) {
            dsl.add(route.camel(), "folder");
            route.camel().start();
            steps.run();
        }
    }

    /** A picture that has come to rest a minute ago. */
    private Path write(String name, Sample picture) throws IOException {
        Path file = root.resolve("pictures").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, picture.bytes());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        return file;
    }

    private void awaitResults(String... names) {
        Path results = root.resolve("results");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(files(results)).containsExactly(names));
    }

    private long seen() throws IOException {
        Path memory = root.resolve("seen.txt");
        return Files.exists(memory) ? Files.readAllLines(memory).size() : 0;
    }

    private static List<String> files(Path folder) {
        return Tree.files(folder).stream()
                .filter(file -> !file.contains(".part-"))
                .toList();
    }
}
