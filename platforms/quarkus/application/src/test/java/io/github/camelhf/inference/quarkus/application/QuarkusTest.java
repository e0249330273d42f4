package io.github.camelhf.inference.quarkus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The application as {@code quarkus:build} has made it, in a process of its own; the model is in this one. */
class QuarkusTest {

    private static final Path PICTURES = Path.of("../../../camel-hf-inference-component/src/test/resources/pictures");

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    @Test
    void theFeatureIsListedAndPicturesAreClassified() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path output = folder.resolve("output.txt");
        List<String> kinds = List.of("png-rgb-8.png", "webp-lossy.webp", "jpeg-cmyk.jpg");
        for (String kind : kinds) {
            Files.copy(PICTURES.resolve(kind), inbox.resolve(kind));
        }
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dpictures.folder=" + folder,
                        "-Dpictures.server=" + EMULATOR.url(),
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            for (String kind : kinds) {
                Path answer = folder.resolve("sorted").resolve(kind + ".txt");
                await().atMost(Duration.ofMinutes(3))
                        .failFast(() -> assertThat(application.isAlive())
                                .as(text(output))
                                .isTrue())
                        .untilAsserted(() -> assertThat(answer).as(text(output)).exists());
                assertThat(text(answer)).isIn("red", "blue");
            }
            assertThat(text(output))
                    .contains("Installed features: [")
                    .containsPattern("Installed features: .*camel-hf-inference");
        } finally {
            application.destroy();
            assertThat(application.waitFor(2, TimeUnit.MINUTES))
                    .as("ends when told to")
                    .isTrue();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
