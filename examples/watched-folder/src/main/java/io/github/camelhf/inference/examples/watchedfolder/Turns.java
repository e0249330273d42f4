package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.error.HfInferenceException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** Lets one at a time pass for each key; the others wait without a thread. Thread-safe. */
final class Turns {

    private final Map<String, Queue<Consumer<Optional<HfInferenceException>>>> waiting = new HashMap<>();

    /**
     * Takes the turn, or remembers who wants it.
     *
     * @param later called when the turn is free again, with the failure of the one who had
     *     it, if there is one, to ask once more; only if this returns false
     * @return whether the caller has the turn now and has to {@link #leave} it
     */
    synchronized boolean take(String key, Consumer<Optional<HfInferenceException>> later) {
        Queue<Consumer<Optional<HfInferenceException>>> others = waiting.get(key);
        if (others == null) {
            waiting.put(key, new ArrayDeque<>());
            return true;
        }
        others.add(later);
        return false;
    }

    /** Frees the turn and hands a failure over. Those who waited ask again on this thread, so it must not be held while they do. */
    void leave(String key, Optional<HfInferenceException> failure) {
        Queue<Consumer<Optional<HfInferenceException>>> others;
        synchronized (this) {
            others = waiting.remove(key);
        }
        if (others != null) {
            others.forEach(later -> later.accept(failure));
        }
    }
}
