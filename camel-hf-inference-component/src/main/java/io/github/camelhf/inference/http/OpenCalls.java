package io.github.camelhf.inference.http;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/** The calls of one HTTP client that have not ended yet. Thread-safe. */
public final class OpenCalls {

    private static final TimeValue LONGEST_SHUTDOWN = TimeValue.ofSeconds(2);

    private final ScheduledExecutorService timer;
    private final Set<OpenCall<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public OpenCalls(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * Opens a call. Its result completes whatever happens: at the timeout at the latest, or when its owner or the client stops.
     *
     * @param owner whose calls {@link #end} ends, compared by {@code equals}
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the result itself is what the caller gets
    public <T> OpenCall<T> open(Object owner, Duration timeout, OpenCall.Ending<T> ending) {
        OpenCall<T> call = new OpenCall<>(owner, ending);
        open.add(call);
        try {
            ScheduledFuture<?> deadline = timer.schedule(call::expire, timeout.toMillis(), TimeUnit.MILLISECONDS);
            call.result().whenComplete((result, failure) -> {
                open.remove(call);
                deadline.cancel(false);
                if (call.result().isCancelled()) {
                    call.cancelled();
                }
            });
        } catch (RejectedExecutionException e) {
            open.remove(call);
            call.stop(); // nobody would watch over it
        }
        if (closed) {
            call.stop();
        }
        return call;
    }

    /** Ends the calls of one owner. */
    public void end(Object owner) {
        stop(call -> call.owner.equals(owner));
    }

    /** Ends every call, takes no more, and closes the client. */
    public void close(CloseableHttpAsyncClient client) {
        // Without calls the client ends by itself at once. Torn down while they run, it logs errors of its own making:
        // it closes a
        // selector that its threads still read. Source: httpcore5 5.3.6 (AbstractSingleCoreIOReactor.close), read
        // 2026-11-20.
        closed = true;
        stop(call -> true);
        client.initiateShutdown();
        try {
            client.awaitShutdown(LONGEST_SHUTDOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close(CloseMode.IMMEDIATE);
    }

    private void stop(Predicate<OpenCall<?>> which) {
        List.copyOf(open).stream().filter(which).forEach(OpenCall::stop);
    }
}
