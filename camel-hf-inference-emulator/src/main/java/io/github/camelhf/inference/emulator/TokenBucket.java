package io.github.camelhf.inference.emulator;

/** A bucket that starts full and gets tokens at a steady rate; times are in nanoseconds of the caller's clock. */
final class TokenBucket {
    private final double perNanosecond;
    private final double capacity;
    private double tokens;
    private long filledAt;

    TokenBucket(double perSecond, int capacity, long now) {
        this.perNanosecond = perSecond / 1e9;
        this.capacity = capacity;
        this.tokens = capacity;
        this.filledAt = now;
    }

    /** Takes one token; false when there is no whole one. */
    boolean take(long now) {
        tokens = Math.min(capacity, tokens + Math.max(0, now - filledAt) * perNanosecond);
        filledAt = now;
        // A token that is due now may lack a rounding error.
        if (tokens < 1 - 1e-9) {
            return false;
        }
        tokens--;
        return true;
    }
}
