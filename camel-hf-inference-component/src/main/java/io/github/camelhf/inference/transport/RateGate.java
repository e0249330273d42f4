package io.github.camelhf.inference.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closed from a 429 until the time the server stated; then open to all at once, under an {@link AdaptiveLimit} that has fallen
 * meanwhile. Only decides. Times are nanoseconds of any clock that never goes back.
 */
final class RateGate {

    private boolean everClosed;
    private long closedUntil;
    private int closings;

    boolean isOpen(long now) {
        return !everClosed || now >= closedUntil;
    }

    long closedUntil() {
        return closedUntil;
    }

    /**
     * A 429 came. The latest end counts: each answer speaks of the same budget.
     *
     * @param hint how long the server asked to wait, null when it did not say
     */
    void close(long now, @Nullable Duration hint) {
        boolean wasOpen = isOpen(now);
        long until = now + (hint == null ? Pauses.after(closings) : hint).toNanos();
        closedUntil = wasOpen ? until : Math.max(closedUntil, until);
        closings += wasOpen ? 1 : 0;
        everClosed = true;
    }

    /** The server answers again. */
    void succeeded() {
        closings = 0;
    }
}
