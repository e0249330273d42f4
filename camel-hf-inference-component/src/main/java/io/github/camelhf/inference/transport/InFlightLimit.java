package io.github.camelhf.inference.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many calls to one target are open at a time. Calls above the bound wait without a thread and start in arrival order.
 * Shared by every endpoint with the same target and token; thread-safe.
 */
public final class InFlightLimit {

    private final Queue<Waiting<?>> waiting = new ArrayDeque<>();
    private final AtomicInteger signals = new AtomicInteger();
    private int inFlight;

    /**
     * Starts the call now or as soon as its turn comes.
     *
     * @param limit the most calls that may be open, this one included, when it starts
     * @param call  starts the call; runs on the calling thread or on one that completes another call
     * @return completes as the call does
     */
    public <T> CompletableFuture<T> run(int limit, Supplier<CompletableFuture<T>> call) {
        Waiting<T> turn = new Waiting<>(limit, call, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(turn);
        }
        startWaiting();
        return turn.result();
    }

    /**
     * One thread at a time starts calls; others, and itself when a call ends while it starts the next, only leave a signal. A
     * recursion instead would grow with the number of calls that fail at once.
     */
    private void startWaiting() {
        if (signals.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            for (Waiting<?> next = next(); next != null; next = next()) {
                start(next);
            }
            seen = signals.addAndGet(-seen);
        }
    }

    private synchronized @Nullable Waiting<?> next() {
        Waiting<?> head = waiting.peek();
        if (head == null || inFlight >= head.limit()) {
            return null;
        }
        inFlight++;
        return waiting.remove();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the turn's own result carries the failure
    private <T> void start(Waiting<T> turn) {
        CompletableFuture<T> running;
        try {
            running = turn.call().get();
        } catch (RuntimeException | Error e) {
            // Also an Error: left to fly, it would keep this place and the right to start calls for ever.
            running = CompletableFuture.failedFuture(e);
        }
        running.whenComplete((value, failure) -> {
            synchronized (this) {
                inFlight--;
            }
            startWaiting();
            if (failure == null) {
                turn.result().complete(value);
            } else {
                turn.result().completeExceptionally(failure);
            }
        });
    }

    private record Waiting<T>(int limit, Supplier<CompletableFuture<T>> call, CompletableFuture<T> result) {}
}
