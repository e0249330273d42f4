package io.github.camelhf.inference.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that may block for long, such as reading a file of a network disk or asking a name server. At most so many pieces run at
 * once, and so many for one key, so that one disk or one name that hangs leaves threads to the others. What is above that waits
 * without a thread, in arrival order for its key. Thread-safe.
 */
public final class BlockingWork {

    private static final Logger LOG = LoggerFactory.getLogger(BlockingWork.class);

    private final Executor threads;
    private final int most;
    private final int mostOfOne;
    private final Map<Object, Lane> lanes = new LinkedHashMap<>();
    private int running;

    /**
     * @param threads   runs each piece that is given to it at once
     * @param most      pieces at once
     * @param mostOfOne pieces at once with the same key
     */
    public BlockingWork(Executor threads, int most, int mostOfOne) {
        this.threads = threads;
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /**
     * Runs the work now or when its turn comes; never on the calling thread, unless the executor does so.
     *
     * @param key what may hang, compared by {@code equals}
     * @throws RejectedExecutionException when the executor takes no more; the work will not run then
     */
    public void execute(Object key, Runnable work) {
        synchronized (this) {
            Lane lane = lanes.computeIfAbsent(key, Lane::new);
            if (running >= most || lane.running >= mostOfOne) {
                lane.waiting.add(work);
                return;
            }
            started(lane);
        }
        try {
            threads.execute(() -> run(key, work));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The latter for want of a thread: the place must not be lost with it.
            synchronized (this) {
                ended(key);
            }
            throw new RejectedExecutionException("no thread for what may block", e);
        }
    }

    private void run(Object key, Runnable work) {
        for (Turn turn = new Turn(key, work); turn != null; turn = after(turn)) {
            try {
                turn.work.run();
            } catch (RuntimeException | Error e) {
                // The work tells its own caller what fails: this is a mistake in it, and must not cost the place.
                LOG.error("Blocking work failed", e);
            }
        }
    }

    /** The place of the work that has ended goes to the first that may have it. */
    private synchronized @Nullable Turn after(Turn over) {
        ended(over.key);
        for (Lane lane : lanes.values()) {
            if (lane.running < mostOfOne) {
                Runnable next = lane.waiting.poll();
                if (next != null) {
                    started(lane);
                    return new Turn(lane.key, next);
                }
            }
        }
        return null;
    }

    private void started(Lane lane) {
        lane.running++;
        running++;
    }

    private void ended(Object key) {
        running--;
        Lane lane = lanes.get(key);
        if (lane != null) {
            lane.running--;
            lanes.remove(key);
            if (lane.running > 0 || !lane.waiting.isEmpty()) {
                lanes.put(key, lane); // behind the others
            }
        }
    }

    private record Turn(Object key, Runnable work) {}

    private static final class Lane {
        private final Object key;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int running;

        Lane(Object key) {
            this.key = key;
        }
    }
}
