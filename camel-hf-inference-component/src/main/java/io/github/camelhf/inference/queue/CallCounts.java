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

    /** What there is to see from outside for an endpoint that has this way through the queue, or none. */
    QueueState state(Schedule schedule, @Nullable Lane lane, long now) {
        ModelState asked = lane == null ? null : lane.asked;
        return new QueueState(
                schedule.running(),
                waiting(),
                schedule.gate(asked, now),
                schedule.allowed(asked),
                sent,
                succeeded,
                failed,
                lane == null ? null : lane.lastFailure);
    }
}
