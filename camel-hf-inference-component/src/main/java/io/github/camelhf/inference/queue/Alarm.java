package io.github.camelhf.inference.queue;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One wake-up call at a time. Guarded by its {@link CallQueue}. */
final class Alarm {

    private final ScheduledExecutorService timer;
    private final Runnable action;
    private @Nullable Future<?> pending;
    private long pendingAt;

    Alarm(ScheduledExecutorService timer, Runnable action) {
        this.timer = timer;
        this.action = action;
    }

    /** Acts at this time at the latest; {@link Long#MAX_VALUE} for never. An earlier alarm stays: it finds nothing to do. */
    void set(long now, long at) {
        if (at == Long.MAX_VALUE) {
            return;
        }
        if (pending != null && !pending.isDone()) {
            if (pendingAt <= at && pendingAt > now) {
                return;
            }
            pending.cancel(false);
        }
        try {
            pendingAt = at;
            // A nanosecond late rather than early: an early alarm would have to be set again at once.
            pending = timer.schedule(action, at - now + 1, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The component is stopping and ends every waiting call itself.
            pending = null;
        }
    }

    void close() {
        if (pending != null) {
            pending.cancel(false);
        }
    }
}
