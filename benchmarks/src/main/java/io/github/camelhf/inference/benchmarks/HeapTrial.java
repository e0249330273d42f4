package io.github.camelhf.inference.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The smallest heap, of the whole JVM, in which one file of 100 MB is sent as base64 in JSON and answered. */
final class HeapTrial {

    private static final int[] MEGABYTES = {12, 16, 20, 24, 28, 32, 48, 64, 128, 256, 512, 640, 768, 896, 1024, 1536};
    private static final int FILE = 100 * 1024 * 1024;

    private HeapTrial() {}

    static Table run(ServerProcess server) throws IOException, InterruptedException {
        Path file = Files.createTempFile("benchmark", ".jpg");
        try {
            Files.write(file, Workload.picture(FILE));
            Table table = new Table(
                    "A file of 100 MB as base64 in JSON",
                    "The smallest -Xmx, of those tried, with which a JVM that does nothing else sends the file and reads the answer.",
                    List.of("client", "heap"));
            table.add("component", smallest("component", server, file));
            table.add("by hand", smallest("hand", server, file));
            return table;
        } finally {
            Files.delete(file);
        }
    }

    private static String smallest(String client, ServerProcess server, Path file)
            throws IOException, InterruptedException {
        int low = 0;
        int high = MEGABYTES.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (passes(client, server, file, MEGABYTES[middle])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == MEGABYTES.length ? "more than 1,536 MB" : MEGABYTES[low] + " MB";
    }

    private static boolean passes(String client, ServerProcess server, Path file, int megabytes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                ServerProcess.java(List.of("-Xmx" + megabytes + "m", "-XX:+UseSerialGC"), HeapProbe.class));
        command.addAll(List.of(client, server.address("labels"), file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(90, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended && process.exitValue() == 0;
    }
}
