package io.github.camelhf.inference.call;

import java.util.concurrent.CompletableFuture;

/** A question on its way through {@link Batching}. */
record Member(Call call, CompletableFuture<Answer> answer) {

    /** Whose stop ends it. */
    Object owner() {
        return call.ticket().owner();
    }

    /** Nobody waits for the answer any more, or it is there. */
    boolean isOver() {
        return answer.isDone();
    }

    int items() {
        return call.request().itemCount();
    }

    /** Its body alone, which is at least what it adds to a joined body. */
    long bytes() {
        return call.wire().body().length();
    }
}
