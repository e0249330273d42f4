package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.watchedfolder.journal.FolderLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is known is not asked again, and what was only tried out changes nothing. */
@Timeout(120)
@ExtendWith(HfInferenceEmulator.class)
class ReuseTest {

    @TempDir
    Path folder;

    @Test
    void asksOnceAboutEachContentAlsoWhenItsCopiesComeTogether(InferenceEmulator emulator) {
        for (int i = 0; i < 6; i++) {
            DrawnPicture.write(folder.resolve("tiles " + i + ".png"), DrawnPicture.tiles());
        }
        emulator.fault(Fault.overloaded());

        CommandRun run = sort(emulator);

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(emulator.requests()).hasSize(1 + 1);
        Sorted sorted = new Sorted(folder);
        assertThat(sorted.files()).hasSize(6).allMatch(file -> file.startsWith("sorted/ceramic-tile/"));
        List<JsonNode> results = sorted.files().stream().map(sorted::result).toList();
        assertThat(results.stream().filter(result -> result.path("reused").asBoolean()))
                .hasSize(5)
                .allSatisfy(result -> {
                    assertThat(result.path("attempts").asInt()).isZero();
                    assertThat(result.path("requestId").asText()).isNotBlank();
                    assertThat(result.path("labels")).hasSize(6);
                });
    }

    @Test
    void decidesAnewWithOtherThresholdsWithoutACall(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        sort(emulator);
        assertThat(new Sorted(folder).files()).containsExactly("sorted/ceramic-tile/tiles.png");
        Files.move(folder.resolve("sorted/ceramic-tile/tiles.png"), folder.resolve("tiles.png"));

        sort(emulator, "--min-score", "1");

        assertThat(new Sorted(folder).files()).containsExactly("review/tiles.png");
        assertThat(new Sorted(folder).result("review/tiles.png").path("reason").asText())
                .isEqualTo("score");
        assertThat(emulator.requests()).hasSize(1);
    }

    @Test
    void takesAPictureThatWasMovedBackWithItsResult(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        sort(emulator, "--min-score", "1");
        Files.move(folder.resolve("review/tiles.png"), folder.resolve("tiles.png"));
        Files.move(folder.resolve("review/tiles.png.json"), folder.resolve("tiles.png.json"));
        Files.writeString(folder.resolve("my settings.json"), "{}");

        CommandRun run = sort(emulator);

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(new Sorted(folder).files()).containsExactly("sorted/ceramic-tile/tiles.png");
        assertThat(new Sorted(folder).sidecars())
                .containsExactly("my settings.json", "sorted/ceramic-tile/tiles.png.json");
        assertThat(run.out()).contains("1 sorted, 0 to review, 0 failed in");
    }

    @Test
    void takesBothXmpFilesOfAPictureAlong(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        Files.writeString(folder.resolve("tiles.png.xmp"), xmp("one program"));
        Files.writeString(folder.resolve("tiles.xmp"), xmp("another"));
        DrawnPicture.write(folder.resolve("grey.png"), DrawnPicture.grey());
        Files.writeString(folder.resolve("grey.png.xmp"), "<damaged");
        Files.writeString(folder.resolve("grey.xmp"), xmp("holiday"));

        sort(emulator);

        assertThat(new Sorted(folder).keywords())
                .containsExactly(
                        "review/grey.png.xmp",
                        "review/grey.xmp",
                        "sorted/ceramic-tile/tiles.png.xmp",
                        "sorted/ceramic-tile/tiles.xmp");
        assertThat(folder.resolve("sorted/ceramic-tile/tiles.png.xmp"))
                .content()
                .contains("one program", "ceramic tile");
        assertThat(folder.resolve("sorted/ceramic-tile/tiles.xmp")).hasContent(xmp("another"));
    }

    @Test
    void aPictureThatWasMovedBackAloneFindsItsOldPlace(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        sort(emulator);
        Files.move(folder.resolve("sorted/ceramic-tile/tiles.png"), folder.resolve("tiles.png"));

        sort(emulator);

        assertThat(new Sorted(folder).files()).containsExactly("sorted/ceramic-tile/tiles.png");
        assertThat(new Sorted(folder).sidecars()).containsExactly("sorted/ceramic-tile/tiles.png.json");
        assertThat(new Sorted(folder).keywords()).containsExactly("sorted/ceramic-tile/tiles.png.xmp");
    }

    @Test
    void asksAgainAboutOtherLabels(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        sort(emulator);
        Files.move(folder.resolve("sorted/ceramic-tile/tiles.png"), folder.resolve("tiles.png"));

        sort(emulator, "--labels", "grass,turquoise tile");

        assertThat(emulator.requests()).hasSize(2);
        assertThat(new Sorted(folder).files()).containsExactly("sorted/turquoise-tile/tiles.png");
    }

