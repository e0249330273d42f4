package io.github.camelhf.inference.queue;

import java.util.concurrent.atomic.AtomicReference;

/** A message's place among those that wait unsent. Given back once, whoever does it first: thread-safe. */
public final class Place {

    private static final Runnable TAKEN = () -> {};

    private final AtomicReference<Runnable> back;

    Place(Runnable back) {
        this.back = new AtomicReference<>(back);
    }

    /** One that nobody counts. */
    public static Place uncounted() {
        return new Place(TAKEN);
    }

    /** The message waits no longer: it is being sent, or it is over. */
    public void free() {
        back.getAndSet(TAKEN).run();
    }
}
