package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.compare.Labelling;
import io.github.camelhf.inference.examples.catalogue.shelf.Hit;
import io.github.camelhf.inference.examples.catalogue.shelf.ModelCard;
import io.github.camelhf.inference.examples.catalogue.shelf.Product;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import io.github.camelhf.inference.examples.catalogue.shelf.Snapshot;
import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the search among generated vectors: by the shelf, by hand, and by PostgreSQL where it is named. */
@Command(name = "benchmark", description = "Measures the search among generated vectors.")
final class BenchmarkCommand implements Callable<Integer> {

    private static final int WANTED = 10;
    private static final int QUERIES = 1000;
    private static final int QUERIES_BY_HAND = 200;
    private static final double MILLION = 1e6;

    @Option(
            names = "--vectors",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many (${DEFAULT-VALUE}).")
    private int vectors = 100_000;

    @Option(
            names = "--pgvector",
            paramLabel = "JDBC-URL",
            defaultValue = "",
            description = "A database with pgvector to be measured, too; its table benchmark is replaced.")
    private String pgvector = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Beside the time by the wall, as the machine may be busy with something else. */
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private final GeneratedVectors generated = new GeneratedVectors();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        float[][] queries = IntStream.range(0, QUERIES)
                .mapToObj(i -> generated.get(-1L - i))
                .toArray(float[][]::new);
        float[][] all =
                IntStream.range(0, vectors).parallel().mapToObj(generated::get).toArray(float[][]::new);
        List<Set<String>> truth = new ArrayList<>();
        Times byHand = new Times();
        for (int i = 0; i < QUERIES_BY_HAND; i++) {
            float[] query = queries[i];
            truth.add(new HashSet<>(byHand.measured(() -> exact(all, query))));
        }
        out.printf("%,d vectors of %d numbers, %d wanted%n", vectors, GeneratedVectors.LENGTH, WANTED);
        row(out, "by hand, one thread", 0, vectors * 4L * GeneratedVectors.LENGTH, byHand, 1);

        Path folder = Files.createTempDirectory("catalogue-benchmark");
        try {
            double built = build(folder, all);
            long begun = System.nanoTime();
            try (Shelf shelf = Shelf.open(folder)) {
                long opened = System.nanoTime();
                shelf.nearest(queries[0], WANTED);
                out.printf(
                        Locale.ROOT,
                        "opened in %.1f s, the first search after it %.1f ms%n",
                        (opened - begun) / 1e9,
                        (System.nanoTime() - opened) / MILLION);
                measure(
                        out,
                        "Lucene",
                        built,
                        size(folder),
                        queries,
                        truth,
                        query -> shelf.nearest(query, WANTED).stream()
                                .map(Hit::file)
                                .toList());
                label(out, shelf, all);
            }
        } finally {
            delete(folder);
        }
        if (!pgvector.isEmpty()) {
            try (PgvectorContestant database = new PgvectorContestant(pgvector)) {
                double built = database.build(all, BenchmarkCommand::name);
                measure(
                        out,
                        "pgvector",
                        built,
                        database.bytes(),
                        queries,
                        truth,
                        query -> database.nearest(query, WANTED));
            }
        }
        out.flush();
        return 0;
    }

    /** Puts all vectors and commits; seconds of this thread's processor. */
    private double build(Path folder, float[][] all) throws IOException {
        long begun = threads.getCurrentThreadCpuTime();
        try (Shelf shelf = Shelf.open(folder)) {
            for (int i = 0; i < all.length; i++) {
                shelf.put(new Product(name(i), name(i), 1, 1), all[i]);
            }
            shelf.prepareCommit();
            shelf.commit(new ModelCard("generated", all[0]));
        }
        return (threads.getCurrentThreadCpuTime() - begun) / 1e9;
    }

    static String name(int number) {
        return "product-" + number;
    }

    /** In plain Java: every vector, and the best few. */
    private static List<String> exact(float[][] all, float[] query) {
        PriorityQueue<double[]> best = new PriorityQueue<>(Comparator.comparingDouble(each -> each[0]));
        for (int i = 0; i < all.length; i++) {
            float[] vector = all[i];
            float score = 0;
            for (int d = 0; d < query.length; d++) {
                score += vector[d] * query[d];
            }
            if (best.size() < WANTED || score > best.peek()[0]) {
                best.add(new double[] {score, i});
                if (best.size() > WANTED) {
                    best.remove();
                }
            }
        }
        return best.stream().map(each -> name((int) each[1])).toList();
    }

    private void measure(
            PrintWriter out,
            String who,
            double built,
            long bytes,
            float[][] queries,
            List<Set<String>> truth,
            Function<float[], List<String>> search) {
        double found = 0;
        for (int i = 0; i < truth.size(); i++) {
            found += search.apply(queries[i]).stream()
                    .filter(truth.get(i)::contains)
                    .count();
        }
        Times times = new Times();
        for (float[] query : queries) {
            int hits = times.measured(() -> search.apply(query)).size();
            if (hits < WANTED) {
                throw new IllegalStateException(who + " found " + hits + " of " + WANTED);
            }
        }
        row(out, who, built, bytes, times, found / truth.size() / WANTED);
    }

    /** How long each search took, by the wall and of this thread's processor, in nanoseconds. */
    private final class Times {
        private final List<Long> wall = new ArrayList<>();
        private final List<Long> processor = new ArrayList<>();

        private <T> T measured(Supplier<T> search) {
            long wallBegun = System.nanoTime();
            long processorBegun = threads.getCurrentThreadCpuTime();
            T found = search.get();
            processor.add(threads.getCurrentThreadCpuTime() - processorBegun);
            wall.add(System.nanoTime() - wallBegun);
            return found;
        }
    }

    private static void row(PrintWriter out, String who, double built, long bytes, Times times, double recall) {
        out.printf(
                Locale.ROOT,
                "| %s | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.4f | %.0f MB | %.0f s |%n",
                who,
                percentile(times.wall, 50),
                percentile(times.wall, 99),
                percentile(times.processor, 50),
                percentile(times.processor, 99),
                recall,
                bytes / MILLION,
                built);
        out.flush();
    }

    private static double percentile(List<Long> nanos, int percent) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get(sorted.size() * percent / 100) / MILLION;
    }

    /** Ten labels over everything, three times; the last counts. */
    private static void label(PrintWriter out, Shelf shelf, float[][] all) {
        List<String> labels = IntStream.range(0, 10).mapToObj(i -> "label " + i).toList();
        List<float[]> vectors = Arrays.stream(all).limit(10).toList();
        for (int round = 0; round < 3; round++) {
            long begun = System.nanoTime();
            try (Snapshot snapshot = shelf.snapshot()) {
                Labelling.of(snapshot, labels, vectors, 100).counts();
            }
            out.printf(Locale.ROOT, "ten labels over all: %.2f s%n", (System.nanoTime() - begun) / 1e9);
        }
        long begun = System.nanoTime();
        float[] query = Vectors.unit(all[1]);
        float[] scores = new float[all.length];
        try (Snapshot snapshot = shelf.snapshot()) {
            snapshot.scan((place, vector) -> scores[place] = Vectors.cosine(vector, query));
        }
        out.printf(
                Locale.ROOT, "compared with all of a label: %.0f ms at most%n", (System.nanoTime() - begun) / MILLION);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> file.toFile().delete());
        }
        Files.delete(folder);
    }
}
