package io.github.camelhf.inference.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Counts the messages that wait unsent at a {@link CallQueue}, and holds threads that bring more than it takes. Counted before a
 * message is read, so that downloads and bodies are bounded with it, and for each endpoint, under the widest bound of the target.
 * Thread-safe.
 */
final class Admission {

    /** What is counted of one endpoint. */
    static final class Count {
        private final AtomicInteger inside = new AtomicInteger();
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

    /** One thread that is held; no other is equal to it. */
    private static final class Waiter {
        final Count endpoint;
        final Object owner;

        Waiter(Count endpoint, Object owner) {
            this.endpoint = endpoint;
            this.owner = owner;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** In the order in which they came. */
    private final List<Waiter> waiters = new ArrayList<>();

    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean anyWaits;
    private volatile int widest = 1;
    private volatile boolean unbounded;
    private boolean closed;

    /** An endpoint brings messages from now on; the target takes as many as its widest endpoint allows. */
    void widen(int maxWaiting) {
        lock.lock();
        try {
            unbounded |= maxWaiting == 0;
            widest = Math.max(widest, maxWaiting);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A place, waited for on this thread if need be.
     *
     * @param owner   whose stop ends the waiting
     * @param mayWait whether this thread may be held; if not, the message is taken although it is one too many
     * @throws RefusedException when there is none and the terms say not to wait, or waiting has ended otherwise
     */
    Place enter(Terms terms, Count endpoint, Object owner, boolean mayWait) throws RefusedException {
        boolean blocks = mayWait && terms.whenFull() == Terms.WhenFull.BLOCK;
        boolean standsInLine = blocks && anyWaits;
        boolean extra = false;
        // Nearly always there is room: two numbers, and no lock that all threads would meet at.
        if (standsInLine || !tryEnter(terms, endpoint)) {
            if (terms.whenFull() == Terms.WhenFull.REJECT) {
                throw new RefusedException(Refusal.FULL);
            }
            if (blocks) {
                await(terms, endpoint, owner);
            } else {
                inside.incrementAndGet();
                endpoint.inside.incrementAndGet();
                extra = true;
            }
        }
        return new Place(() -> left(endpoint), extra);
    }

    private boolean tryEnter(Terms terms, Count endpoint) {
        int most = terms.maxWaiting();
        if (endpoint.inside.incrementAndGet() > most && most > 0) {
            endpoint.inside.decrementAndGet();
            return false;
        }
        if (inside.incrementAndGet() > widest && !unbounded) {
            inside.decrementAndGet();
            endpoint.inside.decrementAndGet();
            return false;
        }
        return true;
    }

    private void await(Terms terms, Count endpoint, Object owner) throws RefusedException {
        Waiter waiter = new Waiter(endpoint, owner);
        lock.lock();
        try {
            waiters.add(waiter);
            // Before the next look at the numbers: who leaves after it sees that somebody waits.
            anyWaits = true;
            while (!isFirst(waiter) || !tryEnter(terms, endpoint)) {
                if (closed) {
                    throw new RefusedException(Refusal.STOPPED);
                }
                changed.await();
                if (closed || !waiters.contains(waiter)) {
                    throw new RefusedException(Refusal.STOPPED);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Refusal.INTERRUPTED);
        } finally {
            waiters.remove(waiter);
            anyWaits = !waiters.isEmpty();
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Of its endpoint's. */
    private boolean isFirst(Waiter waiter) {
        return waiters.stream()
                .filter(other -> other.endpoint.equals(waiter.endpoint))
                .findFirst()
                .orElse(waiter)
                .equals(waiter);
    }

    private void left(Count endpoint) {
        inside.decrementAndGet();
        endpoint.inside.decrementAndGet();
        if (anyWaits) {
            release(owner -> false);
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

    /** Ends the waiting of some owners' threads. */
    void release(Predicate<Object> owner) {
        lock.lock();
        try {
            waiters.removeIf(waiter -> owner.test(waiter.owner));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
