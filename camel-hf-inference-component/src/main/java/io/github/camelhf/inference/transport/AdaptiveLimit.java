package io.github.camelhf.inference.transport;

/**
 * How many calls at a time a server bears, found by trying: halved when it says that it is too much, one more after as many
 * successes as calls are allowed. Starts without a bound of its own; {@code maxInFlight} is always the other bound. Only decides.
 */
final class AdaptiveLimit {

    private double allowed = Integer.MAX_VALUE;
    private long round;

    int allowed() {
        return (int) allowed;
    }

    /**
     * A call was answered.
     *
     * @param maxInFlight the other bound, above which this one need not grow
     */
    void succeeded(int maxInFlight) {
        if (allowed < maxInFlight) {
            allowed = Math.min(maxInFlight, allowed + 1 / allowed);
        }
    }

    /**
     * A call met an overload. The calls that were under way with it speak of the same overload and halve nothing further.
     *
     * @param number   how many calls were started before this one
     * @param started  how many calls have been started by now
     * @param inFlight how many are under way, this one included
     */
    void overloaded(long number, long started, int inFlight) {
        if (number >= round) {
            round = started;
            allowed = Math.max(1, Math.min(allowed, inFlight) / 2);
        }
    }
}
