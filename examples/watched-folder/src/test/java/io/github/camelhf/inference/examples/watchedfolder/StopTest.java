package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the files in flight when a run is told to stop, or loses its folder. */
@Timeout(120)
class StopTest {

    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private final StringWriter out = new StringWriter();
    private final CompletableFuture<Ending> end = new CompletableFuture<>();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("pictures"));
    }

    @AfterEach
    void stop() {
        end.complete(Ending.STOPPED);
    }

    @Test
    void finishesTheCallInFlight() throws Exception {
        try (InferenceEmulator server =
                InferenceEmulator.builder().latency(Duration.ofSeconds(3)).start()) {
            DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
            CompletableFuture<CommandRun> watching = watch(server);
            server.awaitRequests(1, Duration.ofSeconds(60));

            end.complete(Ending.STOPPED);

            assertThat(watching.get(60, TimeUnit.SECONDS).out()).contains("1 sorted, 0 to review, 0 failed");
            assertThat(new Sorted(folder).files()).containsExactly("sorted/ceramic-tile/tiles.png");
            assertThat(new Sorted(folder).sidecars()).hasSize(1);
            assertThat(Bookkeeping.of(folder).resolve("open")).isEmptyDirectory();
        }
    }

    @Test
    void doesNotWaitForADelayBetweenTwoAttempts() throws Exception {
        try (InferenceEmulator server = InferenceEmulator.builder().start()) {
            server.alwaysFault(Fault.rateLimited(Duration.ofSeconds(100)));
            DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
            CompletableFuture<CommandRun> watching = watch(server);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !server.requests().isEmpty() && server.openRequests() == 0);

            end.complete(Ending.STOPPED);

            CommandRun run = watching.get(25, TimeUnit.SECONDS);
            assertThat(run.out()).contains("0 sorted, 0 to review, 0 failed, 1 left in the inbox");
            assertThat(new Sorted(folder).files()).containsExactly("tiles.png");
        }
    }

    @Test
    void doesNotWaitForCallsThatAreHeldBack() throws Exception {
        try (InferenceEmulator server = InferenceEmulator.builder().start()) {
            server.alwaysFault(Fault.rateLimited(Duration.ofSeconds(600)));
            for (int i = 0; i < 3; i++) {
                DrawnPicture.write(folder.resolve("tiles " + i + ".png"), DrawnPicture.tiles(i));
            }
            CompletableFuture<CommandRun> watching = watch(server, "--max-in-flight", "1");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !server.requests().isEmpty() && server.openRequests() == 0);

            end.complete(Ending.STOPPED);

            CommandRun run = watching.get(25, TimeUnit.SECONDS);
            assertThat(run.out()).contains("0 sorted, 0 to review, 0 failed, 3 left in the inbox");
        }
    }

    @Test
    void endsSoonWhenSomebodyTakesTheFolderAway() throws Exception {
        try (InferenceEmulator server = InferenceEmulator.builder().start()) {
            CompletableFuture<CommandRun> watching = watch(server);
            DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
            await().atMost(Duration.ofSeconds(60)).until(() -> out.toString().contains("tiles.png"));

            Files.move(folder, temporary.resolve("elsewhere"));

            CommandRun run = watching.get(25, TimeUnit.SECONDS);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).contains("gave up: the folder ", "pictures is not there any more");
            assertThat(folder).doesNotExist();
            assertThat(new Sorted(temporary.resolve("elsewhere")).files())
                    .containsExactly("sorted/ceramic-tile/tiles.png");
        }
    }

    @Test
    void endsSoonWhenAnEmptyFolderComesInItsPlace() throws Exception {
        try (InferenceEmulator server = InferenceEmulator.builder().start()) {
            CompletableFuture<CommandRun> watching = watch(server);
            DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
            await().atMost(Duration.ofSeconds(60)).until(() -> out.toString().contains("tiles.png"));

            Files.move(folder, temporary.resolve("elsewhere"));
            Files.createDirectory(folder);

            CommandRun run = watching.get(25, TimeUnit.SECONDS);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).contains("gave up: the folder ", "pictures is not there any more");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private CompletableFuture<CommandRun> watch(InferenceEmulator server, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--watch", "--dir", folder.toString()));
        arguments.addAll(List.of("--endpoint-url", server.url().toString()));
        arguments.addAll(List.of(more));
        return CompletableFuture.supplyAsync(() -> CommandRun.of(out, end, arguments.toArray(String[]::new)));
    }
}
