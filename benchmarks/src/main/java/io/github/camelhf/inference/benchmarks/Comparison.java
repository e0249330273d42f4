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
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The component as it stands here beside another build of it: did a change cost anything? Both run in one process, in turns of a
 * second, and each turn is compared with the one beside it, so that a slow minute of the machine meets both. Arguments: a checkout
 * of the other state in which {@code mvn process-classes} has run, and the number of turns (default 40).
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
        Path other = Path.of(arguments[0], COMPONENT, "target", "classes");
        if (!Files.isDirectory(other)) {
            throw new IllegalArgumentException(other + " is missing: run mvn process-classes in that checkout first");
        }
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
        System.out.println(compare(other, turns, TimeUnit.SECONDS.toNanos(1)).markdown());
        System.exit(0); // some clients keep threads that no close() ends
    }

    static Table compare(Path other, int turns, long nanos) throws Exception {
        Table table = new Table(
                "Here and there",
                "16 calls in flight, " + turns + " turns each; ratios are medians over pairs of turns.",
                List.of("workload", "there calls/s", "here calls/s", "calls/s here ÷ there", "CPU here ÷ there"));
        try (ServerProcess server = ServerProcess.start()) {
            for (Workload workload : Workload.values()) {
                String address = server.address(workload.path);
                LongFunction<double[]> there = turns(classPath(other), workload, address);
                LongFunction<double[]> here = turns(ServerProcess.classPath(), workload, address);
                pairs(there, here, Math.min(WARM_UP, turns), nanos);
                List<double[][]> pairs = pairs(there, here, turns, nanos);
                table.add(
                        workload + ": " + workload.title,
                        median(pairs, pair -> pair[0][0]),
                        median(pairs, pair -> pair[1][0]),
                        median(pairs, pair -> pair[1][0] / pair[0][0]),
                        median(pairs, pair -> pair[1][1] / pair[0][1]));
            }
        }
        return table;
    }

    /** Of turns there and here, each of which goes first every other time. */
    static List<double[][]> pairs(LongFunction<double[]> there, LongFunction<double[]> here, int count, long nanos) {
        List<double[][]> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean thereFirst = i % 2 == 0;
            double[] first = (thereFirst ? there : here).apply(nanos);
            double[] second = (thereFirst ? here : there).apply(nanos);
            pairs.add(thereFirst ? new double[][] {first, second} : new double[][] {second, first});
        }
        return pairs;
    }

    static double median(List<double[][]> pairs, ToDoubleFunction<double[][]> value) {
        return quantile(pairs, value, 0.5);
    }

    static double quantile(List<double[][]> pairs, ToDoubleFunction<double[][]> value, double share) {
        double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
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
