package io.github.camelhf.inference.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The faults still to come: queued ones first, each for one request, then the standing one if any. Thread-safe. */
final class FaultPlan {
    private final Deque<Fault> queue = new ArrayDeque<>();
    private @Nullable Fault standing;

    synchronized void add(Fault fault, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, got " + times);
        }
        for (int i = 0; i < times; i++) {
            queue.add(fault);
        }
    }

    synchronized void always(@Nullable Fault fault) {
        standing = fault;
    }

    /** The fault for the request that just arrived, or null. */
    synchronized @Nullable Fault next() {
        Fault queued = queue.poll();
        return queued != null ? queued : standing;
    }

    synchronized void reset() {
        queue.clear();
        standing = null;
    }
}
