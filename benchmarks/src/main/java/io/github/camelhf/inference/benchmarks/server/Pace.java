package io.github.camelhf.inference.benchmarks.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** When answers go out, and what has been asked; shared by all threads of the server. */
final class Pace {

    private static final long CALL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long ITEM = TimeUnit.MILLISECONDS.toNanos(25);

    private final AtomicLong busyUntil = new AtomicLong(Long.MIN_VALUE);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong last = new AtomicLong();

    void arrived() {
        count.incrementAndGet();
        first.compareAndSet(0, System.nanoTime());
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    }

    void answered() {
        open.decrementAndGet();
        last.set(System.nanoTime());
    }

    /** The end of a call of so many items at a model that needs 50 + 25 n ms and takes one call at a time. */
    long endOfBatch(int items) {
        long now = System.nanoTime();
        return busyUntil.updateAndGet(busy -> Math.max(now, busy) + CALL + items * ITEM);
    }

    /** What was seen since the last time this was asked, as JSON; times in nanoseconds of the machine's clock. */
    String takeStatistics() {
        String json = "{\"count\":" + count.getAndSet(0) + ",\"mostOpen\":" + mostOpen.getAndSet(0) + ",\"first\":"
                + first.getAndSet(0) + ",\"last\":" + last.getAndSet(0) + "}";
        busyUntil.set(Long.MIN_VALUE);
        return json;
    }
}
