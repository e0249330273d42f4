package io.github.camelhf.inference.queue;

import java.time.Duration;

/** How long to leave a server alone that did not say how long: short at first, because most overloads are, then doubling. */
final class Pauses {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final int DOUBLINGS = 7;

    private Pauses() {}

    /** 100 ms for {@code times} = 0, doubling up to 12.8 s. */
    static Duration after(int times) {
        return FIRST.multipliedBy(1L << Math.min(times, DOUBLINGS));
    }
}
