package io.github.camelhf.inference.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a server that has refused calls, because they were too many, may be asked again. Closed from a refusal until the time that
 * the server stated, or for a pause; then open to all at once, under an {@link AdaptiveLimit} that has fallen meanwhile. Only decides.
 * Times are nanoseconds of any clock that never goes back.
 *
 * <p>Where even one call at a time is too many, calls keep a distance, which doubles with each refusal and halves with each success.
 * No slower: a server that refuses every other call whatever their distance, because one of two replicas is down, say, must not be
 * asked ever more seldom.
 */
final class RateGate {

    private static final long SMALLEST_DISTANCE = Duration.ofMillis(50).toNanos();
    private static final long LARGEST_DISTANCE = Duration.ofSeconds(3).toNanos();

    private boolean everClosed;
    private long closedUntil;
    private int closings;
    private long distance;
    private long next = Long.MIN_VALUE;

    boolean isOpen(long now) {
        return !everClosed || now >= closedUntil;
    }

    long closedUntil() {
        return everClosed ? closedUntil : Long.MIN_VALUE;
    }

    /** When the next call may start: now or before, or later. */
    long opensAt() {
        return Math.max(closedUntil(), next);
    }

    /** A call is started. */
    void started(long now) {
        if (distance > 0) {
            next = now + distance;
        }
    }

    /** Whether calls keep a distance. */
    boolean isPaced() {
        return distance > 0;
    }

    /**
     * A call was refused. The latest end counts: each answer speaks of the same budget.
     *
     * @param hint  how long the server asked to wait, null when it did not say
     * @param alone whether no other call was open
     */
    void refused(long now, @Nullable Duration hint, boolean alone) {
        boolean wasOpen = isOpen(now);
        long until = now + (hint == null ? Pauses.after(closings) : hint).toNanos();
        closedUntil = wasOpen ? until : Math.max(closedUntil, until);
        closings += wasOpen ? 1 : 0;
        everClosed = true;
        if (hint == null && alone && wasOpen) {
            distance = Math.min(LARGEST_DISTANCE, Math.max(SMALLEST_DISTANCE, distance * 2));
        }
    }

    /** The server answers again. */
    void succeeded() {
        closings = 0;
        distance = distance > SMALLEST_DISTANCE ? distance / 2 : 0;
    }
}
