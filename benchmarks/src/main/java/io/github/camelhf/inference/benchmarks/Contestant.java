package io.github.camelhf.inference.benchmarks;

import org.jspecify.annotations.Nullable;

/** One way to make the calls. Closing stops everything it has started. */
interface Contestant extends AutoCloseable {

    /** Told once for each call, on whatever thread; null when all went well. */
    interface Done {
        void call(@Nullable Throwable failure);
    }

    /** Starts one call with the workload's body. */
    void call(Done done);

    @Override
    void close();
}
