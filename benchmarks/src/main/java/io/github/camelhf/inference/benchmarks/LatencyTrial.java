package io.github.camelhf.inference.benchmarks;

import io.github.camelhf.inference.benchmarks.Load.Starter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a client adds to the time of a server that takes 20 ms for each call. */
final class LatencyTrial {

    private static final int MILLIS = 20;
    private static final int ROUNDS = 5;

    private LatencyTrial() {}

    /** @param measured for each client and number of calls, five times, and half as long before it */
    static Table run(ServerProcess server, Duration measured) throws Exception {
        Table table = new Table(
                "What a client adds to a server's 20 ms",
                "W1, milliseconds above the 20; medians of " + ROUNDS
                        + " runs in turns. What the server is late itself is in all of them.",
                List.of("in flight", "client", "p50 ms", "p99 ms", "calls"));
        Workload workload = Workload.W1;
        String address = server.address(workload.path + "/" + MILLIS);
        for (int inFlight : List.of(1, 16, 64)) {
            Map<String, Starter> contestants = new LinkedHashMap<>();
            contestants.put(ThroughputTrial.COMPONENT, () -> ComponentContestant.of(workload, address, inFlight));
            contestants.put(ThroughputTrial.RAW, () -> new RawContestant(workload, address, inFlight, true));
            contestants.put(ThroughputTrial.BY_HAND, () -> ByHandRoute.of(workload, address, inFlight, inFlight));
            Map<String, List<double[]>> all = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<String, Starter> contestant : contestants.entrySet()) {
                    all.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
                            .add(measure(contestant.getValue(), inFlight, measured));
                }
            }
            all.forEach((name, runs) -> table.add(
                    inFlight,
                    name,
                    Median.of(runs, run -> run[0]),
                    Median.of(runs, run -> run[1]),
                    Math.round(Median.of(runs, run -> run[2]))));
        }
        return table;
    }

    /** The middle and the 99th part in a hundred of what was above the server's time, and how many calls there were. */
    private static double[] measure(Starter starter, int inFlight, Duration time) throws Exception {
        try (Contestant contestant = starter.start()) {
            run(contestant, inFlight, time.dividedBy(2));
            return run(contestant, inFlight, time);
        }
    }

    private static double[] run(Contestant contestant, int inFlight, Duration time) throws InterruptedException {
        Latencies above = new Latencies();
        long own = TimeUnit.MILLISECONDS.toNanos(MILLIS);
        InFlight running = InFlight.start(contestant, inFlight, taken -> above.add(Math.max(0, taken - own)));
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        running.stop();
        return new double[] {above.millis(0.5), above.millis(0.99), running.ended()};
    }
}
