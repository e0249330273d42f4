package io.github.camelhf.inference.emulator;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps the calls to a {@link Pace}: refuses what is too much and gives turns to the rest. Thread-safe. */
final class Traffic {
    private final LongSupplier nanoTime;
    private Pace pace = Pace.unlimited();
    private @Nullable TokenBucket tokens;
    /** When the last call that was taken is done, in {@link #nanoTime}. */
    private long idleAt;

    private int taken;
    private int paces;

    /** A call that was taken or refused; {@link #leave} once it is over. */
    final class Admission {
        private final @Nullable Fault refusal;
        private final int under;
        private boolean counted;

        private Admission(@Nullable Fault refusal) {
            this.refusal = refusal;
            this.under = paces;
            this.counted = refusal == null;
        }

        /** What the call meets when it is too much, or null when it was taken. */
        @Nullable
        Fault refusal() {
            return refusal;
        }

        /** Makes room for another call; more than once does nothing. */
        void leave() {
            synchronized (Traffic.this) {
                if (counted && under == paces) {
                    taken--;
                }
                counted = false;
            }
        }
    }

    Traffic(LongSupplier nanoTime, Pace pace) {
        this.nanoTime = nanoTime;
        pace(pace);
    }

    /** Sets the pace and forgets what was going on under the last one. */
    synchronized void pace(Pace next) {
        pace = next;
        Pace.RateLimit rate = next.rateLimit();
        tokens = rate == null ? null : new TokenBucket(rate.perSecond(), rate.burst() + 1, nanoTime.getAsLong());
        idleAt = nanoTime.getAsLong();
        taken = 0;
        paces++;
    }

    /** Takes or refuses the call that has just arrived. */
    synchronized Admission admit() {
        Fault refusal = refusal();
        if (refusal == null) {
            taken++;
        }
        return new Admission(refusal);
    }

    private @Nullable Fault refusal() {
        Pace.RateLimit rate = pace.rateLimit();
        if (rate != null && tokens != null && !tokens.take(nanoTime.getAsLong())) {
            return rate.above();
        }
        Pace.OpenLimit limit = pace.openLimit();
        return limit != null && taken >= limit.most() ? limit.above() : null;
    }

    /** How long one call is computed. */
    synchronized Duration serviceTime() {
        return pace.serviceTime();
    }

    /** Takes the next turn: how long from now until that call is computed. */
    synchronized Duration turn() {
        long service = pace.serviceTime().toNanos();
        if (service == 0) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        // Differences, because the clock may pass the largest number.
        idleAt = (idleAt - now > 0 ? idleAt : now) + service;
        return Duration.ofNanos(idleAt - now);
    }
}
