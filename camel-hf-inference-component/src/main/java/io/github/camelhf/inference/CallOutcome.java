package io.github.camelhf.inference;

import io.github.camelhf.inference.batch.Answer;
import io.github.camelhf.inference.message.RequestReader.Reading;
import io.github.camelhf.inference.transport.WireRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

    /** Nothing was sent. */
    static CallOutcome before(Throwable failure) {
        return new CallOutcome(null, null, null, failure);
    }

    /** Waits. Being interrupted meanwhile is an outcome, too. */
    static CallOutcome await(CompletableFuture<CallOutcome> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return before(e);
        } catch (ExecutionException e) {
            return before(e.getCause() == null ? e : e.getCause());
        }
    }
}
