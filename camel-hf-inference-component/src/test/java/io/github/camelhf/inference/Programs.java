package io.github.camelhf.inference;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs that tests start. */
public final class Programs {

    private Programs() {}

    /** Ends it after this time: whoever reads what it says then goes on with what there is, and hangs no build. */
    public static Process atMost(Duration time, Process program) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(program::destroyForcibly);
        return program;
    }
}
