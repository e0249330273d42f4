package io.github.camelhf.inference.emulator;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much the emulated server takes: so many calls at once, so many a second, one after another. What is too much gets a
 * fault, as from a gateway in front of the server; what passes may still meet a queued one. Immutable.
 *
 * <p>{@code Pace.unlimited().open(4, GatewayFaults.uvicornLimited()).oneAtATime(Duration.ofMillis(200))} is a server that
 * computes one call in 200 ms and lets three wait.
 */
public final class Pace {
    private static final Pace UNLIMITED = new Pace(null, null, Duration.ZERO);

    private final @Nullable OpenLimit open;
    private final @Nullable RateLimit rate;
    private final Duration serviceTime;

    private Pace(@Nullable OpenLimit open, @Nullable RateLimit rate, Duration serviceTime) {
        this.open = open;
        this.rate = rate;
        this.serviceTime = serviceTime;
    }

    record OpenLimit(int most, Fault above) {}

    record RateLimit(double perSecond, int burst, Fault above) {}

    /** Every call is taken and computed at once. */
    public static Pace unlimited() {
        return UNLIMITED;
    }

    /**
     * The same, with a bound on calls that are open: computed or waiting, the new one included. So behave uvicorn with
     * {@code --limit-concurrency} and HAProxy with a full queue.
     *
     * @param most at least 1
     * @param above what a call above the bound meets
     */
    public Pace open(int most, Fault above) {
        if (most < 1) {
            throw new IllegalArgumentException("open must be at least 1, got " + most);
        }
        return new Pace(new OpenLimit(most, Objects.requireNonNull(above, "above")), rate, serviceTime);
    }

    /**
     * The same, with a bound on calls in a second, as nginx keeps it with {@code limit_req} and {@code nodelay}: a token
     * bucket that holds {@code burst + 1}.
     *
     * @param perSecond above 0
     * @param burst how many may come early, at least 0
     * @param above what a call above the bound meets
     */
    public Pace rate(double perSecond, int burst, Fault above) {
        if (!(perSecond > 0) || perSecond > 1e6) {
            throw new IllegalArgumentException("rate must be above 0 and at most 1000000, got " + perSecond);
        }
        if (burst < 0) {
            throw new IllegalArgumentException("burst must not be negative, got " + burst);
        }
        return new Pace(open, new RateLimit(perSecond, burst, Objects.requireNonNull(above, "above")), serviceTime);
    }

    /**
     * The same, with calls computed one after another in the order in which they were read, as the Inference Toolkit does:
     * a call whose client has gone takes its turn like any other. Zero ends that.
     *
     * @param duration what the computation of one call takes
     */
    public Pace oneAtATime(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("serviceTime must not be negative, got " + duration);
        }
        return new Pace(open, rate, duration);
    }

    @Nullable
    OpenLimit openLimit() {
        return open;
    }

    @Nullable
    RateLimit rateLimit() {
        return rate;
    }

    Duration serviceTime() {
        return serviceTime;
    }
}
