package io.github.camelhf.inference.benchmarks;

import io.github.camelhf.inference.benchmarks.Load.Starter;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All workloads with 16 calls in flight at a server that answers at once. */
final class ThroughputTrial {

    static final String COMPONENT = "component";
    static final String RAW = "HttpClient";
    static final String RAW_BYTES = "HttpClient, bytes only";
    static final String BY_HAND = "by hand";

    private static final int IN_FLIGHT = 16;

    private ThroughputTrial() {}

    static Map<Workload, Map<String, Measurement>> run(ServerProcess server, Rounds rounds) throws Exception {
        Map<Workload, Map<String, Measurement>> all = new LinkedHashMap<>();
        for (Workload workload : Workload.values()) {
            String address = server.address(workload.path);
            Map<String, Starter> contestants = new LinkedHashMap<>();
            contestants.put(COMPONENT, () -> ComponentContestant.of(workload, address, IN_FLIGHT));
            contestants.put(RAW, () -> new RawContestant(workload, address, IN_FLIGHT, true));
            contestants.put(RAW_BYTES, () -> new RawContestant(workload, address, IN_FLIGHT, false));
            contestants.put(BY_HAND, () -> ByHandRoute.of(workload, address, IN_FLIGHT, IN_FLIGHT));
            all.put(workload, rounds.run(contestants, IN_FLIGHT));
        }
        return all;
    }

    static Table table(ServerProcess server, Map<Workload, Map<String, Measurement>> all) throws Exception {
        Table table = new Table(
                "16 calls in flight, the server answers at once",
                "HttpClient: the asynchronous client alone, on whose own threads the answer is read as a stream into the numbers or labels;"
                        + " with \"bytes only\" nobody reads it."
                        + " By hand: camel-http and camel-jackson, pool widened to 16. Ceiling: bare sockets that send finished bytes"
                        + " and look at no answer.",
                List.of(
                        "workload",
                        "client",
                        "calls/s",
                        "CPU ms / 1,000",
                        "bytes allocated",
                        "p50 ms",
                        "p99 ms",
                        "threads",
                        "component's calls/s ÷",
                        "component's CPU ÷"));
        for (Map.Entry<Workload, Map<String, Measurement>> entry : all.entrySet()) {
            Workload workload = entry.getKey();
            double[] ceilings = new double[3];
            for (int i = 0; i < ceilings.length; i++) {
                ceilings[i] = Ceiling.measure(workload, server.port(), IN_FLIGHT, Duration.ofSeconds(2));
            }
            Arrays.sort(ceilings);
            double ceiling = ceilings[1];
            table.add(workload + ": " + workload.title, "ceiling", ceiling, "", "", "", "", "", "", "");
            Measurement ours = entry.getValue().get(COMPONENT);
            entry.getValue()
                    .forEach((name, measured) -> table.add(
                            "",
                            name,
                            measured.perSecond(),
                            measured.cpuMillis(),
                            measured.allocated(),
                            measured.p50(),
                            measured.p99(),
                            measured.threads(),
                            ours == null ? "" : ours.perSecond() / measured.perSecond(),
                            ours == null ? "" : ours.cpuMillis() / measured.cpuMillis()));
        }
        return table;
    }
}
