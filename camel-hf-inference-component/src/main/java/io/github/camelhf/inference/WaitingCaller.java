package io.github.camelhf.inference;

import io.github.camelhf.inference.http.CompletionPool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A thread that waits for what becomes of its message. Interrupted, it gives the call up, as nobody would hear of its end. Thread-safe. */
final class WaitingCaller {

    /** Guarded by this, as is the next. */
    private boolean gone;

    private @Nullable Future<?> call;

    /**
     * The calling thread, null when it does not wait. A transaction belongs to its thread: what the route does on another one would not
     * be part of it. Else a thread is held where it was told so, but none on which the routes of others go on.
     */
    static @Nullable WaitingCaller of(Exchange exchange, boolean told) {
        return exchange.isTransacted() || (told && !CompletionPool.isOurThread()) ? new WaitingCaller() : null;
    }

    /** Whether it waits no more: the message is not to be touched by then. */
    synchronized boolean isGone() {
        return gone;
    }

    /** The call is under way, and ends when nobody waits for it. */
    void waitsFor(Future<?> started) {
        boolean late;
        synchronized (this) {
            call = started;
            late = gone;
        }
        if (late) {
            started.cancel(true);
        }
    }

    /** Waits. Being interrupted meanwhile is an outcome, too. */
    CallOutcome await(CompletableFuture<CallOutcome> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
            return CallOutcome.before(e);
        } catch (ExecutionException e) {
            return CallOutcome.before(e.getCause() == null ? e : e.getCause());
        }
    }

    private void giveUp() {
        Future<?> running;
        synchronized (this) {
            gone = true;
            running = call;
        }
        if (running != null) {
            running.cancel(true);
        }
    }
}
