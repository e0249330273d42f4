package io.github.camelhf.inference.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Labels for texts and chat, the component beside the route by hand, in turns of a second of which each is compared with the one beside
 * it: ratios that a machine with other work shows, too. Arguments: the number of turns (default 40), and the file to which the table is
 * written.
 */
public final class TextTrial {

    private TextTrial() {}

    public static void main(String[] arguments) throws Exception {
        if (ServerProcess.ranOutsideMaven(TextTrial.class, arguments)) {
            return;
        }
        int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        double before = load();
        Table table = run(turns, TimeUnit.SECONDS.toNanos(1));
        String machine = String.format(
                Locale.ROOT,
                "Machine: %d cores shared by clients, server and what else ran (load average %.1f before it began), Java %s.",
                Runtime.getRuntime().availableProcessors(),
                before,
                System.getProperty("java.version"));
        System.out.println(table.markdown() + "\n" + machine);
        if (arguments.length > 1) {
            Files.writeString(Path.of(arguments[1]), "# Texts\n\n" + machine + "\n\n" + table.markdown());
        }
        System.exit(0); // some clients keep threads that no close() ends
    }

    static Table run(int turns, long nanos) throws Exception {
        Table table = new Table(
                "Labels for texts, and chat",
                "16 calls in flight, the server answers at once; " + turns
                        + " pairs of turns for each line, which goes first changes. Medians; of the ratios also the middle half.",
                List.of(
                        "workload",
                        "beside",
                        "component calls/s",
                        "its calls/s",
                        "calls/s component ÷ its",
                        "CPU component ÷ its"));
        try (ServerProcess server = ServerProcess.start()) {
            for (Workload workload : List.of(Workload.W5, Workload.W6)) {
                String address = server.address(workload.path);
                try (Contestant component = ComponentContestant.of(workload, address, Turns.IN_FLIGHT);
                        Contestant byHand = ByHandRoute.of(workload, address, Turns.IN_FLIGHT, Turns.IN_FLIGHT);
                        Contestant raw = new RawContestant(workload, address, Turns.IN_FLIGHT, true)) {
                    compare(table, workload, ThroughputTrial.BY_HAND, component, byHand, turns, nanos);
                    compare(table, workload, ThroughputTrial.RAW, component, raw, turns, nanos);
                }
            }
        }
        return table;
    }

    private static void compare(
            Table table, Workload workload, String name, Contestant component, Contestant other, int turns, long nanos)
            throws Exception {
        Turns there = new Turns(other);
        Turns here = new Turns(component);
        Comparison.pairs(there, here, Math.min(Comparison.WARM_UP, turns), nanos);
        List<double[][]> pairs = Comparison.pairs(there, here, turns, nanos);
        table.add(
                workload + ": " + workload.title,
                name,
                Comparison.median(pairs, pair -> pair[1][0]),
                Comparison.median(pairs, pair -> pair[0][0]),
                middleHalf(pairs, pair -> pair[1][0] / pair[0][0]),
                middleHalf(pairs, pair -> pair[1][1] / pair[0][1]));
    }

    private static String middleHalf(List<double[][]> pairs, ToDoubleFunction<double[][]> ratio) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                Comparison.quantile(pairs, ratio, 0.5),
                Comparison.quantile(pairs, ratio, 0.25),
                Comparison.quantile(pairs, ratio, 0.75));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
