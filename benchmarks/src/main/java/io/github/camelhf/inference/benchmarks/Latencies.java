package io.github.camelhf.inference.benchmarks;

import java.util.concurrent.atomic.AtomicLongArray;

/** How long calls took, in steps of about 3 %; written by many threads. */
final class Latencies {

    private static final int STEPS_PER_DOUBLING = 32;

    private final AtomicLongArray counts = new AtomicLongArray(40 * STEPS_PER_DOUBLING);

    void add(long nanos) {
        counts.incrementAndGet(step(nanos));
    }

    private static int step(long nanos) {
        long value = Math.max(nanos, STEPS_PER_DOUBLING);
        int doublings = 63 - Long.numberOfLeadingZeros(value) - 5;
        int rest = (int) (value >>> doublings) - STEPS_PER_DOUBLING;
        return doublings * STEPS_PER_DOUBLING + rest;
    }

    /** The time within which so large a share of the calls was over, in milliseconds. */
    double millis(double share) {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                int doublings = i / STEPS_PER_DOUBLING;
                return ((long) (STEPS_PER_DOUBLING + i % STEPS_PER_DOUBLING) << doublings) / 1e6;
            }
        }
        return 0;
    }
}
