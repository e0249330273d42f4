package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.queue.LoadingGate.Outcome;
import io.github.camelhf.inference.queue.QueuedCall.State;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which call may start now: the decisions of a {@link CallQueue} without its lock, its timer and its futures. Deterministic: the same
 * events at the same times give the same starts. Times are nanoseconds of any clock that never goes back.
 */
final class Schedule {

    private final Map<ModelLine.Key, ModelLine> lines = new LinkedHashMap<>();
    private final Models models = new Models();
    private final Set<QueuedCall> running = new LinkedHashSet<>();
    private final RateGate rate = new RateGate();
    private @Nullable HfInferenceException refusal;
    private long arrived;
    private long started;
    private long wake = Long.MAX_VALUE;

    void arrive(QueuedCall call, long now) {
        URI model = call.request.uri();
        ModelLine line = lines.get(new ModelLine.Key(model, call.lane));
        if (line == null) {
            line = new ModelLine(new ModelLine.Key(model, call.lane), models.use(model), now);
            lines.put(line.key, line);
        }
        models.asks(call.lane, line.model, now);
        settle(line, now);
        call.arrival = arrived++;
        call.line = line;
        line.add(call);
    }

    /**
     * Takes the call that may start now, null when none may before {@link #wake}.
     *
     * @param most calls that may be open to the target
     */
    @Nullable
    QueuedCall next(long now, int most) {
        QueuedCall best = null;
        wake = models.nextToForget();
        for (ModelLine line : lines.values()) {
            QueuedCall head = line.next(now);
            if (head == null) {
                continue;
            }
            long opens = opens(line, head, now);
            if (opens > now) {
                wake = Math.min(wake, Math.min(opens, line.expiresAt()));
            } else if (hasRoom(line, most) && (best == null || head.arrival < best.arrival)) {
                best = head;
            }
        }
        if (best != null) {
            start(best, now);
        }
        return best;
    }

    /** When to ask again although nothing has happened; the latest time there is for never. */
    long wake() {
        return wake;
    }

    /** The bounds are the endpoint's own, the target's, and what the model was seen to bear. */
    private boolean hasRoom(ModelLine line, int most) {
        Lane lane = line.key.lane();
        boolean bears = !lane.terms().adaptive() || line.model.running < line.model.limit.allowed();
        return bears && lane.running < lane.terms().maxInFlight() && running.size() < most;
    }

    /** When the gates let the call through: now or before, or later; the latest time there is while another call probes. */
    private long opens(ModelLine line, QueuedCall head, long now) {
        if (!line.key.lane().terms().adaptive()) {
            return now;
        }
        LoadingGate gate = line.model.gate;
        if (gate.isOpen()) {
            return rate.opensAt();
        }
        return Math.max(rate.opensAt(), gate.isProbing() ? Long.MAX_VALUE : gate.admitsAt(head.ticket.again()));
    }

    private void start(QueuedCall call, long now) {
        ModelLine line = call.line();
        call.state = State.RUNNING;
        // Not one that the gates do not hold: nothing is learned from it, and it would seem to probe for ever.
        if (call.lane.terms().adaptive()) {
            call.pass = line.model.gate.enter();
            line.model.running++;
        }
        call.number = started++;
        call.startedAt = now;
        call.startedAlone = running.isEmpty();
        running.add(call);
        call.lane.running++;
        line.started(call);
        rate.started(now);
    }

    /** A call that waited is given up, or waits no longer. */
    void leave(QueuedCall call, long now) {
        call.state = State.OVER;
        forget(call.line(), now);
    }

    /** Whether the model of a call has answered others since, or shortly before: what refuses it now is no loading. */
    boolean isServing(QueuedCall call, long now) {
        return call.line().model.hasAnsweredOfLate(now);
    }

