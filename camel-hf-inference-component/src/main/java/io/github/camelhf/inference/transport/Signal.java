package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.transport.LoadingGate.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a call says about its server.
 *
 * @param limited    it was a 429
 * @param overloaded it was too much for the server, a 429 included
 * @param hint       how long the server asked to wait, null when it did not say
 */
record Signal(
        Outcome outcome,
        boolean limited,
        boolean overloaded,
        @Nullable Duration hint) {

    static Signal of(@Nullable Throwable failure) {
        if (failure == null) {
            return new Signal(Outcome.SUCCESS, false, false, null);
        }
        if (!(failure instanceof HfInferenceException ours) || failure instanceof InvalidInferenceInputException) {
            return new Signal(Outcome.GIVEN_UP, false, false, null);
        }
        boolean limited = ours instanceof RateLimitedException;
        boolean overloaded =
                limited || (ours instanceof InferenceServerException server && ErrorResponses.isOverload(server));
        return new Signal(outcome(ours), limited, overloaded, ours.getRetryAfter());
    }

    private static Outcome outcome(HfInferenceException failure) {
        if (failure instanceof ModelLoadingException) {
            return Outcome.LOADING;
        }
        return failure instanceof InferenceUnavailableException ? Outcome.UNDECIDED : Outcome.ANSWERED;
    }
}
