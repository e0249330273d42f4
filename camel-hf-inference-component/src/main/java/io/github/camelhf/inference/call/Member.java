package io.github.camelhf.inference.call;

import java.util.concurrent.CompletableFuture;

/** A question on its way through {@link Batching}, and who waits for its answer. */
record Member(Call call, CompletableFuture<Answer> answer) {

    int items() {
        return call.request().itemCount();
    }

    /** Its body alone, which is at least what it adds to a joined body. */
    long bytes() {
        return call.wire().body().length();
    }
}
