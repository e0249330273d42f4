package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.ErrorShape;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server in trouble: files wait for it, and only a picture that is at fault itself goes to failed. */
@Timeout(300)
@ExtendWith(HfInferenceEmulator.class)
class FaultsTest {

    @TempDir
    Path folder;

    @Test
    void everyFileFindsItsPlaceAfterAColdStartARateLimitAndAnError(InferenceEmulator emulator) {
        for (int i = 0; i < 6; i++) {
            DrawnPicture.write(folder.resolve("tiles " + i + ".png"), DrawnPicture.tiles(i));
        }
        emulator.fault(Fault.modelLoading(0.1), 3);
        emulator.fault(Fault.rateLimited(Duration.ofSeconds(1)));
        emulator.fault(Fault.serverError());
        emulator.fault(Fault.resetBeforeAnswer());

        // The file that met the loading model asks again first: one file may meet all six.
        CommandRun run = sort(emulator, 6);

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        Sorted sorted = new Sorted(folder);
        assertThat(sorted.files()).hasSize(6).allMatch(file -> file.startsWith("sorted/ceramic-tile/"));
        assertThat(emulator.requests()).hasSize(6 + 6);
        assertThat(sorted.files().stream()
                        .mapToInt(file -> sorted.result(file).path("attempts").asInt())
                        .sum())
                .isEqualTo(6 + 6);
        assertThat(run.out()).contains("waiting: ", "6 sorted, 0 to review, 0 failed");
    }

    @Test
    void aFileStaysInTheInboxWhileTheServerIsNotAvailable(InferenceEmulator emulator) {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        emulator.alwaysFault(Fault.overloaded());

        CommandRun run = sort(emulator);

        assertThat(run.status()).isEqualTo(1);
        assertThat(new Sorted(folder).files()).containsExactly("tiles.png");
        assertThat(new Sorted(folder).sidecars()).isEmpty();
        assertThat(emulator.requests()).hasSize(1 + 2);
        assertThat(run.out()).contains("1 left in the inbox", "left in the inbox: ", "503");
    }

    static List<Fault> faultsOfTheSettings() {
        return List.of(
                Fault.unauthorized(),
                Fault.forbidden(),
                Fault.quotaExceeded(),
                Fault.modelNotFound(),
                Fault.gone(),
                Fault.notDeployed());
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheSettings")
    void whatIsWrongWithTheSettingsIsNotThePicturesFault(Fault fault) {
        try (InferenceEmulator emulator = InferenceEmulator.builder().start()) {
            DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
            emulator.alwaysFault(fault);

            CommandRun run = sort(emulator);

            assertThat(run.status()).isEqualTo(1);
            assertThat(new Sorted(folder).files()).containsExactly("tiles.png");
            assertThat(emulator.requests()).hasSize(1);
            assertThat(run.out()).containsPattern("left in the inbox: .* answered 4\\d\\d");
        }
    }

    @Test
    void givesUpWhenTheServerRefusesOneFileAfterTheOther(InferenceEmulator emulator) {
        for (int i = 0; i < 20; i++) {
            DrawnPicture.write(folder.resolve("tiles " + i + ".png"), DrawnPicture.tiles(i));
        }
        emulator.alwaysFault(Fault.unauthorized());

        CommandRun run = sort(emulator);

        assertThat(run.status()).isEqualTo(1);
        assertThat(emulator.requests()).hasSize(3);
        assertThat(new Sorted(folder).files()).hasSize(20).noneMatch(file -> file.contains("/"));
        assertThat(run.out()).contains("20 left in the inbox", "gave up: the server refuses every file");
    }

    @Test
    void copiesOfAPictureShareItsFailure(InferenceEmulator emulator) {
        for (int i = 0; i < 12; i++) {
            DrawnPicture.write(folder.resolve("copy " + i + ".png"), DrawnPicture.tiles());
        }
        emulator.alwaysFault(Fault.serverError());

        // The copies have to be there before the last attempt.
        CommandRun run = sort(emulator, 2, "500ms");

        assertThat(run.status()).isZero();
        Sorted sorted = new Sorted(folder);
        assertThat(sorted.files()).hasSize(12).allMatch(file -> file.startsWith("failed/server-error/"));
        assertThat(emulator.requests()).hasSize(1 + 2);
        assertThat(sorted.files().stream()
                        .mapToInt(file -> sorted.result(file).path("attempts").asInt())
                        .sum())
                .isEqualTo(1 + 2);
    }

    @Test
    void aPictureThatBreaksTheServerEachTimeGoesToFailed(InferenceEmulator emulator) {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        emulator.alwaysFault(Fault.serverError());

        CommandRun run = sort(emulator);

        assertThat(run.status()).isZero();
        assertThat(new Sorted(folder).files()).containsExactly("failed/server-error/tiles.png");
        JsonNode result = new Sorted(folder).result("failed/server-error/tiles.png");
        assertThat(result.path("attempts").asInt()).isEqualTo(1 + 2);
        assertThat(result.path("error").path("status").asInt()).isEqualTo(500);
    }

    @Test
    void aPictureThatTheServerRefusesGoesToFailed(InferenceEmulator emulator) {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        emulator.fault(Fault.error(422, ErrorShape.ERROR_STRING, "no picture that this model can read"));

        CommandRun run = sort(emulator);

        assertThat(run.status()).isZero();
        JsonNode result = new Sorted(folder).result("failed/refused/tiles.png");
        assertThat(result.path("reason").asText()).isEqualTo("refused");
        assertThat(result.path("error").path("status").asInt()).isEqualTo(422);
    }

    @Test
    void aPictureThatIsTooLargeForTheServerGoesToFailed(InferenceEmulator emulator) {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        emulator.fault(Fault.error(413, ErrorShape.ERROR_STRING, "too large"));

        sort(emulator);

        assertThat(new Sorted(folder).files()).containsExactly("failed/too-large/tiles.png");
    }

    @Test
    void anAnswerThatCannotBeReadLeadsToFailed(InferenceEmulator emulator) {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        emulator.alwaysFault(Fault.malformedJson());

        CommandRun run = sort(emulator);

        assertThat(run.status()).isZero();
        assertThat(new Sorted(folder)
                        .result("failed/unreadable-answer/tiles.png")
                        .path("error")
                        .path("class")
                        .asText())
                .isEqualTo("MalformedInferenceResponseException");
    }

    @Test
    void filesStayWhereTheyAreWhenNobodyListens() {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        InferenceEmulator stopped = InferenceEmulator.builder().start();
        stopped.close();

        CommandRun run = sort(stopped);

        assertThat(run.status()).isEqualTo(1);
        assertThat(new Sorted(folder).files()).containsExactly("tiles.png");
    }

    private CommandRun sort(InferenceEmulator emulator) {
        return sort(emulator, 2);
    }

    private CommandRun sort(InferenceEmulator emulator, int retries) {
        return sort(emulator, retries, "20ms");
    }

    private CommandRun sort(InferenceEmulator emulator, int retries, String retryDelay) {
        List<String> arguments = new ArrayList<>(List.of("--dir", folder.toString()));
        arguments.addAll(List.of("--endpoint-url", emulator.url().toString()));
        arguments.addAll(
                List.of("--retries", String.valueOf(retries), "--retry-delay", retryDelay, "--max-in-flight", "6"));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
