package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.transport.CallQueue.Terms;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call on its way through a {@link CallQueue}. Its fields are guarded by the queue, its result is not. */
final class QueuedCall {

    /** Where a call is. */
    enum State {
        WAITING,
        RUNNING,
        OVER
    }

    final CompletableFuture<WireResponse> result = new CompletableFuture<>();
    final WireRequest request;
    final Terms terms;
    final Transport next;
    final Object owner;

    State state = State.WAITING;

    @Nullable
    CallLine line;

    long arrival;
    long deadline;
    long number;
    LoadingGate.@Nullable Pass pass;

    @Nullable
    CompletableFuture<WireResponse> running;

    QueuedCall(WireRequest request, Terms terms, Transport next, Object owner) {
        this.request = request;
        this.terms = terms;
        this.next = next;
        this.owner = owner;
    }

    /** From now on the call waits at a closed gate. */
    void waitFrom(long now) {
        deadline = now + terms.maxWait().toNanos();
    }

    /** One of the two is there. */
    void end(@Nullable WireResponse response, @Nullable Throwable failure) {
        if (failure == null) {
            result.complete(response);
        } else {
            result.completeExceptionally(failure);
        }
    }

    WireRequest wire() {
        return pass != null && pass.probe() && terms.waitHeader()
                ? request.withHeader(WireRequest.WAIT_FOR_MODEL, "true")
                : request;
    }
}
