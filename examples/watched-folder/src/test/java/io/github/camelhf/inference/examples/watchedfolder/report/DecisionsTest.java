package io.github.camelhf.inference.examples.watchedfolder.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionsTest {

    @TempDir
    Path results;

    @Test
    void keepsTheLatestDecisionOfEachPlace() throws IOException {
        new ResultsFolder(results)
                .review("a.png", "grass", 0.4)
                .accepted("b.png", "grass", 0.9)
                .review("a.png", "moss", 0.6);

        Decisions decisions = Decisions.of(results);

        assertThat(decisions.count()).isEqualTo(2);
        assertThat(visited(decisions)).extracting(FileResult::label).containsExactly("grass", "moss");
    }

    @Test
    void leavesOutAndCountsLinesThatCannotBeRead() throws IOException {
        new ResultsFolder(results).accepted("a.png", "grass", 0.9);
        byte[] damage = "\u0000\u0000\n[]\nnull\n{}\n\n{\"file\":\"b.p".getBytes(StandardCharsets.UTF_8);
        damage[1] = (byte) 0xFF;
        Files.write(results.resolve("audit.jsonl"), damage, StandardOpenOption.APPEND);

        Decisions decisions = Decisions.of(results);

        assertThat(decisions.count()).isEqualTo(1);
        assertThat(decisions.damaged()).isEqualTo(5);
        assertThat(visited(decisions)).extracting(FileResult::file).containsExactly("a.png");
    }

    @Test
    void readsLinesOfALaterVersion() throws IOException {
        new ResultsFolder(results).accepted("a.png", "grass", 0.9);
        Path log = results.resolve("audit.jsonl");
        Files.writeString(log, Files.readString(log).replaceFirst("\\{", "{\"added\":{\"later\":1},"));

        assertThat(visited(Decisions.of(results))).hasSize(1);
    }

    @Test
    void leavesOutWhatCameSince() throws IOException {
        ResultsFolder folder = new ResultsFolder(results).accepted("a.png", "grass", 0.9);
        Decisions decisions = Decisions.of(results);

        folder.accepted("b.png", "grass", 0.9);

        assertThat(visited(decisions)).extracting(FileResult::file).containsExactly("a.png");
    }

    @Test
    void hasNoneWithoutALog() throws IOException {
        assertThat(Decisions.of(results).count()).isZero();
        assertThat(visited(Decisions.of(results))).isEmpty();
    }

    private static List<FileResult> visited(Decisions decisions) throws IOException {
        List<FileResult> visited = new ArrayList<>();
        decisions.forEach(visited::add);
        return visited;
    }
}
