package io.github.camelhf.inference.batch;

import java.util.concurrent.CompletionException;

/** What went wrong in a chain of futures. */
public final class Cause {

    private Cause() {}

    /** The failure without the wrapper that a chain of futures puts around it. */
    public static Throwable of(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
