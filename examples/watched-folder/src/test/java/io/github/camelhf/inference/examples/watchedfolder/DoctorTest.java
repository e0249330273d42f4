package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code doctor}: one line for each thing that a run needs, and what to do about what is wrong. */
@Timeout(120)
@ExtendWith(HfInferenceEmulator.class)
class DoctorTest {

    @TempDir
    Path folder;

    @Test
    void findsNothingWrongWithAServerThatAnswers(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        Files.createDirectories(folder.resolve("sorted/grass"));

        CommandRun run = doctor(Map.of("HF_TOKEN", "hf_of_this_test"), emulator);

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()
                        .lines()
                        .map(line -> line.replaceAll("^(\\S+ +\\S+).*", "$1").replaceAll(" +", " ")))
                .containsExactly(
                        "ok java",
                        "ok names",
                        "ok folder",
                        "ok move",
                        "ok lock",
                        "ok time",
                        "ok long",
                        "ok disk",
                        "ok server",
                        "ok token",
                        "ok proxy",
                        "ok name",
                        "ok connection",
                        "ok call",
                        "ok labels",
                        "Everything is");
        assertThat(run.out())
                .contains("found in the environment variable HF_TOKEN", "6 texts for 6 labels answered")
                .contains("tried with 3 folders")
                .doesNotContain("hf_of_this_test");
        assertThat(emulator.requests()).hasSize(1);
        assertThat(new Sorted(folder).files()).as("leaves nothing behind").containsExactly("tiles.png");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Fault.unauthorized(), "answered 401", "set HF_TOKEN to a token that may use"),
                Arguments.of(Fault.forbidden(), "answered 403", "set HF_TOKEN to a token that may use"),
                Arguments.of(Fault.quotaExceeded(), "answered 402", "add credits"),
                Arguments.of(Fault.modelNotFound(), "answered 404", "check --model or --endpoint-url"),
                Arguments.of(Fault.notDeployed(), "answered 400", "check --model or --endpoint-url"),
                Arguments.of(Fault.rateLimited(), "answered 429", "try again later"),
                Arguments.of(Fault.modelLoading(20), "answered 503", "try again in a minute or two"),
                Arguments.of(Fault.serverError(), "answered 500", "the server's log says more"),
                Arguments.of(Fault.resetBeforeAnswer(), "before the answer was complete", "check the network"),
                Arguments.of(Fault.htmlPage(), "no readable JSON", "try --api pipeline or --api multimodal"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatToDoAboutAnAnswerThatIsNone(Fault fault, String found, String remedy) {
        try (InferenceEmulator emulator = InferenceEmulator.builder().start()) {
            emulator.alwaysFault(fault);

            CommandRun run = doctor(Map.of(), emulator);

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out())
                    .containsPattern("(?m)^problem +call .*" + remedy)
                    .contains(found, "1 problem.");
            assertThat(emulator.requests()).as("asks once").hasSize(1);
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }

        CommandRun run = doctor(Map.of(), "--endpoint-url", "http://127.0.0.1:" + port + "/");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern(
                        "(?m)^problem +connection +port " + port + " of 127.0.0.1 cannot be reached .*firewalls")
                .doesNotContain("call ");
    }

    @Test
    void saysThatAHostIsNotKnown() {
        CommandRun run = doctor(Map.of(), "--endpoint-url", "https://no-such-host.invalid/");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("(?m)^problem +name +no-such-host.invalid is not known; check the address");
    }

    @Test
    void saysThatAPortDoesNotSpeakTls(InferenceEmulator emulator) {
        String address = emulator.url().toString().replace("http:", "https:");

        CommandRun run = doctor(Map.of(), "--endpoint-url", address);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).containsPattern("(?m)^problem +tls .*check whether this port speaks https");
    }

    @Test
    void saysThatTheFolderIsMissing(InferenceEmulator emulator) {
        CommandRun run = CommandRun.of(
                "doctor",
                "--dir",
                folder.resolve("missing").toString(),
                "--endpoint-url",
                emulator.url().toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).containsPattern("(?m)^problem +folder +\\S+missing is not there; check --dir");
    }

    @Test
    void saysThatTheHostedServiceNeedsAToken() {
        CommandRun run = doctor(Map.of("HF_HOME", folder.toString()), "--model", "google/siglip2-base-patch16-224");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).containsPattern("(?m)^problem +token +none in HF_TOKEN.*set HF_TOKEN");
    }

    @Test
    void asksTheDemonstrationModelWhenNoServerIsNamed() {
        CommandRun run = doctor(Map.of());

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains("the demonstration model, started on this machine", "Everything is fine.");
    }

    @Test
    void looksForAPlaceForTheDemonstration() {
        CommandRun run =
                CommandRun.of("doctor", "--demo-dir", folder.resolve("not/yet").toString());

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains(folder + " can be read and written");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void readsTheSameSettingsAsARun(InferenceEmulator emulator) {
        CommandRun run = CommandRun.of(
                Map.of(
                        "WATCHED_FOLDER_DIR",
                        folder.toString(),
                        "WATCHED_FOLDER_ENDPOINT_URL",
                        emulator.url().toString(),
                        "WATCHED_FOLDER_LABELS",
                        "grey card,grass",
                        "WATCHED_FOLDER_PROMPT",
                        "grey card=a grey card;grey card=grey paper"),
                "doctor");

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("3 texts for 2 labels answered");
    }

    @Test
    void hasAHelpOfItsOwn() {
        CommandRun run = CommandRun.of("doctor", "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: watched-folder doctor", "--endpoint-url", "WATCHED_FOLDER_ENDPOINT_URL");
    }

    @Test
    void refusesOptionsThatStandBeforeIt() {
        CommandRun run = CommandRun.of("--dir", folder.toString(), "doctor");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--dir must stand after doctor");
    }

    private CommandRun doctor(Map<String, String> environment, InferenceEmulator emulator) {
        return doctor(environment, "--endpoint-url", emulator.url().toString());
    }

    private CommandRun doctor(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--dir", folder.toString()));
        all.addAll(List.of(arguments));
        return CommandRun.of(environment, all.toArray(String[]::new));
    }
}
