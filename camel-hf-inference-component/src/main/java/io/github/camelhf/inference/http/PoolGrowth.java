package io.github.camelhf.inference.http;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a pool grow while routes hold its threads and steps wait, and shrink again; for one time that something waits. Called by one
 * thread at a time.
 */
final class PoolGrowth {

    private static final Logger LOG = LoggerFactory.getLogger(PoolGrowth.class);

    /**
     * Of a pool that does not block each thread takes something on in this time, also on a busy machine. That one of them does says
     * nothing of the others, which may be held by what waits behind a thousand more.
     */
    private static final long FIRST_MILLIS = 300;

    private static final long NEXT_MILLIS = 50;

    private static final int LARGEST = 256;

    private final ThreadPoolExecutor threads;
    private final int usual;
    private final int most;
    private long counted;
    private long pause = FIRST_MILLIS;
    private long paused = System.nanoTime();
    private int step = 1;

    /** @param taken how many steps have been taken on by now */
    PoolGrowth(ThreadPoolExecutor threads, long taken) {
        this.threads = threads;
        this.usual = threads.getCorePoolSize();
        this.most = threads.getMaximumPoolSize();
        this.counted = taken;
    }

    /** Whether it is time to look at the pool. */
    boolean isDue() {
        return System.nanoTime() - paused >= TimeUnit.MILLISECONDS.toNanos(pause);
    }

    /** Makes room for more threads when few steps were taken on since the last time. */
    void look(long taken, int waiting) {
        long enough = Math.max(1, (usual * pause + FIRST_MILLIS - 1) / FIRST_MILLIS);
        boolean held = taken - counted < enough;
        counted = taken;
        pause = held ? NEXT_MILLIS : FIRST_MILLIS;
        paused = System.nanoTime();
        if (held) {
            grow(waiting);
        }
    }

    /** What each new thread takes on at once is no sign that the others do. */
    private void grow(int waiting) {
        int more = Math.min(step, waiting);
        // Not its core size: that is the usual one again although many may still be held.
        int size = Math.max(threads.getCorePoolSize(), threads.getPoolSize()) + more;
        LOG.debug("{} exchanges wait for a thread and routes hold most: {} threads now", waiting, size);
        counted += more;
        step = Math.min(LARGEST, step * 2);
        threads.setMaximumPoolSize(Math.max(most, size));
        threads.setCorePoolSize(size);
    }

    /** Nothing waits any more. */
    void end() {
        threads.setCorePoolSize(usual);
        threads.setMaximumPoolSize(most);
    }
}
