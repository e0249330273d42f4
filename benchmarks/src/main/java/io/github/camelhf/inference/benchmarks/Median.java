package io.github.camelhf.inference.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The value in the middle of several; of an even number the upper of the two. */
final class Median {

    private Median() {}

    static <T> double of(List<T> runs, ToDoubleFunction<? super T> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
