package io.github.camelhf.inference.examples.watchedfolder;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The calls that wait for an answer. Files that wait for another attempt are not among them. Thread-safe. */
final class OpenCalls {

    /** Between two looks at the wire: longer than a picture takes to be made ready. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int open;

    void begun() {
        lock.lock();
        try {
            open++;
        } finally {
            lock.unlock();
        }
    }

    void ended() {
        lock.lock();
        try {
            open--;
            if (open == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until none is open, or until those that are open are not sent, because the server asked to be left alone; at most so
     * long.
     *
     * @param onTheWire whether an answer is under way. Asked twice: a call may be between two steps
     */
    void awaitNone(Duration time, BooleanSupplier onTheWire) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        boolean before = true;
        lock.lock();
        try {
            while (open > 0 && System.nanoTime() < end) {
                boolean now = onTheWire.getAsBoolean();
                if (!before && !now) {
                    return;
                }
                before = now;
                none.awaitNanos(LOOK.toNanos());
            }
        } finally {
            lock.unlock();
        }
    }
}
