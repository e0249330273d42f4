package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.examples.watchedfolder.journal.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The run without any argument but the place to work in: real pictures, a real server, no network. */
@Timeout(180)
class DemonstrationTest {

    private static final Path SAMPLES = Path.of("src/main/resources/samples");

    @TempDir
    Path folder;

    @Test
    void everySampleLandsInExactlyOnePlaceWithItsResult() throws IOException {
        Files.writeString(folder.resolve(".watched-folder-demonstration"), "");
        Files.createDirectories(folder.resolve("sorted/brick-wall"));
        Files.writeString(folder.resolve("sorted/brick-wall/of-an-earlier-run.jpg"), "");

        CommandRun run = CommandRun.of("--demo-dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        Sorted sorted = new Sorted(folder);
        List<String> places = sorted.files().stream()
                .filter(file -> !file.startsWith(".watched-folder"))
                .toList();
        assertThat(places).hasSameSizeAs(samples());
        assertThat(places.stream().map(place -> Path.of(place).getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(samples());
        assertThat(places).allMatch(place -> place.matches("(sorted/[a-z-]+|review|failed/[a-z-]+)/[^/]+"));
        assertThat(sorted.sidecars())
                .containsExactlyInAnyOrderElementsOf(
                        places.stream().map(place -> place + ".json").toList());
        for (String place : places) {
            assertThat(run.out()).contains("| " + Path.of(place).getFileName());
            assertThat(Files.readAllBytes(folder.resolve(place)))
                    .isEqualTo(Files.readAllBytes(SAMPLES.resolve(Path.of(place).getFileName())));
            check(place, sorted.result(place));
        }
        assertThat(run.out()).contains("32 sorted, 3 to review, 2 failed", "This is a demonstration model");
        assertThat(run.err()).isEmpty();
    }

    private static void check(String place, JsonNode result) {
        assertThat(result.path("file").asText())
                .isEqualTo(Path.of(place).getFileName().toString());
        assertThat(result.path("model").asText()).isEqualTo("demonstration model");
        assertThat(result.path("milliseconds").isIntegralNumber()).isTrue();
        assertThat(result.path("attempts").asInt()).isEqualTo(1);
        if (place.startsWith("failed/")) {
            assertThat(result.path("decision").asText()).isEqualTo("failed");
            assertThat(result.path("error").path("class").asText()).endsWith("Exception");
            assertThat(result.path("error").path("message").asText())
                    .isNotBlank()
                    .doesNotContain("\tat ");
        } else {
            assertThat(result.path("decision").asText()).isEqualTo(place.startsWith("review/") ? "review" : "accept");
            assertThat(result.path("labels")).hasSize(6);
            assertThat(result.path("requestId").asText()).isNotBlank();
            assertThat(result.path("labels").path(0).path("label")).isEqualTo(result.path("label"));
        }
    }

    @Test
    void saysWhyTheTwoBrokenFilesFailed() {
        CommandRun run = CommandRun.of("--demo-dir", folder.resolve("new").toString());

        Sorted sorted = new Sorted(folder.resolve("new"));
        JsonNode text = sorted.result("failed/not-a-picture/shopping-list.jpg").path("error");
        assertThat(text.path("class").asText()).isEqualTo("InvalidInferenceInputException");
        assertThat(text.path("message").asText()).contains("text/plain");
        assertThat(text.has("status")).isFalse();
        JsonNode cut =
                sorted.result("failed/damaged-picture/truncated-upload.jpg").path("error");
        assertThat(cut.path("class").asText()).isEqualTo("InvalidInferenceInputException");
        assertThat(cut.path("message").asText()).contains("picture is truncated");
        assertThat(cut.has("status")).isFalse();
        assertThat(run.out()).contains("shopping-list.jpg failed: ", "truncated-upload.jpg failed: ");
    }

    @Test
    void leavesAFolderAloneThatIsNotItsOwn() throws IOException {
        Path precious = Files.writeString(folder.resolve("thesis.txt"), "three years");

        CommandRun run = CommandRun.of("--demo-dir", folder.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("other than an earlier demonstration");
        assertThat(precious).hasContent("three years");
    }

    @Test
    void leavesADemonstrationAloneThatIsStillAtWork() throws IOException {
        CommandRun.of("--demo-dir", folder.resolve("new").toString());
        List<String> before = new Sorted(folder.resolve("new")).files();

        try (FolderLock lock = FolderLock.take(folder.resolve("new"))) {
            CommandRun run = CommandRun.of("--demo-dir", folder.resolve("new").toString());

            assertThat(run.status()).as(lock.toString()).isEqualTo(1);
            assertThat(run.err()).contains("another run is at work in ");
        }
        assertThat(new Sorted(folder.resolve("new")).files()).isEqualTo(before);
    }

    private static Set<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
