package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
    private final IdentityHashMap<Object, String> texts = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Drained> drained = new IdentityHashMap<>();

    /** Of what was drained, that which belongs to the call under way and is not gone through again. */
    private final Set<Object> current = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean done;

    private KeptInputs(Exchange owner) {
        this.owner = owner;
    }

    static KeptInputs of(Exchange exchange) {
        KeptInputs kept = exchange.getProperty(PROPERTY, KeptInputs.class);
        // A copied exchange carries its original's property, and may live longer than what that one deletes at its end.
        if (kept == null || kept.owner != exchange || kept.isOver(exchange)) {
            kept = new KeptInputs(exchange);
            exchange.setProperty(PROPERTY, kept);
            exchange.getExchangeExtension().addOnCompletion(kept);
        }
        return kept;
    }

    /** An exchange that was done and is sent once more. One that is only done gets nothing new, which nobody would delete. */
    private synchronized boolean isOver(Exchange exchange) {
        return done && exchange.getUnitOfWork() != null;
    }

    /**
     * A new call begins, which is not a further attempt of the one before: what can be gone through again is, for it may hold
     * other items now.
     */
    static void newCall(Exchange exchange) {
        KeptInputs kept = exchange.getProperty(PROPERTY, KeptInputs.class);
        if (kept != null) {
            kept.forgetCurrent();
        }
    }

    private synchronized void forgetCurrent() {
        current.clear();
    }

    /** The bytes of the stream, which is read to its end and closed the first time and not touched again. */
    synchronized Content stream(Object body, InputStream stream, ByteSize limit) {
        Content kept = kept(body);
        if (kept == null) {
            Spool read;
            try (stream) {
                read = Spool.of(stream, limit);
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
            keep(body, read);
            if (done) {
                throw new IllegalStateException("the exchange ended before its message was read");
            }
            kept = read;
        }
        return kept;
    }

    /** The characters of a reader, which the supplier drains the first time. */
    synchronized String text(Object body, Supplier<String> text) {
        rethrow(body);
        String kept = texts.get(body);
        if (kept == null) {
            try {
                kept = text.get();
            } catch (HfInferenceException e) {
                throw remembered(body, e);
            }
            texts.put(body, kept);
        }
        return kept;
    }

    /**
     * The items of an iterator, or those that an {@code Iterable} held when the call under way began. One that gives an iterator
     * only once, as a directory listing and the lambda of a stream do, stays with what it gave.
     */
    synchronized List<?> items(Object body, Function<Iterator<?>, List<?>> drain) {
        Drained kept = drained.get(body);
        if (kept == null || !current.contains(body)) {
            Iterator<?> source = source(body, kept);
            if (kept == null || kept.source() != source) {
                kept = Drained.of(source, drain);
                drained.put(body, kept);
            }
            if (kept.failure() == null) {
                current.add(body);
            }
        }
        return kept.items();
    }

    private static Iterator<?> source(Object body, @Nullable Drained kept) {
        if (body instanceof Iterator<?> iterator) {
            return iterator;
        }
        if (kept != null && body instanceof AutoCloseable) {
            return kept.source(); // closed with its last item
        }
        try {
            return ((Iterable<?>) body).iterator();
        } catch (IllegalStateException e) {
            if (kept == null) {
                throw e;
            }
            return kept.source();
        }
    }

    /** What came out of an iterator that is at its end now: all of it, or the failure on the way there. */
    private record Drained(
            Iterator<?> source, List<?> found, @Nullable InvalidInferenceInputException failure) {

        static Drained of(Iterator<?> source, Function<Iterator<?>, List<?>> drain) {
            try {
                return new Drained(source, drain.apply(source), null);
            } catch (InvalidInferenceInputException e) {
                return new Drained(source, List.of(), e);
            }
        }

        List<?> items() {
            if (failure != null) {
                throw failure;
            }
            return found;
        }
    }

    /**
     * What is kept of an item, null for nothing.
     *
     * @throws HfInferenceException the failure that is remembered of it
     */
    synchronized @Nullable Content kept(Object item) {
        rethrow(item);
        return contents.get(item);
    }

    private void rethrow(Object item) {
        HfInferenceException failure = failures.get(item);
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether the item need not be fetched again: it is there, or is known to be wrong. */
    synchronized boolean isKept(Object item) {
        return contents.containsKey(item) || failures.get(item) instanceof InvalidInferenceInputException;
    }

    /** Keeps the bytes of an item, unless some are there already; what comes after the exchange was done is dropped. */
    synchronized void keep(Object item, Spool bytes) {
        failures.remove(item);
        // Not the other way round: the first ones may be on their way out.
        Content first = done ? null : contents.putIfAbsent(item, bytes);
        if (done || (first != null && first != bytes)) {
            close(bytes);
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
        texts.clear();
        drained.clear();
        current.clear();
    }

    /** A copy that goes on elsewhere reads for itself; handed over, this would end with the copy, not with its owner. */
    @Override
    public boolean allowHandover() {
        return false;
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
