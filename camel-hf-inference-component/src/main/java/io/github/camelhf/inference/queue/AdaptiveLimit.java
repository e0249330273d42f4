package io.github.camelhf.inference.queue;

import java.time.Duration;

/**
 * How many calls at a time a model bears, found by trying. Begins low and grows by one for each success, which doubles it with
 * each round, until answers come late; from then on, and after each overload, by one for each round. Only decides.
 *
 * <p>An answer is late when it took more than a quarter of the time that the call may take, and more than twice the best time seen:
 * then calls stand in a line at the server, and more of them would only run out of time there, while the server goes on with what
 * was given up. The first condition keeps answers of different kinds apart from a line: a picture that takes ten times as long as a
 * cached one is no reason to send fewer as long as both are far from their end.
 */
final class AdaptiveLimit {

    static final int START = 4;

    /** Of the time that a call may take. What is learned from an answer is one round old, so the line may be twice as long by then. */
    private static final int LATE = 4;

    private static final int SLOWER = 8;

    private double allowed = START;
    private boolean doubling = true;
    private long best = Long.MAX_VALUE;
    private long round;

    int allowed() {
        return (int) allowed;
    }

    /**
     * What is known of a call when it ends.
     *
     * @param number   how many calls were started before it
     * @param alone    whether no other was open when it was started
     * @param started  how many calls have been started by now
     * @param inFlight how many are open, this one included
     */
    record Ended(long number, boolean alone, long started, int inFlight) {}

    /**
     * A call was answered.
     *
     * @param took        from its start to its answer, in nanoseconds
     * @param may         how long it may take
     * @param maxInFlight above which this limit need not grow
     */
    void succeeded(Ended call, long took, Duration may, int maxInFlight) {
        // Alone it met no line: that is the best time now, also where it once was better.
        best = call.alone() && call.inFlight() == 1 ? took : Math.min(best, took);
        boolean slower = took / 2 > best;
        if (slower && took > may.toNanos() / LATE) {
            shrink(call, Math.max(0.5, may.toNanos() / (double) LATE / took));
            return;
        }
        doubling &= !slower || took < may.toNanos() / SLOWER;
        // What was not tried out is not learned: a quiet hour must not end in a flood.
        if (call.inFlight() * 2 >= allowed() && allowed < maxInFlight) {
            allowed = Math.min(maxInFlight, allowed + (doubling ? 1 : 1 / allowed));
        }
    }

    /** A call met an overload, or ran out of time. */
    void overloaded(Ended call) {
        shrink(call, 0.5);
    }

    /** The calls that were under way with it speak of the same line and shrink nothing further. */
    private void shrink(Ended call, double factor) {
        doubling = false;
        if (call.number() >= round) {
            round = call.started();
            allowed = Math.max(1, Math.min(allowed, call.inFlight()) * factor);
        }
    }
}
