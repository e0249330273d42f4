package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import java.util.concurrent.CompletableFuture;

/** A question on its way through {@link Batching}. */
record Member(Question question, CompletableFuture<Answer> answer) {

    /** Whose stop ends it. */
    Object owner() {
        return question.ticket().owner();
    }

    /** Nobody waits for the answer any more, or it is there. */
    boolean isOver() {
        return answer.isDone();
    }

    int items() {
        return question.request().itemCount();
    }

    /** Its body alone, which is at least what it adds to a joined body. */
    long bytes() {
        return question.wire().body().length();
    }

    /** The failure of one whose route or context stops. */
    InferenceTransportException stopped(boolean sent) {
        return new InferenceTransportException(
                "the call (" + question.wire() + ") was ended "
                        + (sent ? "before its answer came" : "before it was sent")
                        + " because its route or the Camel context is being stopped",
                sent ? Phase.READ : Phase.CONNECT,
                true,
                null);
    }
}
