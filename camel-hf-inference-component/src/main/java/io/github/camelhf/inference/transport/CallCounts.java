package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import org.jspecify.annotations.Nullable;

/** What happened at a {@link CallQueue}, which guards it. */
final class CallCounts {

    private long arrived;
    private long sent;
    private long unsent;
    private long succeeded;
    private long failed;
    private @Nullable HfInferenceException lastRefusal;
    private @Nullable HfInferenceException lastFailure;

    /** The number of calls before this one. */
    long arrived() {
        return arrived++;
    }

    void started() {
        sent++;
    }

    void leftUnsent() {
        unsent++;
    }

    void ended(@Nullable Throwable failure) {
        if (failure == null) {
            succeeded++;
        } else {
            failed++;
        }
        // A cancelled call says nothing of the server.
        if (failure == null || failure instanceof HfInferenceException) {
            lastFailure = (HfInferenceException) failure;
        }
        if (failure instanceof ModelLoadingException || failure instanceof RateLimitedException) {
            lastRefusal = (HfInferenceException) failure;
        }
    }

    int waiting() {
        return (int) (arrived - sent - unsent);
    }

    long sent() {
        return sent;
    }

    long succeeded() {
        return succeeded;
    }

    long failed() {
        return failed;
    }

    /** What closed a gate last, null when nothing has. */
    @Nullable
    HfInferenceException lastRefusal() {
        return lastRefusal;
    }

    /** Null when the last call that ended was answered well. */
    @Nullable
    HfInferenceException lastFailure() {
        return lastFailure;
    }
}
