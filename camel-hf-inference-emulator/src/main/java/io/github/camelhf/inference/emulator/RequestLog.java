package io.github.camelhf.inference.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The inference requests since the last reset, in the order their heads arrived, and how many were open at once.
 * Thread-safe. Requests that began before a reset no longer count after it.
 */
final class RequestLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition recorded = lock.newCondition();
    private List<Entry> entries = new ArrayList<>();
    private int open;
    private int maxOpen;
    private int currentEpoch;

    /** A request whose head has arrived; keeps its place in the order. */
    final class Entry {
        private @Nullable RecordedRequest request;
        private final int epoch;
        private boolean closed;

        private Entry(int epoch) {
            this.epoch = epoch;
        }

        /** Makes the request visible; the emulator calls this before it answers. */
        void record(RecordedRequest arrived) {
            lock.lock();
            try {
                request = arrived;
                recorded.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** The request was answered or its connection ended. */
        void close() {
            lock.lock();
            try {
                if (!closed && epoch == currentEpoch) {
                    open--;
                }
                closed = true;
            } finally {
                lock.unlock();
            }
        }
    }

    Entry opened() {
        lock.lock();
        try {
            Entry entry = new Entry(currentEpoch);
            entries.add(entry);
            open++;
            maxOpen = Math.max(maxOpen, open);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    List<RecordedRequest> requests() {
        lock.lock();
        try {
            List<RecordedRequest> requests = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry.request != null) {
                    requests.add(entry.request);
                }
            }
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    List<RecordedRequest> await(int count, Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (requests().size() < count) {
                if (left <= 0) {
                    throw new IllegalStateException("expected " + count + " requests within " + timeout + ", got "
                            + requests().size() + ": " + requests());
                }
                left = recorded.awaitNanos(left);
            }
            return requests();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + count + " requests", e);
        } finally {
            lock.unlock();
        }
    }

    int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    int maxOpen() {
        lock.lock();
        try {
            return maxOpen;
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            currentEpoch++;
            entries = new ArrayList<>();
            open = 0;
            maxOpen = 0;
        } finally {
            lock.unlock();
        }
    }
}
