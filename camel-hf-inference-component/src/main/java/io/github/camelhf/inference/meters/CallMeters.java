package io.github.camelhf.inference.meters;

import io.github.camelhf.inference.message.RequestReader.Reading;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Told of each message of a producer: how it ended, and when it came. Thread-safe; never throws. */
public interface CallMeters {

    /** Where the application has no registry of meters. */
    CallMeters NONE = new CallMeters() {
        @Override
        public long now() {
            return 0;
        }

        @Override
        public void ended(Exchange exchange, @Nullable Reading reading, long began) {
            // nobody asks
        }
    };

    /** Nanoseconds of a clock that never goes back. */
    long now();

    /**
     * A message is over.
     *
     * @param reading null when it was not read
     * @param began what {@link #now} said when it came
     */
    void ended(Exchange exchange, @Nullable Reading reading, long began);
}
