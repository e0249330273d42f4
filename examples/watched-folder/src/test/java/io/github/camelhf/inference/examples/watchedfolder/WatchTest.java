package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --watch}: files may come at any time, until somebody ends it. */
@Timeout(120)
class WatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final CompletableFuture<Ending> end = new CompletableFuture<>();

    @AfterEach
    void stop() {
        end.complete(Ending.STOPPED);
    }

    private CompletableFuture<CommandRun> watch() {
        return CompletableFuture.supplyAsync(() -> CommandRun.of(out, end, "--watch", "--dir", folder.toString()));
    }

    @Test
    void takesAFileThatComesLaterAndStopsWithASummary() {
        CompletableFuture<CommandRun> watching = watch();
        await().atMost(PATIENCE).until(() -> out.toString().contains("Sorting"));
        DrawnPicture.write(folder.resolve("first.png"), DrawnPicture.tiles());
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("sorted/ceramic-tile/first.png")));
        DrawnPicture.write(folder.resolve("second.png"), DrawnPicture.grey());
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("review/second.png")));
        await().atMost(PATIENCE).until(() -> out.toString().contains("second.png"));

        end.complete(Ending.STOPPED);

        CommandRun run = watching.join();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("accept +first.png: ceramic tile 0\\.\\d\\d \\(\\d+ ms\\)")
                .containsPattern("review +second.png")
                .contains("Finishing the files in flight", "1 sorted, 1 to review, 0 failed");
    }
}
