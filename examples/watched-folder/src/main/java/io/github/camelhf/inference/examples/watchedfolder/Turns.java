package io.github.camelhf.inference.examples.watchedfolder;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Lets one at a time pass for each key; the others wait without a thread. Thread-safe. */
final class Turns {

    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

    /**
     * Takes the turn, or remembers who wants it.
     *
     * @param later called when the turn is free again, to ask once more; only if this returns false
     * @return whether the caller has the turn now and has to {@link #leave} it
     */
    synchronized boolean take(String key, Runnable later) {
        Queue<Runnable> others = waiting.get(key);
        if (others == null) {
            waiting.put(key, new ArrayDeque<>());
            return true;
        }
        others.add(later);
        return false;
    }

    /** Frees the turn. Those who waited ask again on this thread, so it must not be held while they do. */
    void leave(String key) {
        Queue<Runnable> others;
        synchronized (this) {
            others = waiting.remove(key);
        }
        if (others != null) {
            others.forEach(Runnable::run);
        }
    }
}
