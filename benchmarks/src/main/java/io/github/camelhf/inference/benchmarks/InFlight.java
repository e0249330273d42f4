package io.github.camelhf.inference.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps a fixed number of calls in flight until it is stopped. */
final class InFlight {

    private final Contestant contestant;
    private final LongConsumer nanos;
    private final AtomicLong ended = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch idle;
    private volatile boolean stopping;

    private InFlight(Contestant contestant, int count, LongConsumer nanos) {
        this.contestant = contestant;
        this.nanos = nanos;
        this.idle = new CountDownLatch(count);
    }

    /** @param nanos told how long each call took */
    static InFlight start(Contestant contestant, int count, LongConsumer nanos) {
        InFlight calls = new InFlight(contestant, count, nanos);
        for (int i = 0; i < count; i++) {
            calls.next();
        }
        return calls;
    }

    private void next() {
        long start = System.nanoTime();
        contestant.call(problem -> {
            nanos.accept(System.nanoTime() - start);
            ended.incrementAndGet();
            if (problem != null) {
                failure.set(problem);
            }
            if (stopping || problem != null) {
                idle.countDown();
            } else {
                next();
            }
        });
    }

    /** Calls that have ended up to now. */
    long ended() {
        return ended.get();
    }

    /** Returns when the last call has ended; fails when one has failed or does not end. */
    void stop() throws InterruptedException {
        stopping = true;
        if (!idle.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("calls did not end");
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a call failed", failure.get());
        }
    }
}
