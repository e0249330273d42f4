package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --dir} without {@code --watch}: what is there is sorted once. */
@Timeout(120)
class OwnFolderTest {

    @TempDir
    Path folder;

    @Test
    void sortsEachFileIntoOnePlaceWithItsSidecar() throws IOException {
        DrawnPicture.write(folder.resolve("my tiles & joints + 100%.png"), DrawnPicture.tiles());
        DrawnPicture.write(folder.resolve("grey.png"), DrawnPicture.grey());
        DrawnPicture.write(folder.resolve("note.jpg"), "no picture".getBytes(StandardCharsets.UTF_8));
        DrawnPicture.write(folder.resolve("empty.jpg"), new byte[0]);

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(folder.resolve("sorted/ceramic-tile/my tiles & joints + 100%.png"))
                .hasBinaryContent(DrawnPicture.tiles());
        assertThat(folder.resolve("review/grey.png")).hasBinaryContent(DrawnPicture.grey());
        assertThat(folder.resolve("failed/note.jpg")).hasContent("no picture");
        assertThat(folder.resolve("failed/empty.jpg")).isEmptyFile();
        assertThat(run.out()).contains("1 sorted, 1 to review, 2 failed");
        JsonNode tiles = json("sorted/ceramic-tile/my tiles & joints + 100%.png.json");
        assertThat(tiles.path("decision").asText()).isEqualTo("accept");
        assertThat(tiles.path("label").asText()).isEqualTo("ceramic tile");
        assertThat(tiles.path("labels")).hasSize(6);
        assertThat(json("review/grey.png.json").path("decision").asText()).isEqualTo("review");
        assertThat(json("failed/note.jpg.json").path("error").path("message").asText())
                .contains("text/plain");
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(name)));
    }
}
