package io.github.camelhf.inference.benchmarks;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.benchmarks.Load.Starter;
import io.github.camelhf.inference.benchmarks.Load.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs contestants in turns, so that a slow minute of the machine meets all of them, and takes medians. */
final class Rounds {

    private final int count;
    private final Times times;

    Rounds(int count, Times times) {
        this.count = count;
        this.times = times;
    }

    Map<String, Measurement> run(Map<String, Starter> contestants, int inFlight) throws Exception {
        Map<String, List<Measurement>> all = new LinkedHashMap<>();
        for (int round = 0; round < count; round++) {
            List<Map.Entry<String, Starter>> order = new ArrayList<>(contestants.entrySet());
            // Nobody always runs in the wake of the same other.
            Collections.rotate(order, round);
            for (Map.Entry<String, Starter> contestant : order) {
                Measurement measured = Load.run(contestant.getValue(), inFlight, times);
                all.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
                        .add(measured);
            }
        }
        Map<String, Measurement> medians = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> medians.put(name, median(requireNonNull(all.get(name)))));
        return medians;
    }

    private static Measurement median(List<Measurement> runs) {
        return new Measurement(
                Median.of(runs, Measurement::perSecond),
                Median.of(runs, Measurement::cpuMillis),
                Median.of(runs, Measurement::allocated),
                Median.of(runs, Measurement::p50),
                Median.of(runs, Measurement::p99),
                (int) Median.of(runs, Measurement::threads));
    }
}
