package io.github.camelhf.inference.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of 100,000 pictures through the route of the documentation, in a JVM of its own with a heap of
 * {@value #HEAP_MEGABYTES} MB, at a server that takes 50 ms for each of 64 calls. A program of its own: it takes two minutes and
 * 400 MB of disk. Arguments: the number of files, and the file to which the table is written.
 */
public final class FolderTrial {

    static final int IN_FLIGHT = 32;
    static final int MILLIS = 50;
    private static final int HEAP_MEGABYTES = 64;
    private static final int PICTURE = 2 * 1024;

    private FolderTrial() {}

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        Path folder = Files.createTempDirectory("folder-trial");
        try (ServerProcess server = ServerProcess.start()) {
            byte[] picture = Workload.picture(PICTURE);
            for (int i = 0; i < count; i++) {
                Files.write(folder.resolve(i + ".jpg"), picture);
            }
            server.takeStatistics();
            Table table = table(count, probe(folder, count, server), server.takeStatistics());
            System.out.println(table.markdown());
            if (arguments.length > 1) {
                Files.writeString(Path.of(arguments[1]), "# A large folder\n\n" + table.markdown());
            }
        } finally {
            delete(folder);
        }
    }

    private static Table table(int count, List<String> probed, JsonNode seen) {
        double busy = (double) seen.get("count").asInt()
                * MILLIS
                * 1e6
                / IN_FLIGHT
                / (seen.get("last").asLong() - seen.get("first").asLong());
        Table table = new Table(
                "A folder of " + count + " pictures",
                "The route of performance.md in a JVM with a heap of " + HEAP_MEGABYTES + " MB, at a server that takes "
                        + MILLIS
                        + " ms for each of " + IN_FLIGHT + " calls. Busy: share of the time in which its " + IN_FLIGHT
                        + " places were taken, from its first request to its last answer. Heap: in use after a collection.",
                List.of("what", "value"));
        probed.stream()
                .filter(line -> line.contains(": "))
                .forEach(line -> table.add(line.split(": ", 2)[0], line.split(": ", 2)[1]));
        table.add("requests seen by the server", seen.get("count").asInt());
        table.add("most open at the server", seen.get("mostOpen").asInt());
        table.add("server busy", BatchTrial.percent(busy));
        return table;
    }

    private static List<String> probe(Path folder, int count, ServerProcess server) throws IOException {
        List<String> command = new ArrayList<>(
                ServerProcess.java(List.of("-Xmx" + HEAP_MEGABYTES + "m", "-XX:+UseSerialGC"), FolderProbe.class));
        command.addAll(List.of(folder.toString(), String.valueOf(count), server.address("labels/" + MILLIS)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("the route did not get through: " + lines);
        }
        return lines;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
