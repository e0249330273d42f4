package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.queue.LoadingGate.Outcome;
import io.github.camelhf.inference.transport.ErrorResponses;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a call says about its server.
 *
 * @param refused    it turned the call away at once, because there are too many
 * @param overloaded there are too many calls, whether it turned this one away or let it run out of time
 * @param hint       how long the server asked to wait, null when it did not say
 */
record Signal(
        Outcome outcome,
        boolean refused,
        boolean overloaded,
        @Nullable Duration hint) {

    private static final Signal ANSWERED = new Signal(Outcome.SUCCESS, false, false, null);

    static Signal of(@Nullable Throwable failure) {
        if (failure == null) {
            return ANSWERED;
        }
        if (!(failure instanceof HfInferenceException ours) || failure instanceof InvalidInferenceInputException) {
            return new Signal(Outcome.GIVEN_UP, false, false, null);
        }
        boolean refused = ours instanceof RateLimitedException
                || (ours instanceof InferenceServerException server && ErrorResponses.isRefusal(server));
        boolean overloaded =
                refused || (ours instanceof InferenceServerException server && ErrorResponses.isOverload(server));
        return new Signal(outcome(ours), refused, overloaded || isTimeout(ours), ours.getRetryAfter());
    }

    /**
     * Our own time limit, and the server had the whole request: it computes what was given up, and has less time for what comes next.
     * Before that it may have been our own disk that took the time.
     */
    private static boolean isTimeout(HfInferenceException failure) {
        return failure instanceof InferenceTransportException transport
                && transport.phase() == Phase.READ
                && failure.getCause() instanceof TimeoutException;
    }

    private static Outcome outcome(HfInferenceException failure) {
        if (failure instanceof ModelLoadingException) {
            return Outcome.LOADING;
        }
        return failure instanceof InferenceUnavailableException ? Outcome.UNDECIDED : Outcome.ANSWERED;
    }
}
