package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --dir} without {@code --watch}: what is there is sorted once. */
@Timeout(120)
class OwnFolderTest {

    @TempDir
    Path temporary;

    @Test
    void sortsEachFileOnceAndEnds() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("my photos & more, 100% été"));
        DrawnPicture.write(folder.resolve("tiles + joints #1 (50%).png"), DrawnPicture.tiles());
        DrawnPicture.write(folder.resolve("grey.png"), DrawnPicture.grey());
        DrawnPicture.write(folder.resolve("note.jpg"), "no picture".getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(
                DrawnPicture.write(folder.resolve("empty.jpg"), new byte[0]),
                FileTime.from(Instant.now().minusSeconds(60)));
        DrawnPicture.write(folder.resolve("half.jpg.part"), new byte[10]);

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        Sorted sorted = new Sorted(folder);
        assertThat(sorted.files())
                .containsExactly(
                        "failed/empty-file/empty.jpg",
                        "failed/not-a-picture/note.jpg",
                        "half.jpg.part",
                        "review/grey.png",
                        "sorted/ceramic-tile/tiles + joints #1 (50%).png");
        assertThat(run.out()).contains("1 sorted, 1 to review, 2 failed");
        assertThat(run.out())
                .contains(
                        "note.jpg failed: expected a JPEG, PNG, GIF, WebP or BMP picture, the content is text/plain\n")
                .doesNotContain("convertUnsupported");
        JsonNode tiles = sorted.result("sorted/ceramic-tile/tiles + joints #1 (50%).png");
        assertThat(tiles.path("label").asText()).isEqualTo("ceramic tile");
        assertThat(tiles.path("score").asDouble())
                .isEqualTo(tiles.path("labels").path(0).path("score").asDouble());
        assertThat(sorted.result("review/grey.png").path("decision").asText()).isEqualTo("review");
        assertThat(sorted.result("failed/empty-file/empty.jpg")
                        .path("error")
                        .path("message")
                        .asText())
                .contains("0 bytes");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitsForAnUploadThatPauses(boolean empty) {
        byte[] whole = DrawnPicture.tiles();
        Path file =
                DrawnPicture.write(temporary.resolve("tiles.png"), Arrays.copyOf(whole, empty ? 0 : whole.length - 20));
        StringWriter out = new StringWriter();
        CompletableFuture<CommandRun> running = CompletableFuture.supplyAsync(
                () -> CommandRun.of(out, new CompletableFuture<>(), "--dir", temporary.toString()));
        await().atMost(Duration.ofSeconds(60)).until(() -> out.toString().contains("not complete yet"));

        DrawnPicture.write(file, whole);

        assertThat(running.join().status()).as(out.toString()).isZero();
        assertThat(new Sorted(temporary).files()).containsExactly("sorted/ceramic-tile/tiles.png");
        assertThat(out.toString()).contains("1 sorted, 0 to review, 0 failed in");
    }

    @Test
    void neverOverwritesAFileOfTheSameName() {
        DrawnPicture.write(temporary.resolve("tiles.png"), DrawnPicture.tiles());
        CommandRun.of("--dir", temporary.toString());
        DrawnPicture.write(temporary.resolve("tiles.png"), DrawnPicture.tiles());
        CommandRun again = CommandRun.of("--dir", temporary.toString());

        Sorted sorted = new Sorted(temporary);
        assertThat(sorted.files()).containsExactly("sorted/ceramic-tile/tiles-2.png", "sorted/ceramic-tile/tiles.png");
        assertThat(sorted.result("sorted/ceramic-tile/tiles-2.png")
                        .path("receivedAs")
                        .asText())
                .isEqualTo("tiles.png");
        assertThat(again.out()).contains("1 sorted, 0 to review, 0 failed");
    }

    @Test
    void takesAFileWhoseNameLeavesNoRoomForThoseBesideIt() {
        String name = "x".repeat(251) + ".png";
        DrawnPicture.write(temporary.resolve(name), DrawnPicture.tiles());

        CommandRun run = CommandRun.of("--dir", temporary.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(new Sorted(temporary).files()).singleElement().satisfies(place -> {
            assertThat(place).startsWith("sorted/ceramic-tile/xxx").endsWith("x.png");
            assertThat(new Sorted(temporary).result(place).path("receivedAs").asText())
                    .isEqualTo(name);
        });
        assertThat(run.out()).contains("1 sorted, 0 to review, 0 failed");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesLinksAndPipesAndNamesWithABackslash() throws Exception {
        DrawnPicture.write(temporary.resolve("tiles.png"), DrawnPicture.tiles());
        Path sub = Files.createDirectory(temporary.resolve("sub"));
        DrawnPicture.write(sub.resolve("tiles.png"), DrawnPicture.tiles());
        DrawnPicture.write(temporary.resolve("sub\\tiles.png"), DrawnPicture.grey());
        Files.createSymbolicLink(temporary.resolve("link.png"), Path.of("sub/tiles.png"));
        assertThat(new ProcessBuilder("mkfifo", temporary.resolve("pipe.png").toString())
                        .start()
                        .waitFor())
                .isZero();

        CommandRun run = CommandRun.of("--dir", temporary.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(temporary.resolve("sorted/ceramic-tile/tiles.png")).isRegularFile();
        assertThat(sub.resolve("tiles.png")).exists();
        assertThat(temporary.resolve("sub\\tiles.png")).exists();
        assertThat(temporary.resolve("link.png")).isSymbolicLink();
        assertThat(temporary.resolve("pipe.png")).exists();
        assertThat(run.out())
                .contains(
                        "it is a link, and only files are sorted; put the file itself there (link.png)",
                        "it is no file but a pipe, socket or device; remove it (pipe.png)",
                        "name with a backslash");
    }

    @Test
    void keepsTheTimeOfAFileAndTakesOneThatClaimsToBeFromTomorrow() throws IOException {
        FileTime tomorrow = FileTime.from(Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS));
        Files.setLastModifiedTime(DrawnPicture.write(temporary.resolve("tiles.png"), DrawnPicture.tiles()), tomorrow);

        CommandRun.of("--dir", temporary.toString());

        assertThat(Files.getLastModifiedTime(temporary.resolve("sorted/ceramic-tile/tiles.png")))
                .isEqualTo(tomorrow);
    }

    @Test
    void tellsOtherLabelsApart() {
        DrawnPicture.write(temporary.resolve("tiles.png"), DrawnPicture.tiles());

        CommandRun.of("--dir", temporary.toString(), "--labels", "grass, Tile/turquoise ,sand", "--min-score", "0.3");

        assertThat(new Sorted(temporary).files()).containsExactly("sorted/tile-turquoise/tiles.png");
    }

    @Test
    void leavesAFileInTheInboxThatCannotBeMoved() throws IOException {
        DrawnPicture.write(temporary.resolve("tiles.png"), DrawnPicture.tiles());
        Files.createDirectory(temporary.resolve("sorted"));
        Files.writeString(temporary.resolve("sorted/ceramic-tile"), "a file where the folder should be");

        CommandRun run = CommandRun.of("--dir", temporary.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(new Sorted(temporary).files()).contains("tiles.png");
        assertThat(run.out()).contains("1 left in the inbox", "left in the inbox: cannot make the folder");
    }

    @Test
    void endsAtOnceWhenThereIsNothingToDo() {
        CommandRun run = CommandRun.of("--dir", temporary.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("0 sorted, 0 to review, 0 failed");
        assertThat(new Sorted(temporary).files()).isEmpty();
    }

    @Test
    void aLongNameStaysOnOneLineOfTheTable() {
        DrawnPicture.write(temporary.resolve("a".repeat(200) + ".png"), DrawnPicture.tiles());

        CommandRun run = CommandRun.of("--dir", temporary.toString());

        assertThat(run.out()).containsPattern("\\| a{22}\\.\\.\\.a+\\.png \\| ceramic tile ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhichFilesItCouldNotTakeAndWhy() throws Exception {
        // Latin-1: Java shows such a name but cannot open it by that.
        Process made = new ProcessBuilder("bash", "-c", "printf x > $'M\\xfcnchen.jpg'")
                .directory(temporary.toFile())
                .start();
        assertThat(made.waitFor()).isZero();

        CommandRun run = CommandRun.of("--dir", temporary.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains(", 1 left in the inbox in ").contains("rename it (M");
    }
}
