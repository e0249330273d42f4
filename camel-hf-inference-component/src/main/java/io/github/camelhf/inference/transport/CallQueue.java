package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.transport.QueuedCall.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where calls to one target with one token wait before they are sent: while too many are open, while a model is being loaded
 * ({@link LoadingGate}, one for each model), and while the server limits the rate ({@link RateGate}). Calls wait without a thread
 * and start in arrival order, redeliveries first. Shared by every endpoint with the same target and token; thread-safe.
 *
 * <p>One queue decides all of it at the moment of sending. A gate in front of a separate bound would let calls through that then
 * wait for a place and are sent although the gate has closed since; a bound in front of a gate would be used up by calls that
 * wait at the gate.
 */
public final class CallQueue {

    private static final int IDLE_LINES = 64;

    private final LongSupplier clock;
    private final Alarm alarm;
    private final Map<CallLine.Key, CallLine> lines = new LinkedHashMap<>();
    private final Set<QueuedCall> running = new LinkedHashSet<>();
    private final Gates gates = new Gates();
    private final CallCounts counts = new CallCounts();
    private final AtomicInteger signals = new AtomicInteger();
    private long started;
    private boolean closed;

    /**
     * @param clock nanoseconds that never go back
     * @param timer wakes the queue when a gate opens; stays the caller's to stop
     */
    public CallQueue(LongSupplier clock, ScheduledExecutorService timer) {
        long origin = clock.getAsLong();
        this.clock = () -> clock.getAsLong() - origin;
        this.alarm = new Alarm(timer, this::startWaiting);
    }

    /**
     * What an endpoint asks of the queue for its calls.
     *
     * @param maxInFlight the most calls that may be open when one of these starts, it included; at least 1
     * @param adaptive    whether answers of the server hold these calls back; else only {@code maxInFlight} does
     * @param maxWait     longest time at a closed gate
     * @param waitHeader  whether a call that probes a loading model asks the server to hold it until the model is there
     */
    public record Terms(int maxInFlight, boolean adaptive, Duration maxWait, boolean waitHeader) {}

    /**
     * Puts this queue before a transport.
     *
     * @param owner whose calls {@link #release} ends
     */
    public Transport before(Transport next, Terms terms, Object owner) {
        return request -> send(new QueuedCall(request, terms, next, owner));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the result itself is what is returned
    private CompletableFuture<WireResponse> send(QueuedCall call) {
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(Failures.stopped(call));
            }
            call.arrival = counts.arrived();
            call.waitFrom(clock.getAsLong());
            CallLine line =
                    lines.computeIfAbsent(new CallLine.Key(call.request.uri(), call.terms.adaptive()), CallLine::new);
            call.line = line;
            line.add(call);
        }
        call.result.whenComplete((response, failure) -> givenUp(call));
        startWaiting();
        return call.result;
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
            expire();
            for (QueuedCall next = next(); next != null; next = next()) {
                start(next);
            }
            seen = signals.addAndGet(-seen);
        }
    }

    /** Takes the call that may start now, or sets the alarm for when one may. */
    private synchronized @Nullable QueuedCall next() {
        long now = clock.getAsLong();
        QueuedCall best = null;
        CallLine from = null;
        long wake = Long.MAX_VALUE;
        for (CallLine line : lines.values()) {
            QueuedCall head = line.head();
            if (head == null) {
                continue;
            }
            long opens = gates.opens(line, head, now);
            if (opens > now) {
                wake = Math.min(wake, Math.min(opens, line.nextDeadline()));
            } else if (gates.hasRoom(head, running.size()) && (best == null || head.arrival < best.arrival)) {
                best = head;
                from = line;
            }
        }
        if (best == null || from == null) {
            alarm.set(now, wake);
            return null;
        }
        best.state = State.RUNNING;
        best.pass = from.gate.enter();
        best.number = started++;
        running.add(best);
        counts.started();
        return best;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the call's own result carries the failure
    private void start(QueuedCall call) {
        CompletableFuture<WireResponse> answer;
        try {
            answer = call.next.send(call.wire());
        } catch (RuntimeException | Error e) {
            // Also an Error: left to fly, it would keep this place and the right to start calls for ever.
            answer = CompletableFuture.failedFuture(e);
        }
        boolean tooLate;
        synchronized (this) {
            call.running = answer;
            tooLate = call.result.isDone();
        }
        answer.whenComplete((response, raw) -> {
            Throwable failure = raw instanceof UnclearUnavailableException unclear ? unclear.asLoading() : raw;
            ended(call, failure);
            startWaiting();
            call.end(response, failure);
        });
        if (tooLate) {
            answer.cancel(true);
        }
    }

    private synchronized void ended(QueuedCall call, @Nullable Throwable failure) {
        int inFlight = running.size();
        call.state = State.OVER;
        running.remove(call);
        counts.ended(failure);
        CallLine line = call.line;
        if (line == null || !line.key.gated() || call.pass == null) {
            return;
        }
        gates.ended(call, line, failure, clock.getAsLong(), new Gates.Traffic(started, inFlight, lines.values()));
        if (lines.size() > IDLE_LINES) {
            lines.values().removeIf(CallLine::isIdle);
        }
    }

    /** Ends the wait of calls that stood at a closed gate for as long as they may. */
    private void expire() {
        List<QueuedCall> expired = new ArrayList<>();
        HfInferenceException last;
        synchronized (this) {
            long now = clock.getAsLong();
            for (CallLine line : lines.values()) {
                QueuedCall head = line.head();
                if (head != null && gates.opens(line, head, now) > now) {
                    expired.addAll(line.expired(now));
                }
            }
            last = counts.lastRefusal();
        }
        expired.forEach(call -> call.result.completeExceptionally(Failures.waitedInVain(call, last)));
    }

    /** The result is there: of a call that ran, or because whoever asked gave up. */
    private void givenUp(QueuedCall call) {
        CompletableFuture<WireResponse> answer;
        boolean waited;
        synchronized (this) {
            waited = call.state == State.WAITING;
            if (waited) {
                call.state = State.OVER;
                counts.leftUnsent();
            }
            answer = call.state == State.RUNNING ? call.running : null;
        }
        if (answer != null) {
            answer.cancel(true);
        }
        if (waited) {
            startWaiting();
        }
    }

    /** Ends the calls of one owner, waiting or running, with a transport failure. */
    public void release(Object owner) {
        release(call -> call.owner == owner);
    }

    /** Ends all calls and takes no more. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        release(call -> true);
        alarm.close();
    }

    private void release(Predicate<QueuedCall> which) {
        List<QueuedCall> calls = new ArrayList<>();
        synchronized (this) {
            lines.values().forEach(line -> line.waiting().filter(which).forEach(calls::add));
            running.stream().filter(which).forEach(calls::add);
        }
        calls.forEach(call -> call.result.completeExceptionally(Failures.stopped(call)));
    }

    /** What there is to see from outside. */
    public synchronized QueueState state() {
        long now = clock.getAsLong();
        int waiting = counts.waiting();
        return new QueueState(
                running.size(),
                waiting,
                gates.state(lines.values(), now),
                gates.allowed(),
                counts.sent(),
                counts.succeeded(),
                counts.failed(),
                counts.lastFailure());
    }
}
