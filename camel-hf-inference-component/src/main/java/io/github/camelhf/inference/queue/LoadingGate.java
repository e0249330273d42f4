package io.github.camelhf.inference.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may call a model that is being loaded: one call at a time, until one of them gets another answer. Only decides:
 * {@link CallQueue} holds the calls, the lock and the timer. Times are nanoseconds of any clock that never goes back.
 *
 * <pre>
 * OPEN     every call passes
 *   a loading answer to a call that passed since the gate last opened     -> CLOSED until its delay is over
 * CLOSED   no call passes
 *   the delay is over and a call is there                                 -> PROBING with that call
 *   a 2xx answer to a call that passed before the gate closed             -> OPEN
 * PROBING  one call is under way, no other passes
 *   it gets a loading answer                                              -> CLOSED until its delay is over
 *   it gets no answer, a 429 or a server error: the model may still load  -> CLOSED for a pause
 *   it is given up (cancelled, its route removed, its content unreadable) -> CLOSED until now: the next call probes
 *   it gets any other answer, or an earlier call gets a 2xx               -> OPEN
 * </pre>
 *
 * <p>Nothing depends on the probing exchange coming back: it fails as any exchange that met a loading model, and whoever is there
 * when the delay is over probes next. A call that is a redelivery has a short head start on calls that have not been sent yet,
 * because Camel starts it at the moment when the delay is over; so the exchange that met the loading model is normally the one
 * that probes again, and the others keep their first attempt.
 */
final class LoadingGate {

    /** Leave to call; remembers when it was given. */
    record Pass(int generation, boolean probe) {}

    /** What became of a call. */
    enum Outcome {
        SUCCESS,
        LOADING,
        ANSWERED,
        UNDECIDED,
        GIVEN_UP
    }

    private static final long LONGEST_HEAD_START = Duration.ofSeconds(1).toNanos();

    private int generation;
    private boolean closed;
    private long closedUntil;
    private long headStart;
    private int vague;
    private @Nullable Pass probe;

    boolean isOpen() {
        return !closed;
    }

    boolean isProbing() {
        return probe != null;
    }

    boolean admits(long now, boolean again) {
        return !closed || (probe == null && now >= admitsAt(again));
    }

    /** When the next call may probe, unless one is under way. */
    long admitsAt(boolean again) {
        return closedUntil + (again ? 0 : headStart);
    }

    /** A call passes that was {@linkplain #admits admitted}. */
    Pass enter() {
        Pass pass = new Pass(generation, closed);
        if (closed) {
            probe = pass;
        }
        return pass;
    }

    /**
     * A call that had passed is over.
     *
     * @param hint how long the server asked to wait, null when it did not say
     */
    void leave(Pass pass, Outcome outcome, long now, @Nullable Duration hint) {
        boolean probed = pass.equals(probe) && pass.probe();
        if (probed) {
            probe = null;
        }
        switch (outcome) {
            case SUCCESS -> open();
            case LOADING -> {
                if (probed || (!closed && pass.generation() == generation)) {
                    close(now, hint);
                }
            }
            case ANSWERED -> {
                if (probed) {
                    open();
                }
            }
            case UNDECIDED -> {
                if (probed) {
                    close(now, null);
                }
            }
            case GIVEN_UP -> {
                if (probed) {
                    closedUntil = now;
                    headStart = 0;
                }
            }
        }
    }

    /** The model has answered a call that no gate holds. */
    void opened() {
        open();
    }

    private void open() {
        if (closed) {
            closed = false;
            probe = null;
            vague = 0;
            generation++;
        }
    }

    private void close(long now, @Nullable Duration hint) {
        Duration delay = hint == null ? Pauses.after(vague) : hint;
        vague = hint == null ? vague + 1 : 0;
        closed = true;
        closedUntil = now + delay.toNanos();
        headStart = Math.min(LONGEST_HEAD_START, delay.toNanos() / 10);
    }
}
