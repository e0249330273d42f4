package io.github.camelhf.inference.queue;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A message's place among those that wait unsent. Given back once, whoever does it first: thread-safe. */
public final class Place {

    private static final Place UNCOUNTED = new Place(null, false);

    private final AtomicReference<@Nullable Runnable> back;

    private final boolean extra;

    Place(@Nullable Runnable back, boolean extra) {
        this.back = new AtomicReference<>(back);
        this.extra = extra;
    }

    /** One that nobody counts. */
    public static Place uncounted() {
        return UNCOUNTED;
    }

    /** Whether it was given although there was none, to a message that could not wait. */
    public boolean isExtra() {
        return extra;
    }

    /** This place; whoever gives it back does this as well. */
    public Place andThen(Runnable step) {
        return new Place(
                () -> {
                    free();
                    step.run();
                },
                extra);
    }

    /** The message waits no longer: it is being sent, or it is over. */
    public void free() {
        Runnable giveBack = back.getAndSet(null);
        if (giveBack != null) {
            giveBack.run();
        }
    }
}
