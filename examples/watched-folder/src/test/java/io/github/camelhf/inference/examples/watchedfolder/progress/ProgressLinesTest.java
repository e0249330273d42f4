package io.github.camelhf.inference.examples.watchedfolder.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed while a run works. */
class ProgressLinesTest {

    private final StringWriter out = new StringWriter();
    private Instant now = Instant.EPOCH;
    private final Clock clock = clock();

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    @Test
    void printsALineForEveryTenth() {
        ProgressLines lines = new ProgressLines(new PrintWriter(out), 40, clock);
        for (int i = 0; i < 40; i++) {
            lines.filed("a.jpg", result(i == 0 ? FileResult.REVIEW : FileResult.ACCEPT));
        }

        assertThat(lines()).hasSize(10);
        assertThat(lines().get(0)).isEqualTo("4 of 40 files: 3 sorted, 1 review, 0 failed, 36 waiting");
        assertThat(lines().get(9)).isEqualTo("40 of 40 files: 39 sorted, 1 review, 0 failed");
    }

    @Test
    void breaksALongSilence() {
        ProgressLines lines = new ProgressLines(new PrintWriter(out), 100_000, clock);
        for (int second = 0; second < 120; second++) {
            now = now.plus(Duration.ofSeconds(1));
            lines.filed("a.jpg", result(FileResult.ACCEPT));
        }

        assertThat(lines()).hasSize(4);
        assertThat(lines().get(3))
                .isEqualTo("120 of 100000 files: 120 sorted, 0 review, 0 failed, 99880 waiting; 1.0/s, 27 h left");
    }

    @Test
    void printsALineForEachFileWhenNobodyKnowsHowManyComeAndNothingATerminalActsOn() {
        ProgressLines lines = new ProgressLines(new PrintWriter(out), 0, clock);
        lines.filed("a\u001b[2J.jpg", result(FileResult.ACCEPT));
        lines.left("b.jpg", "503");

        assertThat(lines()).containsExactly("accept  a?[2J.jpg: grass 0.90 (12 ms)", "left    b.jpg: 503");
    }

    @Test
    void namesAReasonOnceAndAgainAfterAFileWentThrough() {
        ProgressLines lines = new ProgressLines(new PrintWriter(out), 100, clock);
        lines.waiting("answered 503; attempt 2");
        lines.waiting("answered 503; attempt 3");
        lines.filed("a.jpg", result(FileResult.ACCEPT));
        lines.waiting("answered 503; attempt 2");

        assertThat(lines()).containsExactly("waiting: answered 503; attempt 2", "waiting: answered 503; attempt 2");
    }

    @Test
    void drawsABarThatEndsFull() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (ProgressBarLine bar =
                new ProgressBarLine(new PrintStream(terminal, true, StandardCharsets.UTF_8), 2, 100)) {
            bar.filed("a.jpg", result(FileResult.ACCEPT));
            bar.waiting("answered 503");
            bar.left("b.jpg", "answered 503");
        }

        String drawn = terminal.toString(StandardCharsets.UTF_8);
        assertThat(drawn).contains("] 100% 2/2 | 1 sorted, 0 review, 0 failed, 1 left  ");
        // Each covers the one before.
        assertThat(drawn.trim().split("\r")).allMatch(line -> line.isEmpty() || line.startsWith("["));
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private static FileResult result(String decision) {
        return new FileResult(
                "a.jpg",
                null,
                "sorted/grass/a.jpg",
                "00",
                1,
                decision,
                null,
                "grass",
                0.9,
                0.8,
                null,
                "m",
                null,
                12,
                1,
                null,
                "2026-11-20T00:00:00Z",
                null);
    }
}
