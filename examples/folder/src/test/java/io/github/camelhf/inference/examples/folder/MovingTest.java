package io.github.camelhf.inference.examples.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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

        assertThat(root.resolve("done/a/red.png")).hasBinaryContent(PICTURE.bytes());
        assertThat(root.resolve("done/a/red.png.json")).content().startsWith("[{\"label\":\"red tile\"");
        assertThat(root.resolve("failed/a/note.jpg.txt")).content().contains("text/plain");
        assertThat(EMULATOR.requests()).hasSize(7);
    }

    @Test
    void aPictureWaitsInTheInboxForAsLongAsTheServerIsAway() throws Exception {
        write("red.png", PICTURE);
        EMULATOR.alwaysFault(Fault.overloaded());
        whileItRuns(() -> {
            EMULATOR.awaitRequests(12, Duration.ofSeconds(60));
            assertThat(files()).containsExactly("inbox/red.png");
            EMULATOR.alwaysFault(null);
            awaitFiles("done/red.png", "done/red.png.json");
        });
    }

    private interface Steps {
        void run() throws Exception;
    }

    private void whileItRuns(Steps steps) throws Exception {
        Map<String, String> settings = new HashMap<>(FolderClassifier.SETTINGS);
        settings.putAll(Map.of("poll", "50", "retryDelay", "20", "longestDelay", "100"));
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
        Files.write(file, picture.bytes());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private void awaitFiles(String... names) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(files()).containsExactly(names));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.contains(".part-") && !file.endsWith(".camelLock"))
                    .sorted()
                    .toList();
        }
    }
}
