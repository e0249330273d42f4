package io.github.camelhf.inference.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Fails when the component has become slower beside the other clients than it was: when a ratio of calls per second is more than a
 * tenth below the recorded one. Each ratio is the median of five, of turns of two seconds that stand side by side, in one process.
 * Arguments: the file of the recorded ratios (default {@code docs/benchmarks/ratios.json}), and {@code record} to write it anew.
 */
public final class Guard {

    private static final int TURNS = 5;
    private static final double LOWEST = 0.9;

    private Guard() {}

    public static void main(String[] arguments) throws Exception {
        if (ServerProcess.ranOutsideMaven(Guard.class, arguments)) {
            return;
        }
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "docs/benchmarks/ratios.json");
        boolean records = Arrays.asList(arguments).contains("record");
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Map<String, Double> measured = measure(List.of(Workload.values()), TURNS, TimeUnit.SECONDS.toNanos(2));
        measured.forEach((name, ratio) -> System.out.printf("%s: %.2f%n", name, ratio));
        if (records) {
            mapper.writeValue(file.toFile(), measured);
            System.exit(0); // some clients keep threads that no close() ends
        }
        List<String> fallen =
                fallen(mapper.readValue(file.toFile(), new TypeReference<Map<String, Double>>() {}), measured);
        fallen.forEach(System.err::println);
        System.exit(fallen.isEmpty() ? 0 : 1);
    }

    /** The component's calls per second ÷ those of each other client. */
    static Map<String, Double> measure(List<Workload> workloads, int turns, long nanos) throws Exception {
        Map<String, Double> ratios = new LinkedHashMap<>();
        try (ServerProcess server = ServerProcess.start()) {
            for (Workload workload : workloads) {
                String address = server.address(workload.path);
                try (Contestant component = ComponentContestant.of(workload, address, Turns.IN_FLIGHT);
                        Contestant byHand = ByHandRoute.of(workload, address, Turns.IN_FLIGHT, Turns.IN_FLIGHT);
                        Contestant raw = new RawContestant(workload, address, Turns.IN_FLIGHT, true)) {
                    Turns here = new Turns(component);
                    ratios.put(name(workload, ThroughputTrial.BY_HAND), ratio(here, new Turns(byHand), turns, nanos));
                    ratios.put(name(workload, ThroughputTrial.RAW), ratio(here, new Turns(raw), turns, nanos));
                }
            }
        }
        return ratios;
    }

    private static String name(Workload workload, String beside) {
        return workload + " calls/s ÷ " + beside;
    }

    private static double ratio(Turns here, Turns there, int turns, long nanos) {
        Comparison.pairs(there, here, Math.min(Comparison.WARM_UP, turns), nanos);
        double ratio = Median.of(Comparison.pairs(there, here, turns, nanos), pair -> pair[1][0] / pair[0][0]);
        return Math.round(ratio * 100) / 100.0;
    }

    /** What is said of each ratio that is too low, or was not measured. */
    static List<String> fallen(Map<String, Double> recorded, Map<String, Double> measured) {
        List<String> fallen = new ArrayList<>();
        recorded.forEach((name, before) -> {
            Double now = measured.get(name);
            if (now == null) {
                fallen.add(name + " was not measured; it was " + before + ". Record the ratios anew if that is meant.");
            } else if (now < before * LOWEST) {
                fallen.add(name + " is " + now + ", more than a tenth below the recorded " + before
                        + ". Does it stay so on a machine without other work?");
            }
        });
        return fallen;
    }
}
