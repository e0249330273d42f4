package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.transport.HttpTransport;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The queues in which calls wait, one for each target and token. A queue is there as long as a producer uses it or a call in it is
 * open: routes that name their server in each message must not leave one behind for every server, nor lose the calls of one that
 * they have not named for a while. Thread-safe.
 */
public final class SharedQueues {

    private final Map<Key, CallQueue> queues = new HashMap<>();

    /**
     * The way of an endpoint, or of batches, through the queue for these calls, until as many {@link Lane#leave} as there were of
     * these. Keeps room for its calls at the transport.
     */
    public synchronized Lane use(
            Key key, Terms terms, Object user, HttpTransport http, ScheduledExecutorService timer) {
        CallQueue queue = queues.computeIfAbsent(key, missing -> new CallQueue(System::nanoTime, timer));
        int room = terms.maxInFlight();
        return queue.lane(
                user,
                terms,
                () -> {
                    http.reserve(room);
                    return http;
                },
                () -> {
                    http.reserve(-room);
                    removeIfIdle(key, queue);
                });
    }

    private synchronized void removeIfIdle(Key key, CallQueue queue) {
        if (queue.isIdle()) {
            queues.remove(key, queue);
        }
    }

    /** What the queue of these calls is doing, as a user of it sees it; idle while there is none. */
    public QueueState state(Key key, Object user) {
        CallQueue queue = queue(key);
        return queue == null ? QueueState.IDLE : queue.state(user);
    }

    private synchronized @Nullable CallQueue queue(Key key) {
        return queues.get(key);
    }

    /** Ends the calls of one owner, wherever they wait or run. */
    public void release(Object owner) {
        forEach(queue -> queue.release(owner));
    }

    /** Of queues that are there. */
    public synchronized int size() {
        return queues.size();
    }

    public int sum(ToIntFunction<CallQueue> number) {
        return all().stream().mapToInt(number).sum();
    }

    /** Over the queues of some targets. */
    public int sum(Predicate<Key> some, ToIntFunction<CallQueue> number) {
        Map<Key, CallQueue> all;
        synchronized (this) {
            all = Map.copyOf(queues);
        }
        return all.keySet().stream()
                .filter(some)
                .mapToInt(key -> number.applyAsInt(all.get(key)))
                .sum();
    }

    public void close() {
        forEach(CallQueue::close);
        clear();
    }

    private synchronized void clear() {
        queues.clear();
    }

    /** Outside the lock: what a queue ends may come back here. */
    private void forEach(Consumer<CallQueue> step) {
        all().forEach(step);
    }

    private synchronized List<CallQueue> all() {
        return List.copyOf(queues.values());
    }

    /** Equal for calls that wait in one queue. */
    public record Key(URI target, Object token) {}
}
