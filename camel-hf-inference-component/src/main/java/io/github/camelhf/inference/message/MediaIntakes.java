package io.github.camelhf.inference.message;

import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Intake;
import org.apache.camel.Exchange;
import org.apache.camel.spi.StreamCachingStrategy;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that nothing is left of what an exchange's calls received: a new attempt drops what the one before left, and the end of
 * the exchange the rest, whatever became of the call. What became the message's body is the body's to drop.
 */
final class MediaIntakes extends SynchronizationAdapter {

    private static final String PROPERTY = "CamelHfInferenceMediaIntakes";

    private final Exchange owner;
    private @Nullable Intake current;
    private boolean done;

    private MediaIntakes(Exchange owner) {
        this.owner = owner;
    }

    /**
     * For an attempt that is about to be made.
     *
     * @param limit bytes that the answer may have
     */
    static Intake next(Exchange exchange, ByteSize limit) {
        MediaIntakes all = exchange.getProperty(PROPERTY, MediaIntakes.class);
        // A copied exchange carries its original's property; one that was sent before and is sent again was done.
        if (all == null || all.owner != exchange || all.isDone()) {
            all = new MediaIntakes(exchange);
            exchange.setProperty(PROPERTY, all);
            exchange.getExchangeExtension().addOnCompletion(all);
        }
        return all.replaced(intake(exchange.getContext().getStreamCachingStrategy(), limit));
    }

    /** The last one, now somebody else's to drop. */
    static @Nullable Intake take(Exchange exchange) {
        MediaIntakes all = exchange.getProperty(PROPERTY, MediaIntakes.class);
        return all == null || all.owner != exchange ? null : all.taken();
    }

    /** The attempt has failed. */
    static void drop(Exchange exchange) {
        Intake failed = take(exchange);
        if (failed != null) {
            failed.drop();
        }
    }

    /** Where Camel is told how to keep streams, so it is done; an unencrypted file is not where it is told to encrypt. */
    private static Intake intake(StreamCachingStrategy strategy, ByteSize limit) {
        if (!strategy.isSpoolEnabled()) {
            return new Intake(limit, MediaBody.MEMORY_THRESHOLD, null);
        }
        long threshold = strategy.getSpoolThreshold();
        boolean encrypts = strategy.getSpoolCipher() != null;
        int memory = encrypts ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, threshold);
        return new Intake(
                limit,
                threshold > 0 || encrypts ? memory : MediaBody.MEMORY_THRESHOLD,
                strategy.getSpoolDirectory() == null
                        ? null
                        : strategy.getSpoolDirectory().toPath());
    }

    private synchronized boolean isDone() {
        return done;
    }

    private synchronized Intake replaced(Intake next) {
        if (current != null) {
            current.drop();
        }
        current = next;
        return next;
    }

    private synchronized @Nullable Intake taken() {
        Intake taken = current;
        current = null;
        return taken;
    }

    @Override
    public synchronized void onDone(Exchange exchange) {
        done = true;
        if (current != null) {
            current.drop();
        }
    }

    /** What is handed over goes on with another exchange; a call that is under way does not. */
    @Override
    public boolean allowHandover() {
        return false;
    }
}
