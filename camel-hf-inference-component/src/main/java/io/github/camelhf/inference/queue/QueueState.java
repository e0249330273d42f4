package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.error.HfInferenceException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CallQueue} at one moment as one endpoint sees it, for management tools. The numbers are those of all endpoints.
 *
 * @param inFlight    calls that are open
 * @param waiting     calls that have not been sent yet
 * @param gate        whether new calls of the endpoint are held back
 * @param allowed     how many calls at a time the server bears, found by trying
 * @param sent        calls since the start, each one wire attempt
 * @param succeeded   of them, answered with 2xx
 * @param failed      of them, ended in any other way
 * @param lastFailure how the endpoint's last call that ended failed, null when it did not
 */
public record QueueState(
        int inFlight,
        int waiting,
        Gate gate,
        int allowed,
        long sent,
        long succeeded,
        long failed,
        @Nullable HfInferenceException lastFailure) {

    /** Of a queue that has not seen a call. */
    public static final QueueState IDLE = new QueueState(0, 0, Gate.OPEN, Integer.MAX_VALUE, 0, 0, 0, null);

    /** Why new calls are held back. */
    public enum Gate {
        OPEN,
        /** A model is being loaded: one call at a time asks for it. */
        LOADING,
        /** The server has refused calls because there were too many, and the time that it stated, or a pause, is not over yet. */
        LIMITED
    }
}
