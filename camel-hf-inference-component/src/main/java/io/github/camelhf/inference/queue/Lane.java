package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.transport.Transport;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's way through a {@link CallQueue}: its calls are counted for themselves, under the bounds of the target. There as long
 * as somebody uses it or a call of it is open. Its fields are guarded by the queue.
 */
public final class Lane {

    private final CallQueue queue;
    private final Terms terms;
    final Transport next;
    final Runnable whenOver;

    private final Admission.Count waiting = new Admission.Count();

    /** Read without the lock too, by calls that are over: mostly there are some. */
    final AtomicInteger users = new AtomicInteger();

    /** Its calls that wait or run. */
    int open;

    int running;

    @Nullable
    ModelState asked;

    @Nullable
    HfInferenceException lastFailure;

    Lane(CallQueue queue, Terms terms, Transport next, Runnable whenOver) {
        this.queue = queue;
        this.terms = terms;
        this.next = next;
        this.whenOver = whenOver;
    }

    Terms terms() {
        return terms;
    }

    /**
     * A place for one more message among those that wait unsent.
     *
     * @param owner   whose stop ends the waiting for one
     * @param mayWait whether this thread may be held until there is one
     * @throws HfInferenceException when there is none and the terms say not to wait, or the owner stops meanwhile
     */
    public Place enter(Object owner, boolean mayWait) {
        try {
            return queue.admission.enter(terms, waiting, owner, mayWait);
        } catch (Admission.RefusedException e) {
            throw Unsent.refused(e.refusal, terms);
        }
    }

    /** Sends when the call's turn comes. Never blocks and never throws. */
    public CompletableFuture<WireResponse> send(WireRequest request, Ticket ticket) {
        return queue.send(new QueuedCall(request, ticket, this));
    }

    /** One user fewer. Calls that are open go on. */
    public void leave() {
        queue.leave(this);
    }

    /** A cancelled call says nothing of the server. */
    void ended(@Nullable Throwable failure) {
        if (failure == null || failure instanceof HfInferenceException) {
            lastFailure = (HfInferenceException) failure;
        }
    }

    boolean isOver() {
        return users.get() == 0 && open == 0;
    }
}
