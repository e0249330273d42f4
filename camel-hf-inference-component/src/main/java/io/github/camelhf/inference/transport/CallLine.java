package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.transport.QueuedCall.State;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The waiting calls for one model, and its gate. Redeliveries stand before calls that have not been sent yet, each in arrival
 * order. Guarded by its {@link CallQueue}.
 */
final class CallLine {

    /**
     * What the calls of a line have in common.
     *
     * @param gated whether the gates hold them
     */
    record Key(URI model, boolean gated) {}

    final Key key;
    final LoadingGate gate = new LoadingGate();
    private final Deque<QueuedCall> again = new ArrayDeque<>();
    private final Deque<QueuedCall> first = new ArrayDeque<>();

    /** No waiting call has an earlier deadline. */
    private long nextDeadline = Long.MAX_VALUE;

    CallLine(Key key) {
        this.key = key;
    }

    void add(QueuedCall call) {
        (call.request.again() ? again : first).add(call);
        nextDeadline = Math.min(nextDeadline, call.deadline);
    }

    /** The call whose turn is next, null when none waits. */
    @Nullable
    QueuedCall head() {
        QueuedCall head = waiting(again);
        return head == null ? waiting(first) : head;
    }

    private static @Nullable QueuedCall waiting(Deque<QueuedCall> calls) {
        QueuedCall head = calls.peek();
        while (head != null && head.state != State.WAITING) {
            calls.remove();
            head = calls.peek();
        }
        return head;
    }

    boolean isIdle() {
        return head() == null && gate.isOpen();
    }

    /** The gate has just closed: time at it counts from now. */
    void waitFrom(long now) {
        nextDeadline = Long.MAX_VALUE;
        waiting().forEach(call -> {
            call.waitFrom(now);
            nextDeadline = Math.min(nextDeadline, call.deadline);
        });
    }

    long nextDeadline() {
        return nextDeadline;
    }

    /** The calls that have waited for as long as they may. */
    List<QueuedCall> expired(long now) {
        if (now < nextDeadline) {
            return List.of();
        }
        List<QueuedCall> expired =
                new ArrayList<>(waiting().filter(call -> call.deadline <= now).toList());
        nextDeadline = waiting()
                .filter(call -> call.deadline > now)
                .mapToLong(call -> call.deadline)
                .min()
                .orElse(Long.MAX_VALUE);
        return expired;
    }

    Stream<QueuedCall> waiting() {
        return Stream.concat(again.stream(), first.stream()).filter(call -> call.state == State.WAITING);
    }
}
