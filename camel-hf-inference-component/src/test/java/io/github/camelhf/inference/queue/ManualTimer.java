package io.github.camelhf.inference.queue;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that stands still until it is moved, and a timer that follows it on the moving thread. */
final class ManualTimer extends ScheduledThreadPoolExecutor {

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(Comparator.comparingLong(entry -> entry.at));
    private long now = 1_000_000;

    ManualTimer() {
        super(0);
    }

    long now() {
        return now;
    }

    void advance(Duration time) {
        long until = now + time.toNanos();
        while (!entries.isEmpty() && entries.peek().at <= until) {
            Entry next = entries.remove();
            now = Math.max(now, next.at);
            next.run();
        }
        now = until;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Entry entry = new Entry(command, now + unit.toNanos(delay));
        entries.add(entry);
        return entry;
    }

    private final class Entry extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long at;

        Entry(Runnable command, long at) {
            super(command, null);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
