package io.github.camelhf.inference.queue;

import java.time.Duration;

/**
 * What an endpoint asks of the queue for its calls.
 *
 * @param maxInFlight the most of its calls that may be open at a time, at least 1
 * @param adaptive    whether answers of the server hold these calls back; else only {@code maxInFlight} does
 * @param maxWait     longest time at a closed gate, all closings together
 * @param holdWhileLoading  whether a call that probes a loading model asks the server to hold it until the model is there
 * @param maxWaiting  the most messages that may wait unsent, 0 for any number
 * @param whenFull    what becomes of one more
 */
public record Terms(
        int maxInFlight,
        boolean adaptive,
        Duration maxWait,
        boolean holdWhileLoading,
        int maxWaiting,
        WhenFull whenFull) {

    /** What becomes of a message that is one too many. */
    public enum WhenFull {
        /** The thread that brings it waits. */
        BLOCK,
        /** It fails, in a way that is worth another attempt. */
        REJECT
    }
}
