package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.queue.Lane;
import io.github.camelhf.inference.queue.SharedQueues;
import io.github.camelhf.inference.queue.Terms;
import io.github.camelhf.inference.transport.ConnectionSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where calls gather to share a wire call, whichever route they come from: one place for each target, token and way of asking. It is
 * there as long as a producer uses it. Thread-safe.
 */
public final class SharedBatches {

    private final Map<Key, Held> all = new HashMap<>();

    /** Without a user, but with questions that are not answered yet. */
    private final List<Batching> leaving = new ArrayList<>();

    /**
     * The place for these calls, until as many {@link #leave} as there were of these.
     *
     * @param lane    makes the way of its calls through the queue when there is no place yet; left with the last user
     * @param missing makes the place for calls on this way
     */
    public synchronized Batching use(Key key, Supplier<Lane> lane, Function<Lane, Batching> missing) {
        Held held = all.get(key);
        if (held == null) {
            Lane way = lane.get();
            held = new Held(missing.apply(way), way, 0);
        }
        all.put(key, held.with(1));
        return held.batching();
    }

    /** One producer fewer uses the place; with the last one what still waits there leaves, and is answered. */
    public void leave(Key key, Batching used) {
        Held last = left(key, used);
        if (last != null) {
            last.batching().flush();
            last.lane().leave();
        }
    }

    private synchronized @Nullable Held left(Key key, Batching used) {
        Held held = all.get(key);
        if (held == null || held.batching() != used) {
            return null; // the component was started again since
        }
        if (held.users() > 1) {
            all.put(key, held.with(-1));
            return null;
        }
        all.remove(key);
        leaving.removeIf(Batching::isIdle);
        leaving.add(used);
        return held;
    }

    /** Ends the questions of one owner. */
    public void release(Object owner) {
        batchings().forEach(batching -> batching.release(owner));
    }

    public void close() {
        batchings().forEach(Batching::close);
        clear();
    }

    private synchronized void clear() {
        all.clear();
        leaving.clear();
    }

    /** Outside the lock: what a batch ends may come back here. */
    private synchronized List<Batching> batchings() {
        List<Batching> copy = new ArrayList<>(leaving);
        all.values().forEach(held -> copy.add(held.batching()));
        return copy;
    }

    private record Held(Batching batching, Lane lane, int users) {
        Held with(int more) {
            return new Held(batching, lane, users + more);
        }
    }

    /** Equal for calls that share a place. */
    public record Key(SharedQueues.Key queue, ConnectionSettings connection, Terms terms, BatchTerms batches) {}
}
