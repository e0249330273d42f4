package io.github.camelhf.inference;

import org.apache.camel.Exchange;

/** Told of each message of a producer: how it ended, and when it came. Thread-safe; never throws. */
interface CallMeters {

    /** Where the application has no registry of meters. */
    CallMeters NONE = new CallMeters() {
        @Override
        public long now() {
            return 0;
        }

        @Override
        public void ended(Exchange exchange, CallOutcome outcome, long began) {
            // nobody asks
        }
    };

    /** Nanoseconds of a clock that never goes back. */
    long now();

    /**
     * A message is over.
     *
     * @param began what {@link #now} said when it came
     */
    void ended(Exchange exchange, CallOutcome outcome, long began);
}
