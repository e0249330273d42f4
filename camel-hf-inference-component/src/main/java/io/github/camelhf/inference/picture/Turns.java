package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Decodes no more pictures at a time than the machine has processors: more would need more memory and finish no sooner. */
final class Turns {

    private static final Semaphore FREE = new Semaphore(Runtime.getRuntime().availableProcessors());

    private Turns() {}

    /** Works on the calling thread, when it is its turn. */
    static <T> T take(Work<T> work) throws IOException {
        try {
            FREE.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidInferenceInputException(
                    "interrupted while the picture waited for a processor to prepare it, as when the route is stopped; send it again",
                    e);
        }
        try {
            return work.run();
        } finally {
            FREE.release();
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }
}
