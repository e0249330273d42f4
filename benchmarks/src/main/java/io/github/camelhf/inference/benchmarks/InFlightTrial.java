package io.github.camelhf.inference.benchmarks;

import io.github.camelhf.inference.benchmarks.Load.Starter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 1 to 256 calls in flight at a server that takes 50 ms for each. */
final class InFlightTrial {

    private static final int MILLIS = 50;

    private InFlightTrial() {}

    static Table run(ServerProcess server, Rounds rounds) throws Exception {
        Table table = new Table(
                "1 to 256 calls in flight, 50 ms each",
                "W2. Limit: calls in flight / 50 ms. Threads: those that the client has started, its users' included.",
                List.of("in flight", "client", "calls/s", "share of the limit", "CPU ms / 1,000", "p99 ms", "threads"));
        String address = server.address("labels/" + MILLIS);
        Workload workload = Workload.W2;
        for (int inFlight : List.of(1, 4, 16, 64, 256)) {
            Map<String, Starter> contestants = new LinkedHashMap<>();
            contestants.put("component", () -> ComponentContestant.of(workload, address, inFlight));
            contestants.put("HttpClient", () -> new RawContestant(workload, address, inFlight, true));
            contestants.put("by hand, pool widened", () -> ByHandRoute.of(workload, address, inFlight, inFlight));
            contestants.put("by hand, pool as it is", () -> ByHandRoute.of(workload, address, inFlight, null));
            double limit = inFlight * 1000.0 / MILLIS;
            rounds.run(contestants, inFlight)
                    .forEach((name, measured) -> table.add(
                            inFlight,
                            name,
                            measured.perSecond(),
                            BatchTrial.percent(measured.perSecond() / limit),
                            measured.cpuMillis(),
                            measured.p99(),
                            measured.threads()));
        }
        return table;
    }
}
