package io.github.camelhf.inference.benchmarks;

import io.github.camelhf.inference.benchmarks.Load.Starter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small calls for 16 callers each of whom waits for the end of its exchange: what {@code synchronous=true} saves them. */
final class WaitingTrial {

    private static final int CALLERS = 16;

    private WaitingTrial() {}

    static Table run(ServerProcess server, Rounds rounds) throws Exception {
        Table table = new Table(
                "16 callers that wait, the server answers at once",
                "A thread for each, as with JMS, Kafka or a ProducerTemplate.",
                List.of(
                        "workload",
                        "client",
                        "calls/s",
                        "CPU ms / 1,000",
                        "p99 ms",
                        "calls/s ÷ by hand",
                        "CPU ÷ by hand"));
        for (Workload workload : List.of(Workload.W1, Workload.W2, Workload.W5)) {
            String address = server.address(workload.path);
            Map<String, Starter> contestants = new LinkedHashMap<>();
            contestants.put(
                    ThroughputTrial.COMPONENT, () -> WaitingContestant.component(workload, address, CALLERS, ""));
            contestants.put(
                    "component, synchronous=true",
                    () -> WaitingContestant.component(workload, address, CALLERS, "&synchronous=true"));
            contestants.put(ThroughputTrial.BY_HAND, () -> ByHandRoute.of(workload, address, CALLERS, CALLERS));
            Map<String, Measurement> measured = rounds.run(contestants, CALLERS);
            Measurement byHand = measured.get(ThroughputTrial.BY_HAND);
            measured.forEach((name, ours) -> table.add(
                    name.equals(ThroughputTrial.COMPONENT) ? workload + ": " + workload.title : "",
                    name,
                    ours.perSecond(),
                    ours.cpuMillis(),
                    ours.p99(),
                    byHand == null ? "" : ours.perSecond() / byHand.perSecond(),
                    byHand == null ? "" : ours.cpuMillis() / byHand.cpuMillis()));
        }
        return table;
    }
}
