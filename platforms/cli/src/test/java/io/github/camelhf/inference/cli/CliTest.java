package io.github.camelhf.inference.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands of Camel's CLI, each as a process of its own. */
class CliTest {

    private static final String CATALOG = System.getProperty("catalog.jar");

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    private Path folder;

    @Test
    void docPrintsEveryOption() throws Exception {
        String printed = camel("doc", "hf-inference");

        assertThat(printed).contains("hf-inference:mode", "zero-shot", "Hugging Face");
        try (InputStream catalog =
                CliTest.class.getResourceAsStream("/META-INF/io/github/camelhf/inference/hf-inference.json")) {
            new ObjectMapper()
                    .readTree(catalog)
                    .get("properties")
                    .fieldNames()
                    .forEachRemaining(option -> assertThat(printed).contains(option));
        }
    }

    @Test
    void theCatalogListsItBesideCamelsOwn() throws Exception {
        assertThat(camel("catalog", "component", "--filter=hugging")).contains("hf-inference");
        assertThat(camel("catalog", "component")).contains("hf-inference").contains("aws2-s3");
    }

    @Test
    void aRouteRuns() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        BufferedImage red = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 32; i++) {
            red.setRGB(i % 32, i / 32, 0xFF0000);
        }
        ImageIO.write(red, "png", inbox.resolve("tile.png").toFile());
        Files.copy(Path.of("src/test/resources/classify.camel.yaml"), folder.resolve("classify.camel.yaml"));

        String printed = camel(
                "run",
                "classify.camel.yaml",
                "--prop=server=" + EMULATOR.url(),
                "--max-messages=1",
                "--max-seconds=180");

        assertThat(printed).contains("tile.png: red");
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    /** What it prints. A home of its own: it keeps notes there. */
    private String camel(String... arguments) throws Exception {
        // The catalog's jar comes with the launcher's options, as the page says, and not on the class path.
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("camel-hf-inference-catalog"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + folder,
                "-Dmaven.repo.local=" + Path.of(System.getProperty("user.home"), ".m2", "repository"),
                "-cp",
                classPath,
                Camel.class.getName()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        process.environment().put("JAVA_TOOL_OPTIONS", "-Xbootclasspath/a:" + CATALOG);
        Process started = process.start();
        try {
            assertThat(started.waitFor(5, TimeUnit.MINUTES))
                    .as("it has ended after " + Files.readString(output))
                    .isTrue();
        } finally {
            started.destroyForcibly().waitFor(); // before its folder is deleted
        }
        return Files.readString(output);
    }
}
