package io.github.camelhf.inference.queue;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call on its way through a {@link CallQueue}. Its fields are changed under the queue's lock, but for its result and its answer. */
final class QueuedCall {

    /** Where a call is. */
    enum State {
        WAITING,
        RUNNING,
        OVER
    }

    final CompletableFuture<WireResponse> result = new CompletableFuture<>();
    final WireRequest request;
    final Ticket ticket;
    final Lane lane;

    volatile State state = State.WAITING;

    @Nullable
    ModelLine line;

    /** How many calls came before it. */
    long arrival;

    /** How long its line's way had been closed when it came, in nanoseconds. */
    long closedBefore;

    /** How many calls were started before it. */
    long number;

    long startedAt;
    boolean startedAlone;
    LoadingGate.@Nullable Pass pass;

    /** The queue writes it and then looks whether the result is there; who gives up has a result and then reads it: one of them cancels. */
    volatile @Nullable CompletableFuture<WireResponse> running;

    QueuedCall(WireRequest request, Ticket ticket, Lane lane) {
        this.request = request;
        this.ticket = ticket;
        this.lane = lane;
    }

    /** Where it stands or stood, once it has arrived. */
    ModelLine line() {
        return requireNonNull(line);
    }

    WireRequest wire() {
        return pass != null && pass.probe() && lane.terms().holdWhileLoading()
                ? request.withHeader(WireRequest.HOLD_WHILE_LOADING, "true")
                : request;
    }
}
