package io.github.camelhf.inference.transport;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of one target say about further calls: when a line's next call may start, and how many may be open. Only
 * decides; {@link CallQueue} holds the lock under which all of it is called.
 */
final class Gates {

    private final RateGate rate = new RateGate();
    private final AdaptiveLimit limit = new AdaptiveLimit();

    /**
     * The calls around one that has ended.
     *
     * @param started  how many calls have been started by now
     * @param inFlight how many were open, the ended one included
     * @param lines    where others wait
     */
    record Traffic(long started, int inFlight, Collection<CallLine> lines) {}

    /** When the gates let the call through: now or before, or later; the latest time there is while another call probes. */
    long opens(CallLine line, QueuedCall head, long now) {
        if (!line.key.gated()) {
            return now;
        }
        long byRate = rate.isOpen(now) ? now : rate.closedUntil();
        if (line.gate.isOpen()) {
            return byRate;
        }
        long byLoading = line.gate.isProbing() ? Long.MAX_VALUE : line.gate.admitsAt(head.request.again());
        return Math.max(byRate, byLoading);
    }

    boolean hasRoom(QueuedCall call, int running) {
        int allowed = call.terms.adaptive() ? limit.allowed() : Integer.MAX_VALUE;
        return running < Math.min(call.terms.maxInFlight(), allowed);
    }

    int allowed() {
        return limit.allowed();
    }

    /** Learns from how a call of a gated line ended. */
    void ended(QueuedCall call, CallLine line, @Nullable Throwable failure, long now, Traffic traffic) {
        Signal signal = Signal.of(failure);
        boolean wasOpen = line.gate.isOpen() && rate.isOpen(now);
        if (call.pass != null) {
            line.gate.leave(call.pass, signal.outcome(), now, signal.hint());
        }
        if (signal.limited()) {
            rate.close(now, signal.hint());
        }
        if (signal.overloaded()) {
            limit.overloaded(call.number, traffic.started(), traffic.inFlight());
        }
        if (failure == null) {
            rate.succeeded();
            limit.succeeded(call.terms.maxInFlight());
        }
        if (wasOpen && !rate.isOpen(now)) {
            traffic.lines().forEach(waiting -> waiting.waitFrom(now));
        } else if (wasOpen && !line.gate.isOpen()) {
            line.waitFrom(now);
        }
    }

    /** What there is to see from outside. */
    QueueState.Gate state(Collection<CallLine> lines, long now) {
        if (lines.stream().anyMatch(line -> !line.gate.isOpen())) {
            return QueueState.Gate.LOADING;
        }
        return rate.isOpen(now) ? QueueState.Gate.OPEN : QueueState.Gate.LIMITED;
    }
}
