package io.github.camelhf.inference.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every client gets answers to every workload; how fast is for the command to say. */
class SmokeTest {

    private static final Load.Times SHORT = new Load.Times(Duration.ofMillis(100), Duration.ofMillis(200));

    @ParameterizedTest
    @EnumSource
    void everyClientGetsAnswers(Workload workload) throws Exception {
        try (ServerProcess server = ServerProcess.start()) {
            String address = server.address(workload.path);
            Map<String, Load.Starter> clients = Map.of(
                    "component", () -> ComponentContestant.of(workload, address, 2),
                    "raw", () -> new RawContestant(workload, address, 2, true),
                    "by hand", () -> new ByHandContestant(workload, address, 2, 2));

            clients.forEach((name, client) ->
                    assertThat(run(client).perSecond()).as(name).isPositive());
        }
    }

    @Test
    void theModelOfBatchesCountsInputs() throws Exception {
        try (ServerProcess server = ServerProcess.start()) {
            Contestant client = new ComponentContestant(
                    "hf-inference:text-embedding?batchSize=10&endpointUrl=" + server.address("batch"), "a text");

            assertThat(Load.run(() -> client, 20, new Load.Times(Duration.ofMillis(500), Duration.ofSeconds(1)))
                            .perSecond())
                    .isGreaterThan(13.4); // what one text per call would reach
        }
    }

    @Test
    void latenciesAreKeptWithinAFewPercent() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 100; millis++) {
            latencies.add(Duration.ofMillis(millis).toNanos());
        }

        assertThat(latencies.millis(0.5)).isBetween(48.0, 51.0);
        assertThat(latencies.millis(0.99)).isBetween(95.0, 100.0);
    }

    private static Measurement run(Load.Starter client) {
        try {
            return Load.run(client, 2, SHORT);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
