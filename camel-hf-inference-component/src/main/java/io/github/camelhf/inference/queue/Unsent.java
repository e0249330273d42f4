package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.error.ServerAnswer;
import org.jspecify.annotations.Nullable;

/** The failures of calls that the queue ends itself. */
final class Unsent {

    private Unsent() {}

    /** It stood at a closed gate for as long as it may. */
    static HfInferenceException waitedInVain(QueuedCall call, @Nullable HfInferenceException last) {
        boolean loading = last == null || last instanceof ModelLoadingException;
        String message = "not sent: waited " + call.lane.terms().maxWait().toMillis()
                + " ms, the limit set by maxWaitForModel, for " + call.request.target()
                + (loading ? " to load its model" : " to take calls again")
                + (last == null ? "" : "; the server said last: " + last.getMessage());
        ServerAnswer answer =
                last == null ? ServerAnswer.NONE : new ServerAnswer(last.getStatusCode(), last.getRequestId());
        if (last instanceof InferenceServerException) {
            return new InferenceServerException(message, answer);
        }
        return loading ? new ModelLoadingException(message, answer) : new RateLimitedException(message, answer);
    }

    /** A call that was ended from our side. */
    static InferenceTransportException stopped(QueuedCall call) {
        boolean sent = call.state == QueuedCall.State.RUNNING;
        return stopped(
                "the call to " + call.request.target() + " was ended "
                        + (sent ? "before its answer came" : "before it was sent"),
                sent ? Phase.READ : Phase.CONNECT);
    }

    private static InferenceTransportException stopped(String what, Phase phase) {
        return new InferenceTransportException(
                what + " because its route or the Camel context is being stopped", phase, true, null);
    }

    /** A message that got no place. */
    static HfInferenceException refused(Admission.Refusal refusal, Terms terms) {
        return switch (refusal) {
            case FULL ->
                new RateLimitedException(
                        "not sent: " + terms.maxWaiting()
                                + " messages wait for this server already, the limit set by maxWaiting, and"
                                + " whenFull=reject; try again later, or raise the option",
                        ServerAnswer.NONE);
            case STOPPED -> stopped("the message was not sent", Phase.CONNECT);
            case INTERRUPTED ->
                new InferenceTransportException(
                        "not sent: the thread was interrupted while it waited for a place, because "
                                + terms.maxWaiting()
                                + " messages wait for this server already, the limit set by maxWaiting",
                        Phase.CONNECT,
                        true,
                        null);
        };
    }
}
