package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.queue.QueuedCall.State;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's calls for one model that wait or run. Redeliveries and new calls take turns, each in arrival order. Knows for how
 * long its way has been closed, all closings together. Guarded by its {@link CallQueue}.
 */
final class ModelLine {

    /** What the calls of a line have in common. */
    record Key(URI model, Lane lane) {}

    final Key key;
    final ModelState model;
    int running;
    private final Deque<QueuedCall> again = new ArrayDeque<>();
    private final Deque<QueuedCall> first = new ArrayDeque<>();
    private boolean againWasLast;
    private long closed;
    private long settledAt;

    ModelLine(Key key, ModelState model, long now) {
        this.key = key;
        this.model = model;
        this.settledAt = now;
    }

    void add(QueuedCall call) {
        call.closedBefore = closed;
        (call.ticket.again() ? again : first).add(call);
    }

    /** Takes note of a call that has left the line to run. */
    void started(QueuedCall call) {
        againWasLast = call.ticket.again();
        running++;
    }

    /**
     * The call whose turn is next, null when none waits.
     *
     * @param now at an open gate any call may be next; at a closed one a redelivery has a head start
     */
    @Nullable
    QueuedCall next(long now) {
        QueuedCall redelivered = head(again);
        QueuedCall fresh = head(first);
        if (redelivered == null || fresh == null) {
            return redelivered == null ? fresh : redelivered;
        }
        boolean headStart = !model.gate.isOpen() && now < model.gate.admitsAt(false);
        return headStart || !againWasLast ? redelivered : fresh;
    }

    private static @Nullable QueuedCall head(Deque<QueuedCall> calls) {
        QueuedCall head = calls.peek();
        while (head != null && head.state != State.WAITING) {
            calls.remove();
            head = calls.peek();
        }
        return head;
    }

    boolean isEmpty() {
        return running == 0 && head(again) == null && head(first) == null;
    }

    /**
     * Adds up the time for which the way was closed, before anything about it changes.
     *
     * @param closedUntil of the way as it has been up to now
     */
    void settle(long now, long closedUntil) {
        closed += closedSinceSettled(now, closedUntil);
        settledAt = now;
    }

    private long closedSinceSettled(long now, long closedUntil) {
        // Compared first: a way that was never closed has been so since the beginning of time.
        return closedUntil <= settledAt ? 0 : Math.min(now, closedUntil) - settledAt;
    }

    /** When the call that has waited longest at this closed way has waited for as long as it may. */
    long expiresAt() {
        return Math.min(expiresAt(head(again)), expiresAt(head(first)));
    }

    private long expiresAt(@Nullable QueuedCall call) {
        if (call == null) {
            return Long.MAX_VALUE;
        }
        long left = nanos(key.lane.terms().maxWait()) - (closed - call.closedBefore);
        return left > Long.MAX_VALUE - settledAt ? Long.MAX_VALUE : settledAt + left;
    }

    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : time.toNanos();
    }

    /** The calls that have waited at this closed way for as long as they may, taken out. */
    List<QueuedCall> expired(long now) {
        List<QueuedCall> expired = new ArrayList<>();
        for (Deque<QueuedCall> calls : List.of(again, first)) {
            for (QueuedCall head = head(calls); head != null && expiresAt(head) <= now; head = head(calls)) {
                expired.add(calls.remove());
            }
        }
        return expired;
    }

    Stream<QueuedCall> waiting() {
        return Stream.concat(again.stream(), first.stream()).filter(call -> call.state == State.WAITING);
    }
}
