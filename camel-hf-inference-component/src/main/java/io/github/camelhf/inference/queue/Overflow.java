package io.github.camelhf.inference.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The messages of each route that wait at a full queue because the thread that brought them could not: a second call behind a fast
 * first one. While there are any, threads that bring new messages into the route are held, so that the bound of the second queue is
 * one for the route. Thread-safe.
 */
public final class Overflow {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition less = lock.newCondition();
    private final Map<String, Integer> extras = new ConcurrentHashMap<>();

    public void more(String route) {
        lock.lock();
        try {
            extras.merge(route, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    public void less(String route) {
        lock.lock();
        try {
            extras.computeIfPresent(route, (name, count) -> count == 1 ? null : (Integer) (count - 1));
            less.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Holds the calling thread while a message of the route waits that could not be held. */
    public void awaitNone(String route) throws InterruptedException {
        if (extras.isEmpty()) {
            return; // nearly always, and without a lock that all threads would meet at
        }
        lock.lock();
        try {
            while (extras.containsKey(route)) {
                less.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
