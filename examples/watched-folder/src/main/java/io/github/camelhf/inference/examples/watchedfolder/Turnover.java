package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import io.github.camelhf.inference.examples.watchedfolder.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts what goes into the route and what comes out, and so knows when everything is done: a poll found nothing, and
 * every exchange that was ever started has ended, its file moved or left. Settles each move, and keeps a large backlog out of the
 * memory.
 */
final class Turnover extends EventNotifierSupport implements PollingConsumerPollStrategy {

    private final BooleanSupplier inPlace;
    private final Inbox inbox;
    private final Refusals refusals;
    private final Places places;
    private final @Nullable Journal journal;
    private final RunListener listener;
    private final int mostOpen;
    private final OpenCalls calls = new OpenCalls();
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private volatile boolean stopping;

    /**
     * @param inPlace whether the folder is still there, and still the same
     * @param journal null when nothing is moved
     * @param mostOpen files in the route from which no further ones are taken for now
     */
    Turnover(
            BooleanSupplier inPlace,
            Inbox inbox,
            Refusals refusals,
            Places places,
            @Nullable Journal journal,
            RunListener listener,
            int mostOpen) {
        this.inPlace = inPlace;
        this.inbox = inbox;
        this.refusals = refusals;
        this.places = places;
        this.journal = journal;
        this.listener = listener;
        this.mostOpen = mostOpen;
    }

    /** Files that left the route, whichever way. */
    long ended() {
        return ended.get();
    }

    /** No further file is taken. */
    void takeNoMore() {
        stopping = true;
    }

    /** The calls under way. */
    OpenCalls calls() {
        return calls;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        if (!inPlace.getAsBoolean()) {
            // Camel takes that for an empty folder.
            listener.inboxGone();
            return false;
        }
        return !stopping && refusals.pausing().isEmpty() && started.get() - ended.get() < mostOpen;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        started.addAndGet(polledMessages);
        if (polledMessages == 0 && !inbox.hasUnsettled() && started.get() == ended.get()) {
            listener.idle();
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        listener.waiting("the inbox cannot be read: " + FailureText.of(cause));
        return false;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeEvent exchange
                && WatchedFolderRoute.ID.equals(exchange.getExchange().getFromRouteId());
    }

    /** Exchange events come after the file consumer has moved the file. */
    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeEvent) event).getExchange();
        switch (event.getType()) {
            case ExchangeSending -> calls.begun();
            case ExchangeSent -> calls.ended();
            case ExchangeCompleted, ExchangeFailed -> {
                try {
                    end(exchange);
                } finally {
                    places.hasLeft(source(exchange));
                    // Else the run would wait for this file for ever.
                    ended.incrementAndGet();
                }
            }
            case ExchangeRedelivery -> {
                int attempt = 1 + ((ExchangeRedeliveryEvent) event).getAttempt();
                exchange.setProperty(Filing.ATTEMPTS, attempt);
                listener.waiting(reason(exchange) + "; attempt " + attempt);
            }
            default -> {}
        }
    }

    private void end(Exchange exchange) {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
        Path source = source(exchange);
        Filing.@Nullable Filed filed = exchange.getProperty(Filing.FILED, Filing.Filed.class);
        if (filed == null) {
            notFiled(exchange, name, source, reason(exchange));
            return;
        }
        if (!isSettled(filed)) {
            notFiled(exchange, name, source, "it could not be moved to " + filed.place() + "; the doctor says why");
            return;
        }
        listener.filed(name, filed.result());
        filed.warnings().forEach(listener::warned);
    }

    private static Path source(Exchange exchange) {
        return Path.of(exchange.getMessage().getHeader(Exchange.FILE_PATH, String.class));
    }

    private boolean isSettled(Filing.Filed filed) {
        if (journal == null || filed.note() == null || filed.intent() == null) {
            // Nothing was to happen; the name stays reserved, as if it had.
            return true;
        }
        try {
            boolean moved = journal.settle(filed.note(), filed.intent());
            places.release(filed.place());
            return moved;
        } catch (IOException | RuntimeException | Error e) {
            // Such as a full disk. Its note is still there, so its place stays its own.
            listener.warned("the move of " + filed.result().file()
                    + " is neither finished nor taken back yet, the next start tries again: " + FailureText.of(e));
            return Boundary.isFile(filed.place());
        }
    }

    private void notFiled(Exchange exchange, String name, Path source, String reason) {
        if (exchange.getException(UnfinishedFileException.class) != null) {
            listener.waiting(reason);
        } else if (Boundary.exists(source)) {
            listener.left(name, reason);
        } else {
            listener.waiting(name + " was taken out of the inbox by somebody else");
        }
    }

    private static String reason(Exchange exchange) {
        @Nullable Exception failure = exchange.getException();
        if (failure == null) {
            failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        }
        return failure == null ? "no reason is known" : ProxyOptions.inWordsOfTheCommand(FailureText.of(failure));
    }
}
