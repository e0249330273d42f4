package io.github.camelhf.inference.queue;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one thread at a time do a step; others, and itself while it does, only leave a signal, and it is done once more. A recursion
 * instead would grow with the number of calls that fail at once.
 */
final class OneAtATime {

    private final AtomicInteger signals = new AtomicInteger();

    void run(Runnable step) {
        if (signals.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        try {
            while (seen > 0) {
                step.run();
                seen = signals.addAndGet(-seen);
            }
        } finally {
            if (seen > 0) {
                signals.set(0); // thrown out: the next one must be let in
            }
        }
    }
}
