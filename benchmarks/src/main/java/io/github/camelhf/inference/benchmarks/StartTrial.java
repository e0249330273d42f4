package io.github.camelhf.inference.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How long a small route takes to its first answer, and how much memory, each time in a JVM of its own. Linux only. */
final class StartTrial {

    private StartTrial() {}

    static Table run(ServerProcess server, int runs) throws IOException, InterruptedException {
        Table table = new Table(
                "A small route, from nothing",
                "W1, each client in a JVM of its own (-Xmx256m, serial collector), medians of " + runs
                        + " runs in turns. Memory after 500 calls one after the other; the heap after a collection.",
                List.of("client", "first answer after ms", "resident MB", "heap MB"));
        Map<String, List<double[]>> all = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (String client : List.of(ThroughputTrial.COMPONENT, ThroughputTrial.BY_HAND, "Camel without a call")) {
                all.computeIfAbsent(client, name -> new ArrayList<>()).add(probe(server, client));
            }
        }
        all.forEach((client, measured) -> table.add(
                client,
                Median.of(measured, run -> run[0]),
                Median.of(measured, run -> run[1]) / 1024,
                Median.of(measured, run -> run[2]) / 1024));
        return table;
    }

    private static double[] probe(ServerProcess server, String client) throws IOException, InterruptedException {
        List<String> command = ServerProcess.java(List.of("-Xmx256m", "-XX:+UseSerialGC"), StartProbe.class);
        command.addAll(List.of(client, server.address(Workload.W1.path)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String last = process.inputReader().lines().reduce("", (before, line) -> line);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the route of " + client + " did not run");
        }
        return Stream.of(last.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
