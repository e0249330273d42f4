package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.queue.QueuedCall.State;
import io.github.camelhf.inference.transport.Transport;
import io.github.camelhf.inference.transport.UnclearUnavailableException;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where calls to one target with one token wait before they are sent: while too many are open, while a model is being loaded
 * ({@link LoadingGate}, one for each model), and while the server refuses more ({@link RateGate}). Calls wait without a thread. Shared
 * by every endpoint with the same target and token; thread-safe.
 *
 * <p>One queue decides all of it at the moment of sending. A gate in front of a separate bound would let calls through that then
 * wait for a place and are sent although the gate has closed since; a bound in front of a gate would be used up by calls that
 * wait at the gate. What is decided stands in {@link Schedule}; here are the lock, the timer and the futures.
 */
public final class CallQueue {

    private final LongSupplier clock;
    private final Alarm alarm;
    private final Schedule schedule = new Schedule();
    final Admission admission = new Admission();
    private final CallCounts counts = new CallCounts();
    private final Lanes lanes = new Lanes();
    private final OneAtATime starting = new OneAtATime();
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
     * The way of an endpoint through this queue, until as many {@link Lane#leave} as there were of these.
     *
     * @param endpoint whose it is
     * @param next     asked once for what sends its calls
     * @param whenOver called when the last user has left and the last call is over
     */
    public synchronized Lane lane(Object endpoint, Terms terms, Supplier<Transport> next, Runnable whenOver) {
        admission.widen(terms.maxWaiting());
        return lanes.use(endpoint, () -> new Lane(this, terms, next.get(), whenOver));
    }

    /** Whether no endpoint uses it and no call is open. */
    public synchronized boolean isIdle() {
        return lanes.isEmpty();
    }

    void leave(Lane lane) {
        synchronized (this) {
            lane.users.decrementAndGet();
        }
        removeIfOver(lane);
    }

    private void removeIfOver(Lane lane) {
        if (lane.users.get() > 0) {
            return; // whoever leaves last looks itself
        }
        boolean removed;
        synchronized (this) {
            removed = lanes.removeIfOver(lane);
            if (removed) {
                schedule.models().asks(lane, null, clock.getAsLong());
            }
        }
        if (removed) {
            lane.whenOver.run();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the result itself is what is returned
    CompletableFuture<WireResponse> send(QueuedCall call) {
        synchronized (this) {
            if (closed) {
                call.ticket.place().free();
                return CompletableFuture.failedFuture(Unsent.stopped(call));
            }
            counts.arrived();
            call.lane.open++;
            schedule.arrive(call, clock.getAsLong());
        }
        call.result.whenComplete((response, failure) -> givenUp(call));
        startWaiting();
        return call.result;
    }

    private void startWaiting() {
        starting.run(() -> {
            QueuedCall next;
            do {
                Turn turn = turn();
                next = turn.next();
                if (next != null) {
                    start(next); // first: it has its place already, and whatever the others meet must not lose it
                }
                turn.expired().forEach(this::waitedInVain);
            } while (next != null);
        });
    }

    /** Calls whose wait at a closed gate is over, and the one that may start now. */
    private record Turn(
            List<Schedule.Expired> expired, @Nullable QueuedCall next) {}

    /** Takes out the calls that have waited for too long and the one that may start now, or sets the alarm for when one may. */
    private synchronized Turn turn() {
        long now = clock.getAsLong();
        List<Schedule.Expired> expired = schedule.expire(now);
        expired.forEach(each -> left(each.call()));
        schedule.models().sweep(now);
        QueuedCall next = schedule.next(now, lanes.widest());
        if (next == null) {
            alarm.set(now, schedule.wake());
        } else {
            counts.started();
        }
        return new Turn(expired, next);
    }

    private void waitedInVain(Schedule.Expired expired) {
        QueuedCall call = expired.call();
        call.ticket.place().free();
        call.result.completeExceptionally(Unsent.waitedInVain(call, expired.last()));
        removeIfOver(call.lane);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the call's own result carries the failure
    private void start(QueuedCall call) {
        CompletableFuture<WireResponse> answer;
        try {
            call.ticket.place().free();
            answer = call.lane.next.send(call.wire());
        } catch (RuntimeException | Error e) {
            // Also an Error: left to fly, it would keep this place and the right to start calls for ever.
            answer = CompletableFuture.failedFuture(e);
        }
        call.running = answer;
        boolean tooLate = call.result.isDone();
        answer.whenComplete((response, failure) -> {
            Throwable cause = ended(call, failure);
            startWaiting();
            if (cause == null) {
                call.result.complete(response);
            } else {
                call.result.completeExceptionally(cause);
            }
            removeIfOver(call.lane);
        });
        if (tooLate) {
            answer.cancel(true);
        }
    }

    /** What the call fails with, null when it does not. */
    private synchronized @Nullable Throwable ended(QueuedCall call, @Nullable Throwable failure) {
        long now = clock.getAsLong();
        Throwable cause = failure;
        if (failure instanceof UnclearUnavailableException unclear) {
            cause = schedule.isServing(call, now) ? unclear.asOverload() : unclear.asLoading();
        }
        schedule.ended(call, cause, now);
        counts.ended(cause);
        call.lane.open--;
        call.lane.ended(cause);
        return cause;
    }

    private void left(QueuedCall call) {
        counts.leftUnsent();
        call.lane.open--;
    }

    /** The result is there: of a call that ran, or because whoever asked gave up. */
    private void givenUp(QueuedCall call) {
        if (call.state == State.OVER) {
            return;
        }
        boolean waited;
        synchronized (this) {
            waited = call.state == State.WAITING;
            if (waited) {
                schedule.leave(call, clock.getAsLong());
                left(call);
            }
        }
        CompletableFuture<WireResponse> answer = call.running;
        if (answer != null) {
            answer.cancel(true);
        }
        if (waited) {
            call.ticket.place().free();
            removeIfOver(call.lane);
            startWaiting();
        }
    }

    /** Ends the calls of one owner, waiting or running, with a transport failure. */
    public void release(Object owner) {
        admission.release(owner::equals);
        release(call -> owner.equals(call.ticket.owner()));
    }

    /** Ends all calls and takes no more. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        admission.close();
        release(call -> true);
        alarm.close();
    }

    private void release(Predicate<QueuedCall> which) {
        List<QueuedCall> calls;
        synchronized (this) {
            calls = schedule.calls().filter(which).toList();
        }
        calls.forEach(call -> call.result.completeExceptionally(Unsent.stopped(call)));
    }

    /** What there is to see from outside for an endpoint, which need not have a way through the queue now. */
    public synchronized QueueState state(Object endpoint) {
        return counts.state(schedule, lanes.of(endpoint), clock.getAsLong());
    }

    /** Calls that are open to the target. */
    public synchronized int inFlight() {
        return schedule.running();
    }

    /** Calls that wait before they are sent. */
    public synchronized int waiting() {
        return counts.waiting();
    }

    synchronized int models() {
        return schedule.models().size();
    }
}
