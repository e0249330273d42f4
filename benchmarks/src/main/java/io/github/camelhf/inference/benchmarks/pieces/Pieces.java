package io.github.camelhf.inference.benchmarks.pieces;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.benchmarks.Table;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of this module. */
public final class Pieces {

    private Pieces() {}

    public static Table table(int seconds) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("(BodyWriter|Decode|MediaType)Benchmark")
                        .forks(1)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(Math.max(1, seconds))
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Table table = new Table(
                "The pieces of a call",
                "JMH, one thread, for one operation: base64 of 100 KB, the media type of a picture, 32 x 768 numbers.",
                List.of("piece", "µs", "bytes allocated"));
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            table.add(
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    result.getPrimaryResult().getScore(),
                    requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                            .getScore());
        }
        return table;
    }
}
