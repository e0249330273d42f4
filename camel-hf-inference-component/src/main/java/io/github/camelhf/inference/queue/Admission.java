package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.queue.Terms.WhenFull;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Counts the messages that wait unsent at a {@link CallQueue}, and holds threads that bring more than it takes. Counted before a
 * message is read, so that downloads and bodies are bounded with it. Thread-safe.
 */
final class Admission {

    private final AtomicInteger inside = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Waiter> waiters = new ArrayList<>();
    private volatile boolean anyWaits;
    private boolean closed;

    private static final class Waiter {
        final Object owner;
        boolean ended;

        Waiter(Object owner) {
            this.owner = owner;
        }
    }

    /** Why there is no place. */
    enum Refusal {
        FULL,
        STOPPED,
        INTERRUPTED
    }

    /** Says why a message got no place. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        final Refusal refusal;

        RefusedException(Refusal refusal) {
            this.refusal = refusal;
        }
    }

    /**
     * A place, waited for on this thread if need be.
     *
     * @param owner   whose stop ends the waiting
     * @param mayWait whether this thread may be held; if not, the message is taken although it is one too many
     * @throws RefusedException when there is none and the terms say not to wait, or waiting has ended otherwise
     */
    Place enter(Terms terms, Object owner, boolean mayWait) throws RefusedException {
        if (!tryEnter(terms.maxWaiting())) {
            if (terms.whenFull() == WhenFull.REJECT) {
                throw new RefusedException(Refusal.FULL);
            }
            if (mayWait) {
                await(terms.maxWaiting(), owner);
            } else {
                inside.incrementAndGet();
            }
        }
        return new Place(this::left);
    }

    private boolean tryEnter(int most) {
        int now = inside.get();
        while (most == 0 || now < most) {
            if (inside.compareAndSet(now, now + 1)) {
                return true;
            }
            now = inside.get();
        }
        return false;
    }

    private void await(int most, Object owner) throws RefusedException {
        Waiter waiter = new Waiter(owner);
        lock.lock();
        try {
            waiters.add(waiter);
            // Before the next look at the number: who leaves after it sees that somebody waits.
            anyWaits = true;
            while (true) {
                // Before the look for a place: what ends with this one's owner makes places.
                if (closed || waiter.ended) {
                    throw new RefusedException(Refusal.STOPPED);
                }
                if (tryEnter(most)) {
                    return;
                }
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Refusal.INTERRUPTED);
        } finally {
            waiters.remove(waiter);
            anyWaits = !waiters.isEmpty();
            lock.unlock();
        }
    }

    private void left() {
        inside.decrementAndGet();
        if (anyWaits) {
            wake(waiter -> false);
        }
    }

    int blockedThreads() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the waiting of one owner's threads. */
    void release(Predicate<Object> owner) {
        wake(waiter -> owner.test(waiter.owner));
    }

    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        wake(waiter -> true);
    }

    private void wake(Predicate<Waiter> ended) {
        lock.lock();
        try {
            waiters.stream().filter(ended).forEach(waiter -> waiter.ended = true);
            // All, because each has a bound of its own.
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
