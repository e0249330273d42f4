package io.github.camelhf.inference.benchmarks;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The component as it stands here beside other builds of it: did a change cost anything? All run in one process, in turns, and each turn is
 * compared with those beside it, so that a slow minute of the machine meets all. Arguments: checkouts of the other states in which
 * {@code mvn process-classes} has run, with commas between; the number of turns (default 40); how long each lasts in milliseconds (default
 * 1,000); and the workloads (default {@code W1,W2,W3,W4,W5,W6}).
 *
 * <p>What the compiler makes of a build differs from process to process by more than most changes do: run it several times.
 */
public final class Comparison {

    private static final String COMPONENT = "camel-hf-inference-component";
    static final int WARM_UP = 8;

    private Comparison() {}

    public static void main(String[] arguments) throws Exception {
        if (ServerProcess.ranOutsideMaven(Comparison.class, arguments)) {
            return;
        }
        List<Path> others = new ArrayList<>();
        for (String checkout : arguments[0].split(",", -1)) {
            Path other = Path.of(checkout);
            if (!Files.isDirectory(classes(other))) {
                throw new IllegalArgumentException(
                        classes(other) + " is missing: run mvn process-classes in that checkout first");
            }
            others.add(other);
        }
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
        int millis = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
        List<Workload> workloads = arguments.length > 3
                ? Arrays.stream(arguments[3].split(",", -1))
                        .map(Workload::valueOf)
                        .toList()
                : List.of(Workload.values());
        System.out.println(compare(others, workloads, turns, TimeUnit.MILLISECONDS.toNanos(millis))
                .markdown());
        System.exit(0); // some clients keep threads that no close() ends
    }

    private static Path classes(Path checkout) {
        return checkout.resolve(COMPONENT).resolve("target").resolve("classes");
    }

    static Table compare(List<Path> others, List<Workload> workloads, int turns, long nanos) throws Exception {
        Table table = new Table(
                "Here and there",
                "16 calls in flight, " + turns + " turns each; ratios are medians over turns that stand side by side.",
                List.of(
                        "workload",
                        "there",
                        "there calls/s",
                        "here calls/s",
                        "calls/s there ÷ here",
                        "CPU there ÷ here"));
        try (ServerProcess server = ServerProcess.start()) {
            for (Workload workload : workloads) {
                String address = server.address(workload.path);
                List<LongFunction<double[]>> all = new ArrayList<>();
                all.add(turns(ServerProcess.classPath(), workload, address));
                for (Path other : others) {
                    all.add(turns(classPath(classes(other)), workload, address));
                }
                rounds(all, (int) Math.min(turns, WARM_UP * TimeUnit.SECONDS.toNanos(1) / nanos), nanos);
                List<double[][]> rounds = rounds(all, turns, nanos);
                for (int i = 0; i < others.size(); i++) {
                    int there = i + 1;
                    table.add(
                            i == 0 ? workload + ": " + workload.title : "",
                            others.get(i).getFileName().toString(),
                            Median.of(rounds, round -> round[there][0]),
                            Median.of(rounds, round -> round[0][0]),
                            Median.of(rounds, round -> round[there][0] / round[0][0]),
                            Median.of(rounds, round -> round[there][1] / round[0][1]));
                }
            }
        }
        return table;
    }

    /** Turns of all, each round of which another one begins. */
    private static List<double[][]> rounds(List<LongFunction<double[]>> all, int count, long nanos) {
        List<double[][]> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[][] round = new double[all.size()][];
            for (int j = 0; j < round.length; j++) {
                int next = (i + j) % round.length;
                round[next] = all.get(next).apply(nanos);
            }
            rounds.add(round);
        }
        return rounds;
    }

    /** Of turns there and here. */
    static List<double[][]> pairs(LongFunction<double[]> there, LongFunction<double[]> here, int count, long nanos) {
        return rounds(List.of(there, here), count, nanos);
    }

    /** This process's, with the other build's classes in place of those here. */
    private static String classPath(Path other) {
        return entries(ServerProcess.classPath())
                .filter(entry -> !entry.contains(COMPONENT))
                .collect(Collectors.joining(File.pathSeparator, other + File.pathSeparator, ""));
    }

    private static Stream<String> entries(String classPath) {
        return Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator), -1));
    }

    @SuppressWarnings("unchecked")
    private static LongFunction<double[]> turns(String classPath, Workload workload, String address) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : entries(classPath).toList()) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        // Open until the process ends, as the contestant in it is.
        ClassLoader own = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(own);
        return (LongFunction<double[]>) own.loadClass(Turns.class.getName())
                .getConstructor(String.class, String.class)
                .newInstance(workload.name(), address);
    }
}
