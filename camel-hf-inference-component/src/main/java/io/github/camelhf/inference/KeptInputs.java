package io.github.camelhf.inference;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one exchange could give only once, kept until it is done: the bytes of streams, the items of iterators, downloads. A
 * redelivery carries the same objects, already at their end, and gets what was kept. Thread-safe, because downloads end on
 * several threads.
 */
final class KeptInputs extends SynchronizationAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(KeptInputs.class);
    private static final String PROPERTY = "CamelHfInferenceKeptInputs";

    private final Exchange owner;
    private final IdentityHashMap<Object, Content> contents = new IdentityHashMap<>();
    private final IdentityHashMap<Object, HfInferenceException> failures = new IdentityHashMap<>();
    private final IdentityHashMap<Object, List<?>> lists = new IdentityHashMap<>();
    private boolean done;

    private KeptInputs(Exchange owner) {
        this.owner = owner;
    }

    static KeptInputs of(Exchange exchange) {
        KeptInputs kept = exchange.getProperty(PROPERTY, KeptInputs.class);
        // A copied exchange carries its original's property, and may live longer than what that one deletes at its end.
        if (kept == null || kept.owner != exchange) {
            kept = new KeptInputs(exchange);
            exchange.setProperty(PROPERTY, kept);
            exchange.getExchangeExtension().addOnCompletion(kept);
        }
        return kept;
    }

    /** The bytes of the stream, which is read to its end and closed the first time and not touched again. */
    synchronized Content stream(Object body, InputStream stream, ByteSize limit) {
        Content kept = kept(body);
        if (kept == null) {
            try (stream) {
                kept = Spool.of(stream, limit);
            } catch (IOException e) {
                throw remembered(
                        body,
                        new InvalidInferenceInputException(
                                "the stream in the message could not be read to its end (" + e.getMessage()
                                        + "), and it cannot be read again",
                                e));
            } catch (InvalidInferenceInputException e) {
                throw remembered(body, e);
            }
            contents.put(body, kept);
        }
        return kept;
    }

    /** The items that the supplier gave the first time. */
    synchronized List<?> list(Object body, Supplier<List<?>> items) {
        // Not computeIfAbsent: a supplier may keep streams here while it runs.
        List<?> kept = lists.get(body);
        if (kept == null) {
            kept = items.get();
            lists.put(body, kept);
        }
        return kept;
    }

    /**
     * What is kept of an item, null for nothing.
     *
     * @throws HfInferenceException the failure that is remembered of it
     */
    synchronized @Nullable Content kept(Object item) {
        HfInferenceException failure = failures.get(item);
        if (failure != null) {
            throw failure;
        }
        return contents.get(item);
    }

    /** Whether the item need not be fetched again: it is there, or is known to be wrong. */
    synchronized boolean isKept(Object item) {
        return contents.containsKey(item) || failures.get(item) instanceof InvalidInferenceInputException;
    }

    /** Keeps what was fetched for an item; what comes after the exchange was done is dropped. */
    synchronized void keep(Object item, Spool fetched) {
        failures.remove(item);
        if (done) {
            close(fetched);
        } else {
            contents.put(item, fetched);
        }
    }

    /** Remembers why nothing is kept of an item. */
    synchronized <T extends HfInferenceException> T remembered(Object item, T failure) {
        failures.put(item, failure);
        return failure;
    }

    @Override
    public synchronized void onDone(Exchange exchange) {
        done = true;
        contents.values().forEach(KeptInputs::close);
        contents.clear();
        lists.clear();
    }

    private static void close(Content content) {
        if (content instanceof Spool spool) {
            try {
                spool.close();
            } catch (IOException e) {
                LOG.warn("A temporary file could not be deleted: {}", e.toString());
            }
        }
    }
}
