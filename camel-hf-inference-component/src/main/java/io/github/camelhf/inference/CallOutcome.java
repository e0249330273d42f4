package io.github.camelhf.inference;

import io.github.camelhf.inference.batch.Answer;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.message.RequestReader.Reading;
import io.github.camelhf.inference.transport.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message up to its answer.
 *
 * @param reading null when it was not read
 * @param wire    null when nothing was sent
 * @param answer  null when there is a failure
 */
record CallOutcome(
        @Nullable Reading reading,
        @Nullable WireRequest wire,
        @Nullable Answer answer,
        @Nullable Throwable failure) {

    /** Nothing was sent, as the component takes no messages. */
    static CallOutcome notStarted() {
        return before(new InferenceTransportException(
                "the message was not sent because the hf-inference component is not started, or is being stopped",
                Phase.CONNECT,
                true,
                null));
    }

    /** Nothing was sent. */
    static CallOutcome before(Throwable failure) {
        return new CallOutcome(null, null, null, failure);
    }
}
