package io.github.camelhf.inference.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every client gets answers to every workload; how fast is for the command to say. */
class SmokeTest {

    private static final String ANSWERED = "answered";

    @ParameterizedTest
    @EnumSource
    void everyClientGetsAnswers(Workload workload) throws Exception {
        try (ServerProcess server = ServerProcess.start()) {
            String address = server.address(workload.path);
            Map<String, Load.Starter> clients = Map.of(
                    "component", () -> ComponentContestant.of(workload, address, 2),
                    "component that waits",
                            () -> WaitingContestant.component(workload, address, 2, "&synchronous=true"),
                    "raw", () -> new RawContestant(workload, address, 2, true),
                    "by hand", () -> ByHandRoute.of(workload, address, 2, 2));

            for (Load.Starter client : clients.values()) {
                assertThat(ask(client, 4)).hasSize(4).containsOnly(ANSWERED);
            }
        }
    }

    @Test
    void textsOfOneMomentShareCalls() throws Exception {
        try (ServerProcess server = ServerProcess.start()) {
            server.takeStatistics();
            ask(
                    () -> new ComponentContestant(
                            "hf-inference:text-embedding?batchSize=10&endpointUrl=" + server.address("batch"),
                            "a text"),
                    20);

            assertThat(server.takeStatistics().path("count").asInt()).isBetween(2, 19);
        }
    }

    @Test
    void aBuildIsComparedWithItself() throws Exception {
        Path itself = Path.of("..");

        Table table = Comparison.compare(
                List.of(itself, itself),
                List.of(Workload.W2, Workload.W5),
                1,
                Duration.ofMillis(100).toNanos());

        assertThat(table.rows()).hasSize(4);
        assertThat(table.rows().get(0)).hasSize(6).doesNotContain("0.00", "NaN");
    }

    @Test
    void aRatioIsMeasuredBesideEachOtherClient() throws Exception {
        Map<String, Double> ratios =
                Guard.measure(List.of(Workload.W5), 1, Duration.ofMillis(100).toNanos());

        assertThat(ratios).containsOnlyKeys("W5 calls/s ÷ by hand", "W5 calls/s ÷ HttpClient");
        assertThat(ratios.values()).allSatisfy(ratio -> assertThat(ratio).isPositive());
    }

    @Test
    void aRatioThatFellByMoreThanATenthIsSaid() {
        Map<String, Double> recorded = Map.of("one", 1.0, "two", 2.0, "three", 3.0);

        assertThat(Guard.fallen(recorded, Map.of("one", 0.91, "two", 5.0, "three", 3.0)))
                .isEmpty();
        assertThat(Guard.fallen(recorded, Map.of("one", 0.89, "two", 2.0, "three", 3.0)))
                .singleElement()
                .asString()
                .startsWith("one is 0.89, more than a tenth below the recorded 1.0");
        assertThat(Guard.fallen(recorded, Map.of("one", 1.0, "two", 2.0)))
                .singleElement()
                .asString()
                .startsWith("three was not measured");
    }

    @Test
    void whatClientsAddIsMeasured() throws Exception {
        try (ServerProcess server = ServerProcess.start()) {
            assertThat(LatencyTrial.run(server, Duration.ofMillis(100)).rows()).hasSize(9);
            assertThat(StartTrial.run(server, 1).rows()).hasSize(3);
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

    /** So many calls at a time; what became of each. */
    private static List<String> ask(Load.Starter client, int calls) throws Exception {
        List<CompletableFuture<String>> ends = new ArrayList<>();
        try (Contestant contestant = client.start()) {
            for (int i = 0; i < calls; i++) {
                CompletableFuture<String> end = new CompletableFuture<>();
                contestant.call(failure -> end.complete(failure == null ? ANSWERED : failure.toString()));
                ends.add(end);
            }
            return ends.stream().map(CompletableFuture::join).toList();
        }
    }
}
