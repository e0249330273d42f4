package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command as a program of its own: environment, exit status, signals. */
@Timeout(300)
class ProgramTest {

    @RegisterExtension
    static final HfInferenceEmulator SERVER = HfInferenceEmulator.with(options -> options.token("hf_of_this_test"));

    @TempDir
    Path temporary;

    private Path folder() throws IOException {
        return Files.createDirectories(temporary.resolve("pictures"));
    }

    @Test
    void sendsTheTokenOfTheEnvironmentToTheServerThatIsAsked(InferenceEmulator server) throws Exception {
        DrawnPicture.write(folder().resolve("tiles.png"), DrawnPicture.tiles());

        Process program = start(
                Map.of("HF_TOKEN", "hf_of_this_test"),
                "--dir",
                folder().toString(),
                "--endpoint-url",
                server.url().toString());

        assertThat(program.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).as(output()).isZero();
        assertThat(new Sorted(folder()).files()).containsExactly("sorted/ceramic-tile/tiles.png");
        assertThat(server.requests().get(0).header("Authorization")).contains("Bearer hf_of_this_test");
        assertThat(output()).doesNotContain("hf_of_this_test").doesNotContain("demonstration");
    }

    @Test
    void endsWithStatusOneWhenTheTokenIsMissing(InferenceEmulator server) throws Exception {
        DrawnPicture.write(folder().resolve("tiles.png"), DrawnPicture.tiles());

        Process program = start(
                Map.of(),
                "--dir",
                folder().toString(),
                "--endpoint-url",
                server.url().toString());

        assertThat(program.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(1);
        assertThat(new Sorted(folder()).files()).containsExactly("tiles.png");
        assertThat(output()).contains("1 left in the inbox", "401");
    }

    @Test
    void neverShowsTheUsersTokenToTheDemonstrationModel() throws Exception {
        DrawnPicture.write(folder().resolve("tiles.png"), DrawnPicture.tiles());

        Process program = start(Map.of("HF_TOKEN", "hf_of_this_test"), "--dir", folder().toString());

        assertThat(program.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).as(output()).isZero();
        // It refuses every token but the one that was made for this run.
        assertThat(new Sorted(folder()).files()).containsExactly("sorted/ceramic-tile/tiles.png");
    }

    @Test
    void aSignalEndsTheWatchingWithASummary() throws Exception {
        Process program = start(Map.of(), "--watch", "--dir", folder().toString());
        DrawnPicture.write(folder().resolve("tiles.png"), DrawnPicture.tiles());
        await().atMost(Duration.ofMinutes(2)).until(() -> output().contains("tiles.png"));

        program.destroy();

        assertThat(program.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(output()).contains("Finishing the files in flight", "1 sorted, 0 to review, 0 failed");
        assertThat(new Sorted(folder()).files()).containsExactly("sorted/ceramic-tile/tiles.png");
    }

    @Test
    void aSignalEndsTheDoctorAtOnce(InferenceEmulator server) throws Exception {
        server.alwaysFault(Fault.neverAnswer());
        Process program = start(
                Map.of("HF_TOKEN", "hf_of_this_test"),
                "doctor",
                "--dir",
                folder().toString(),
                "--endpoint-url",
                server.url().toString());
        await().atMost(Duration.ofMinutes(2)).until(() -> !server.requests().isEmpty());

        program.destroy();

        // The call itself would go on for two minutes, and a run is waited for half as long.
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output()).contains("ok       connection").doesNotContain(" call ");
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WatchedFolderCommand.class.getName()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().remove("HF_TOKEN");
        builder.environment().remove("HUGGING_FACE_HUB_TOKEN");
        // No token file of this machine either.
        builder.environment().put("HF_HOME", temporary.resolve("no-home").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Path log() {
        return temporary.resolve("output.txt");
    }

    private String output() throws IOException {
        return Files.readString(log());
    }
}
