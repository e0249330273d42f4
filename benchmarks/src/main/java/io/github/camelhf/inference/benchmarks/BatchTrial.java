package io.github.camelhf.inference.benchmarks;

import io.github.camelhf.inference.benchmarks.Load.Times;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Batches against a model that takes one call at a time and needs 50 + 25 n ms for n inputs. */
final class BatchTrial {

    /** Between two messages of the light load on average; they come as they like, some while a call is in flight. */
    private static final double LIGHT = 250;

    private static final List<Integer> SIZES = List.of(1, 10, 32);

    private BatchTrial() {}

    static Table run(ServerProcess server, Times times, int lightCalls) throws Exception {
        Table table = new Table(
                "Batches at a model that needs 50 + 25 n ms and takes one call at a time",
                "Limit: n / (50 + 25 n). Throughput with 96 messages in flight; p50 at a light load: 4 messages a second on average, at random moments.",
                List.of("batchSize", "limit, items/s", "reached", "share", "light load p50, ms"));
        for (int size : SIZES) {
            double limit = size / (0.050 + 0.025 * size);
            server.takeStatistics();
            double reached = Load.run(() -> contestant(server, size), 96, times).perSecond();
            server.takeStatistics();
            table.add(size, limit, reached, percent(reached / limit), lightLoad(server, size, lightCalls));
        }
        return table;
    }

    static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private static Contestant contestant(ServerProcess server, int size) throws Exception {
        return new ComponentContestant(
                "hf-inference:text-embedding?requestTimeout=10m&batchSize=" + size + "&endpointUrl="
                        + server.address("batch"),
                "a text");
    }

    private static double lightLoad(ServerProcess server, int size, int calls) throws Exception {
        Random arrivals = new Random(calls);
        double[] millis = new double[calls];
        try (Contestant contestant = contestant(server, size)) {
            CountDownLatch ended = new CountDownLatch(calls);
            for (int i = 0; i < calls; i++) {
                int call = i;
                long start = System.nanoTime();
                contestant.call(failure -> {
                    millis[call] = (System.nanoTime() - start) / 1e6;
                    ended.countDown();
                });
                // The gaps of a Poisson process, the same for each size.
                TimeUnit.MICROSECONDS.sleep(Math.round(-Math.log(1 - arrivals.nextDouble()) * LIGHT * 1000));
            }
            ended.await();
        }
        Arrays.sort(millis);
        return millis[calls / 2];
    }
}
