package io.github.camelhf.inference.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which routes go on after an answer. A few do for routes that do not block. A step behind a first answer may block
 * on a second one, though, whose exchange needs a thread of this pool to end: when threads have taken on little for a while although
 * something waits, the pool grows, ever faster, and shrinks again when nothing waits. Each blocked thread stands for an
 * exchange that was answered, so that there are never more threads than exchanges under way.
 */
public final class CompletionPool implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(CompletionPool.class);

    /**
     * Of a pool that does not block each thread takes something on in this time, also on a busy machine. That one of them does says
     * nothing of the others, which may be held by what waits behind a thousand more.
     */
    private static final long FIRST_LOOK_MILLIS = 300;

    private static final long NEXT_LOOK_MILLIS = 50;

    private static final int LARGEST_STEP = 256;

    private static final ThreadLocal<Boolean> OURS = ThreadLocal.withInitial(() -> false);

    private final ExecutorService pool;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean watched = new AtomicBoolean();

    public CompletionPool(ExecutorService pool, ScheduledExecutorService timer) {
        this.pool = pool;
        this.timer = timer;
    }

    /** Whether the calling thread is one of a pool of this kind: answers may need it. */
    public static boolean isOurThread() {
        return OURS.get();
    }

    /** Runs the step on the pool. One that the pool cannot take, because it stops or there is no memory for a thread, runs here. */
    @Override
    public void execute(Runnable step) {
        try {
            pool.execute(() -> run(step));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            run(step);
            return;
        }
        if (pool instanceof ThreadPoolExecutor threads && !threads.getQueue().isEmpty()) {
            watch(threads);
        }
    }

    private static void run(Runnable step) {
        boolean before = OURS.get();
        OURS.set(true);
        try {
            step.run();
        } finally {
            OURS.set(before);
        }
    }

    private void watch(ThreadPoolExecutor threads) {
        if (watched.compareAndSet(false, true)) {
            new Watch(threads).lookLater(FIRST_LOOK_MILLIS);
        }
    }

    /** Looks at the pool from time to time, as long as something waits in it. */
    private final class Watch implements Runnable {
        private final ThreadPoolExecutor threads;
        private final int usual;
        private final int most;
        private long taken;
        private long enough;
        private int step = 1;

        Watch(ThreadPoolExecutor threads) {
            this.threads = threads;
            this.usual = threads.getCorePoolSize();
            this.most = threads.getMaximumPoolSize();
            this.taken = taken();
        }

        @SuppressWarnings("FutureReturnValueIgnored") // it is never cancelled
        void lookLater(long millis) {
            enough = Math.max(1, (usual * millis + FIRST_LOOK_MILLIS - 1) / FIRST_LOOK_MILLIS);
            try {
                timer.schedule(this, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                watched.set(false); // the component stops
            }
        }

        /** How many steps have left the queue. */
        private long taken() {
            return threads.getTaskCount() - threads.getQueue().size();
        }

        @Override
        public void run() {
            int waiting = threads.getQueue().size();
            if (waiting == 0) {
                end();
                return;
            }
            long pause = FIRST_LOOK_MILLIS;
            try {
                if (taken() - taken < enough) {
                    pause = NEXT_LOOK_MILLIS;
                    grow(waiting);
                } else {
                    taken = taken();
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.warn("{} exchanges wait for a thread, and there is none: {}", waiting, e.toString());
            } finally {
                // Whatever happens: what waits must not be forgotten.
                lookLater(pause);
            }
        }

        /** What each new thread takes on at once is no sign that the others do. */
        private void grow(int waiting) {
            int more = Math.min(step, waiting);
            // Not its core size: that is the usual one again although many may still be held.
            int size = Math.max(threads.getCorePoolSize(), threads.getPoolSize()) + more;
            LOG.debug("{} exchanges wait for a thread and routes hold most: {} threads now", waiting, size);
            taken = taken() + more;
            step = Math.min(LARGEST_STEP, step * 2);
            threads.setMaximumPoolSize(Math.max(most, size));
            threads.setCorePoolSize(size);
        }

        private void end() {
            threads.setCorePoolSize(usual);
            threads.setMaximumPoolSize(most);
            watched.set(false);
            if (!threads.getQueue().isEmpty()) {
                watch(threads);
            }
        }
    }
}