    /** A call that ran is over. */
    void ended(QueuedCall call, @Nullable Throwable failure, long now) {
        ModelLine line = call.line();
        int inFlight = line.model.running;
        call.state = State.OVER;
        running.remove(call);
        call.lane.running--;
        line.running--;
        if (failure == null) {
            line.model.succeeded(now);
        }
        if (call.pass == null) {
            if (failure == null) {
                line.model.gate.opened();
            }
        } else {
            line.model.running--;
            learn(call, call.pass, failure, now, inFlight);
        }
        forget(line, now);
    }

    private void learn(QueuedCall call, LoadingGate.Pass pass, @Nullable Throwable failure, long now, int inFlight) {
        ModelState model = call.line().model;
        Signal signal = Signal.of(failure);
        if (failure != null || !model.gate.isOpen()) {
            lines.values().forEach(line -> settle(line, now));
        }
        model.gate.leave(pass, signal.outcome(), now, signal.hint());
        AdaptiveLimit.Ended ended = new AdaptiveLimit.Ended(call.number, call.startedAlone, started, inFlight);
        if (signal.refused()) {
            rate.refused(now, signal.hint(), inFlight == 1);
            refusal = (HfInferenceException) failure;
        }
        if (signal.outcome() == Outcome.LOADING) {
            model.refusal = (HfInferenceException) failure;
        }
        if (signal.overloaded()) {
            model.limit.overloaded(ended);
        } else if (failure == null) {
            rate.succeeded();
            if (!rate.isPaced()) {
                model.limit.succeeded(
                        ended,
                        now - call.startedAt,
                        call.request.limits().timeout(),
                        call.lane.terms().maxInFlight());
            }
        }
    }

    private void settle(ModelLine line, long now) {
        boolean gated = line.key.lane().terms().adaptive();
        long until = line.model.gate.isOpen() ? rate.closedUntil() : Long.MAX_VALUE;
        line.settle(now, gated ? until : Long.MIN_VALUE);
    }

    /** A line that nobody stands in is not kept. */
    private void forget(ModelLine line, long now) {
        if (line.isEmpty() && lines.remove(line.key, line)) {
            models.leave(line.model, now);
        }
    }

    /** Which models are remembered. */
    Models models() {
        return models;
    }

    /** Takes out the calls that stood at closed gates for as long as they may, each with what closed its gate. */
    List<Expired> expire(long now) {
        List<ModelLine> shorter = List.of();
        for (ModelLine line : lines.values()) {
            QueuedCall head = line.next(now);
            if (head != null && opens(line, head, now) > now && line.expiresAt() <= now) {
                if (shorter.isEmpty()) {
                    shorter = new ArrayList<>(); // not before: this is asked for each call
                }
                shorter.add(line);
            }
        }
        return shorter.isEmpty() ? List.of() : expire(shorter, now);
    }

    private List<Expired> expire(List<ModelLine> shorter, long now) {
        List<Expired> all = new ArrayList<>();
        for (ModelLine line : shorter) {
            HfInferenceException last = line.model.gate.isOpen() ? refusal : line.model.refusal;
            settle(line, now);
            for (QueuedCall call : line.expired(now)) {
                call.state = State.OVER;
                all.add(new Expired(call, last));
            }
            forget(line, now);
        }
        return all;
    }

    /** A call that has waited for as long as it may, and what the server said last. */
    record Expired(QueuedCall call, @Nullable HfInferenceException last) {}

    Stream<QueuedCall> calls() {
        return Stream.concat(lines.values().stream().flatMap(ModelLine::waiting), running.stream());
    }

    int running() {
        return running.size();
    }

    /** How many calls the model bears that an endpoint asks for. */
    int allowed(@Nullable ModelState asked) {
        return asked == null ? AdaptiveLimit.START : asked.limit.allowed();
    }

    /** Whether calls of an endpoint are held back. */
    QueueState.Gate gate(@Nullable ModelState asked, long now) {
        if (asked != null && !asked.gate.isOpen()) {
            return QueueState.Gate.LOADING;
        }
        return rate.isOpen(now) ? QueueState.Gate.OPEN : QueueState.Gate.LIMITED;
    }
}
