package io.github.camelhf.inference;

import io.github.camelhf.inference.transport.CallQueue;
import io.github.camelhf.inference.transport.QueueState;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.ToIntFunction;

/**
 * The queues in which calls wait, one for each target and token. A queue is there as long as a producer uses it: routes that name
 * their server in each message must not leave one behind for every server.
 */
final class SharedQueues {

    private final Map<Key, Held> queues = new ConcurrentHashMap<>();

    /** The queue for these calls, until as many {@link #release} as there were of these. */
    CallQueue use(CallOptions options, ScheduledExecutorService timer) {
        return queues.compute(
                        Key.of(options),
                        (key, held) -> held == null
                                ? new Held(new CallQueue(System::nanoTime, timer), 1)
                                : new Held(held.queue(), held.users() + 1))
                .queue();
    }

    /** One producer fewer uses the queue. */
    void release(CallOptions options, CallQueue used) {
        queues.computeIfPresent(Key.of(options), (key, held) -> {
            if (held.queue() != used) {
                return held; // the component was started again since
            }
            if (held.users() > 1) {
                return new Held(held.queue(), held.users() - 1);
            }
            held.queue().close();
            return null;
        });
    }

    /** What the queue of these calls is doing; idle while there is none. */
    QueueState state(CallOptions options) {
        Held held = queues.get(Key.of(options));
        return held == null ? QueueState.IDLE : held.queue().state();
    }

    int size() {
        return queues.size();
    }

    int sum(ToIntFunction<QueueState> number) {
        return queues.values().stream()
                .mapToInt(held -> number.applyAsInt(held.queue().state()))
                .sum();
    }

    void close() {
        queues.values().forEach(held -> held.queue().close());
        queues.clear();
    }

    private record Held(CallQueue queue, int users) {}

    private record Key(URI target, Object token) {
        static Key of(CallOptions options) {
            return new Key(options.target().address(), options.token().identity());
        }
    }
}
