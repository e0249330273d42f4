package io.github.camelhf.inference.queue;

import org.jspecify.annotations.Nullable;

/** How many calls a {@link CallQueue}, which guards it, has seen. */
final class CallCounts {

    private long arrived;
    private long sent;
    private long unsent;
    private long succeeded;
    private long failed;

    void arrived() {
        arrived++;
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
}
