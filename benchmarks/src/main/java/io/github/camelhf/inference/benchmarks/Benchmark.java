package io.github.camelhf.inference.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.camelhf.inference.benchmarks.Load.Times;
import io.github.camelhf.inference.benchmarks.pieces.Pieces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs every trial, prints the tables and writes them, as {@code benchmarks.md}, {@code benchmarks.json} and
 * {@code throughput.svg}, into a folder. Arguments: the folder (default {@code docs/benchmarks}) and the number of seconds for
 * each measurement (default 3; all in all some 35 minutes).
 */
public final class Benchmark {

    private static final int ROUNDS = 5;
    private static final int LIGHT_CALLS = 150;

    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (ServerProcess.ranOutsideMaven(Benchmark.class, arguments)) {
            return;
        }
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "docs/benchmarks");
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        // As long again before it: the compiler needs seconds for each client, and takes them from the two processors.
        Times times = new Times(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds));
        Times paced = new Times(Duration.ofSeconds(2), Duration.ofSeconds(Math.max(1, seconds * 3 / 5)));
        List<Table> tables = new ArrayList<>();
        Map<Workload, Map<String, Measurement>> throughput;
        try (ServerProcess server = ServerProcess.start()) {
            warmUp(server, times);
            throughput = ThroughputTrial.run(server, new Rounds(ROUNDS, times));
            show(tables, ThroughputTrial.table(server, throughput));
            show(tables, WaitingTrial.run(server, new Rounds(ROUNDS, paced)));
            show(tables, InFlightTrial.run(server, new Rounds(ROUNDS, paced)));
            show(
                    tables,
                    BatchTrial.run(
                            server, new Times(Duration.ofSeconds(4), Duration.ofSeconds(8L * seconds)), LIGHT_CALLS));
            show(tables, LatencyTrial.run(server, Duration.ofSeconds(Math.max(1, seconds * 3 / 5))));
            show(tables, StartTrial.run(server, 5));
            show(tables, HeapTrial.run(server));
        }
        show(tables, Pieces.table(seconds));
        for (Table table : ReadingTrial.tables(ReadingTrial.TURNS)) {
            show(tables, table);
        }
        write(folder, tables, throughput);
        System.exit(0); // some clients keep threads that no close() ends
    }

    /** So that the first contestant is not the one that waits for the compiler. */
    private static void warmUp(ServerProcess server, Times times) throws Exception {
        ThroughputTrial.run(server, new Rounds(1, new Times(times.measured(), Duration.ofSeconds(1))));
    }

    private static void show(List<Table> tables, Table table) {
        tables.add(table);
        System.out.println(table.markdown());
    }

    private static void write(Path folder, List<Table> tables, Map<Workload, Map<String, Measurement>> throughput)
            throws Exception {
        String machine = Runtime.getRuntime().availableProcessors() + " cores shared by clients and server, Java "
                + System.getProperty("java.version") + ", " + System.getProperty("os.name") + ", "
                + LocalDate.now(ZoneOffset.UTC);
        StringBuilder markdown =
                new StringBuilder("# Benchmark results\n\nWritten by `benchmarks/`. Machine: " + machine
                        + ". Throughput, waiting callers and calls in flight: medians of " + ROUNDS
                        + " runs in turns; the other tables one run each. Absolute numbers move with the machine, ratios are what counts.\n\n"
                        + "![Calls per second](throughput.svg)\n");
        tables.forEach(table -> markdown.append('\n').append(table.markdown()));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("benchmarks.md"), markdown);
        Files.writeString(folder.resolve("throughput.svg"), Picture.svg(throughput));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", machine);
        json.put("throughput", throughput);
        json.put("tables", tables);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve("benchmarks.json").toFile(), json);
    }
}
