package io.github.camelhf.inference.examples.watchedfolder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes on evenly whatever somebody sets the system's clock to: for pauses, not to tell what time it is. */
final class SteadyClock extends Clock {

    private final Instant begun = Instant.now();
    private final long origin = System.nanoTime();

    @Override
    public Instant instant() {
        return begun.plus(Duration.ofNanos(System.nanoTime() - origin));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Instants have no zone, and nothing else is asked of it. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