    @Test
    void asksAgainWhenTheAnswersOfEarlierRunsShallNotCount(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        sort(emulator);
        DrawnPicture.write(folder.resolve("copy.png"), DrawnPicture.tiles());
        DrawnPicture.write(folder.resolve("other copy.png"), DrawnPicture.tiles());

        CommandRun run = sort(emulator, "--ask-again");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(emulator.requests()).as("once for both copies").hasSize(2);
        assertThat(new Sorted(folder).files()).hasSize(3);
    }

    @Test
    void aDryRunMovesNothingAndPaysForTheRealOne(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        DrawnPicture.write(folder.resolve("grey.png"), DrawnPicture.grey());
        DrawnPicture.write(folder.resolve("note.jpg"), "no picture".getBytes(StandardCharsets.UTF_8));

        CommandRun dry = sort(emulator, "--dry-run");

        assertThat(dry.status()).as(dry.out() + dry.err()).isZero();
        assertThat(dry.out())
                .contains("a dry run, nothing is moved")
                .contains("would move tiles.png to sorted/ceramic-tile/tiles.png")
                .contains("would move grey.png to review/grey.png")
                .contains("would move note.jpg to failed/not-a-picture/note.jpg")
                .contains("Nothing was moved");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("tiles.png", "grey.png", "note.jpg", ".watched-folder");
        }
        assertThat(emulator.requests()).hasSize(2);

        CommandRun real = sort(emulator);

        assertThat(real.out()).contains("1 sorted, 1 to review, 1 failed");
        assertThat(emulator.requests()).hasSize(2);
    }

    @Test
    void keywordsGoIntoTheXmpFileThatAPersonWrote(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("one.png"), DrawnPicture.tiles(1));
        Files.writeString(folder.resolve("one.xmp"), xmp("holiday"));
        DrawnPicture.write(folder.resolve("two.png"), DrawnPicture.tiles(2));
        Files.writeString(folder.resolve("two.png.xmp"), "<damaged");
        DrawnPicture.write(folder.resolve("three.png"), DrawnPicture.tiles(3));
        DrawnPicture.write(folder.resolve("grey.png"), DrawnPicture.grey());
        FileTime written = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(Files.writeString(folder.resolve("grey.png.xmp"), xmp("grey")), written);

        CommandRun run = sort(emulator);

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(new Sorted(folder).keywords())
                .containsExactly(
                        "review/grey.png.xmp",
                        "sorted/ceramic-tile/one.xmp",
                        "sorted/ceramic-tile/three.png.xmp",
                        "sorted/ceramic-tile/two.png.xmp");
        assertThat(folder.resolve("sorted/ceramic-tile/one.xmp"))
                .content()
                .contains("<rdf:li>holiday</rdf:li>", "<rdf:li>ceramic tile</rdf:li>");
        assertThat(folder.resolve("sorted/ceramic-tile/two.png.xmp")).hasContent("<damaged");
        assertThat(folder.resolve("review/grey.png.xmp")).hasContent(xmp("grey"));
        assertThat(Files.getLastModifiedTime(folder.resolve("review/grey.png.xmp")))
                .isEqualTo(written);
        assertThat(run.out()).contains("note: two.png.xmp was left as it is: ");
    }

    @Test
    void writesNoKeywordsWhenNoneAreWanted(InferenceEmulator emulator) {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());

        sort(emulator, "--no-xmp");

        assertThat(new Sorted(folder).keywords()).isEmpty();
        assertThat(new Sorted(folder).files()).containsExactly("sorted/ceramic-tile/tiles.png");
    }

    @Test
    void workIsLeftToOneRunAtATime(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        try (FolderLock lock = FolderLock.take(folder)) {
            CommandRun run = sort(emulator);

            assertThat(run.status()).as(lock.toString()).isEqualTo(1);
            assertThat(run.err()).contains("another run is at work in " + folder);
        }
        assertThat(new Sorted(folder).files()).containsExactly("tiles.png");
        assertThat(emulator.requests()).isEmpty();
    }

    private static String xmp(String keyword) {
        return """
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <dc:subject><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:subject>
                </rdf:Description></rdf:RDF></x:xmpmeta>
                """.formatted(keyword);
    }

    private CommandRun sort(InferenceEmulator emulator, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--dir", folder.toString()));
        arguments.addAll(List.of("--endpoint-url", emulator.url().toString(), "--retry-delay", "20ms"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
