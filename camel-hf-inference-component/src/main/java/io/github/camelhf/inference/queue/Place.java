package io.github.camelhf.inference.queue;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A message's place among those that wait unsent. Given back once, whoever does it first: thread-safe. */
public final class Place {

    private final AtomicReference<@Nullable Runnable> back;

    Place(@Nullable Runnable back) {
        this.back = new AtomicReference<>(back);
    }

    /** One that nobody counts. */
    public static Place uncounted() {
        return new Place(null);
    }

    /** The message waits no longer: it is being sent, or it is over. */
    public void free() {
        Runnable giveBack = back.getAndSet(null);
        if (giveBack != null) {
            giveBack.run();
        }
    }
}
