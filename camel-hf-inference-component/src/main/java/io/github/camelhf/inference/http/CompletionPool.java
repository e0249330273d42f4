package io.github.camelhf.inference.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which routes go on after an answer. Where no step blocks, as many of them work as there are processors, each takes on
 * one step after the other, and none has to be woken for each. A thread that has been at one step for a moment counts as held, and
 * another takes its place while there are steps; where most steps last that long, all threads of the pool work.
 *
 * <p>A few threads do for most routes. A step behind a first answer may block on a second one, though, whose exchange needs a thread
 * of this pool to end: when threads have taken on little for a while although something waits, the pool grows, ever faster, and
 * shrinks again when nothing waits. Each blocked thread stands for an exchange that was answered, so that there are never more
 * threads than exchanges under way.
 */
public final class CompletionPool implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(CompletionPool.class);

    /** A step that waits for nothing takes less, but for the first ones of a program. */
    private static final long HELD_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** Whoever brings a step looks whether a thread is held; this is for steps after which none comes. */
    private static final long LOOK_MILLIS = 2;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static final ThreadLocal<Boolean> OURS = ThreadLocal.withInitial(() -> false);

    private final ExecutorService pool;
    private final ScheduledExecutorService timer;
    private final int usual;

    /** Workers that a thread has, or that wait for one. */
    private final AtomicInteger workers = new AtomicInteger();

    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final LongAdder taken = new LongAdder();
    private final AtomicBoolean watched = new AtomicBoolean();

    /** Those that take on steps and are not held, each at its own place; behind the first places only where most steps are long. */
    private final AtomicReferenceArray<@Nullable Worker> going;

    private final RecentSteps recent = new RecentSteps();

    public CompletionPool(ExecutorService pool, ScheduledExecutorService timer) {
        this.pool = pool;
        this.timer = timer;
        this.usual = pool instanceof ThreadPoolExecutor threads ? threads.getCorePoolSize() : Integer.MAX_VALUE;
        this.going = new AtomicReferenceArray<>(usual == Integer.MAX_VALUE ? PROCESSORS : Math.max(PROCESSORS, usual));
    }

    /** Whether the calling thread is one of a pool of this kind: answers may need it. */
    public static boolean isOurThread() {
        return OURS.get();
    }

    /** Runs the step on the pool. One that the pool cannot take, because it stops or there is no memory for a thread, runs here. */
    @Override
    public void execute(Runnable step) {
        steps.add(step);
        try {
            if (pool.isShutdown()) {
                throw new RejectedExecutionException("the pool stops");
            }
            startOrWatch();
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            takeHere();
        }
    }

    /** What waits for a worker, or for a thread for one, must not be left alone with it. */
    private void startOrWatch() {
        if (!startOne() || workers.get() > usual) {
            watch();
        }
    }

    /** Lets another thread work if one more may; says whether it does, or will when the pool has one. */
    private boolean startOne() {
        long now = System.nanoTime();
        for (int place = 0; place < places(); place++) {
            Worker worker = going.get(place);
            if (worker == null || worker.isHeld(now)) {
                Worker next = new Worker(place);
                if (going.compareAndSet(place, worker, next)) {
                    return start(next);
                }
            }
        }
        return false;
    }

    private int places() {
        return recent.areMostlyLong() ? going.length() : PROCESSORS;
    }

    private boolean start(Worker worker) {
        workers.incrementAndGet();
        try {
            pool.execute(worker);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            workers.decrementAndGet();
            going.compareAndSet(worker.place, worker, null);
            if (pool.isShutdown() || e instanceof OutOfMemoryError) {
                throw e;
            }
            return false; // a pool without a queue, whose threads are all held
        }
    }

    /** What has begun to wait goes on here, as nobody else may be there for it. */
    private void takeHere() {
        for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
            run(step);
        }
    }

    private void run(Runnable step) {
        boolean before = OURS.get();
        OURS.set(true);
        taken.increment();
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            // A step tells its own caller what fails: this is a mistake in it, and must not cost the others.
            LOG.error("A step after an answer failed", e);
        } finally {
            OURS.set(before);
        }
    }

    /** Takes on one step after the other while there are any, until it has been held. */
    private final class Worker implements Runnable {

        private static final long NOT_NOW = Long.MAX_VALUE;

        private final int place;

        /** When it began the step that it is at. */
        private volatile long began = NOT_NOW;

        Worker(int place) {
            this.place = place;
        }

        boolean isHeld(long now) {
            long since = began;
            return since != NOT_NOW && now - since > HELD_NANOS;
        }

        @Override
        public void run() {
            do {
                takeAll();
                // First it leaves and then it looks again: who brings a step does it the other way round.
            } while (going.compareAndSet(place, this, null)
                    && !steps.isEmpty()
                    && place < places()
                    && going.compareAndSet(place, null, this));
            letOthersWork();
            workers.decrementAndGet();
        }

        private void takeAll() {
            for (Runnable step = steps.poll(); step != null; step = mayGoOn() ? steps.poll() : null) {
                began = System.nanoTime();
                CompletionPool.this.run(step);
                recent.ended(isHeld(System.nanoTime()));
                began = NOT_NOW;
                letOthersWork();
            }
        }

        private boolean mayGoOn() {
            return going.get(place) == this && place < places();
        }

        /** For what waits while others are held. */
        private void letOthersWork() {
            try {
                if (!steps.isEmpty()) {
                    startOrWatch();
                }
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                LOG.debug("No further thread for what waits: {}", e.toString());
            }
        }
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            new Watch().lookLater();
        }
    }

    /** Looks at the pool from time to time, as long as something waits in it. */
    private final class Watch implements Runnable {

        private final @Nullable PoolGrowth growth =
                pool instanceof ThreadPoolExecutor threads ? new PoolGrowth(threads, taken.sum()) : null;

        @SuppressWarnings("FutureReturnValueIgnored") // it is never cancelled
        void lookLater() {
            try {
                timer.schedule(this, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                watched.set(false); // the component stops
            }
        }

        @Override
        public void run() {
            if (steps.isEmpty()) {
                end();
                return;
            }
            try {
                for (int i = 0; i < going.length() && startOne(); i++) {
                    LOG.trace("A thread is held, another one takes its place");
                }
                if (growth != null && growth.isDue()) {
                    growth.look(taken.sum(), steps.size());
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.warn("{} exchanges wait for a thread, and there is none: {}", steps.size(), e.toString());
            } finally {
                // Whatever happens: what waits must not be forgotten.
                lookLater();
            }
        }

        private void end() {
            if (growth != null) {
                growth.end();
            }
            watched.set(false);
            if (!steps.isEmpty()) {
                watch();
            }
        }
    }
}
