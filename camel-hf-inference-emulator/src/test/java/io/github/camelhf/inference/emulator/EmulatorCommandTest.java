package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the program as its users do: in a process of its own. */
@Timeout(120)
class EmulatorCommandTest {

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EmulatorCommand.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // A read that waits for its output hears of no interrupt.
        CompletableFuture.delayedExecutor(120, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void printsItsAddressAndServesUntilItIsTerminated() throws Exception {
        Process process = start("--port", "0", "--token", "hf_secret", "--variant", "ported", "--latency", "50ms");
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String first = out.readLine();
            assertThat(first).matches("listening on http://127\\.0\\.0\\.1:\\d+");
            assertThat(out.readLine()).contains("demonstration model");
            URI uri = URI.create(first.substring("listening on ".length()) + "/infer");

            var guarded = Client.postJson(uri, "{\"inputs\":\"red\"}");
            long start = System.nanoTime();
            var open = Client.postJson(uri, "{\"inputs\":\"red\"}", "Authorization", "Bearer hf_secret");
            Duration answered = Duration.ofNanos(System.nanoTime() - start);

            assertThat(guarded.text()).isEqualTo("{\"detail\":\"invalid bearer\"}");
            assertThat(open.status()).isEqualTo(200);
            assertThat(answered).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void boundsWhatItTakes() throws Exception {
        Process process = start(
                "--port", "0", "--rate-limit", "0.001", "--burst", "1", "--open-limit", "4", "--service-time", "1ms");
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            URI uri = URI.create(out.readLine().substring("listening on ".length()) + "/");

            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                statuses.add(Client.postJson(uri, "{\"inputs\":[\"red\"]}").status());
            }

            assertThat(statuses).containsExactly(200, 200, 503);
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysInOneSentenceThatThePortIsInUse() throws Exception {
        try (var first = InferenceEmulator.builder().start()) {
            Process process = start("--port", String.valueOf(first.port()));

            assertThat(output(process).lines())
                    .singleElement()
                    .asString()
                    .startsWith("Cannot listen on 127.0.0.1:" + first.port())
                    .endsWith("choose another port, or 0 for any free one");
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    @Test
    void explainsItsOptions() throws Exception {
        Process process = start("--help");

        assertThat(output(process)).contains("--port", "--token", "--latency", "--variant", "--help", "--version");
        assertThat(output(start("--help")))
                .contains("--open-limit", "--when-full", "--rate-limit", "--burst", "--service-time");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void refusesOptionsThatItCannotRead() throws Exception {
        Process process = start("--latency", "soon");

        assertThat(output(process)).contains("--latency").contains("expected a duration such as 50ms");
        assertThat(process.exitValue()).isEqualTo(2);
        Process port = start("--port", "70000");
        assertThat(output(port)).contains("port must be between 0 and 65535");
        assertThat(port.exitValue()).isEqualTo(2);
        assertThat(output(start("--open-limit", "1", "--when-full", "explode"))).contains("unknown fault \"explode\"");
    }
}
