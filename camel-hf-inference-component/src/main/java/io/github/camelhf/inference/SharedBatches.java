package io.github.camelhf.inference;

import io.github.camelhf.inference.call.BatchTerms;
import io.github.camelhf.inference.call.Batching;
import io.github.camelhf.inference.transport.CallQueue.Terms;
import io.github.camelhf.inference.transport.ConnectionSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where calls gather to share a wire call, whichever route they come from: one place for each target, token and way of asking. It is
 * there as long as a producer uses it. Thread-safe.
 */
final class SharedBatches {

    private final Map<Key, Held> all = new HashMap<>();

    /**
     * The place for these calls, until as many {@link #release} as there were of these.
     *
     * @param missing makes it when there is none; the queue and the client behind it must live as long as any producer that uses it
     */
    synchronized Batching use(CallOptions options, Supplier<Batching> missing) {
        return all.compute(
                        Key.of(options),
                        (key, held) ->
                                held == null ? new Held(missing.get(), 1) : new Held(held.batching(), held.users() + 1))
                .batching();
    }

    /** One producer fewer uses the place; after the last one what still waits there fails. */
    synchronized void release(CallOptions options, Batching used) {
        all.computeIfPresent(Key.of(options), (key, held) -> {
            if (held.batching() != used) {
                return held; // the component was started again since
            }
            if (held.users() > 1) {
                return new Held(used, held.users() - 1);
            }
            used.close();
            return null;
        });
    }

    synchronized void close() {
        all.values().forEach(held -> held.batching().close());
        all.clear();
    }

    private record Held(Batching batching, int users) {}

    private record Key(URI target, Object token, ConnectionSettings connection, Terms terms, BatchTerms batches) {
        static Key of(CallOptions options) {
            return new Key(
                    options.target().address(),
                    options.token().identity(),
                    options.connection(),
                    options.terms(),
                    options.batches());
        }
    }
}
