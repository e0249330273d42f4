package io.github.camelhf.inference.call;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The questions of one caller among those of others in {@link Batching}: they end without ending those. Thread-safe. */
public final class OwnCalls implements Calls {

    private final Batching shared;
    private final Set<CompletableFuture<Answer>> open = ConcurrentHashMap.newKeySet();

    public OwnCalls(Batching shared) {
        this.shared = shared;
    }

    @Override
    // What is returned is the answer itself, and answers are told apart by identity.
    @SuppressWarnings({"FutureReturnValueIgnored", "CollectionUndefinedEquality"})
    public CompletableFuture<Answer> call(Call call) {
        CompletableFuture<Answer> answer = shared.call(call);
        open.add(answer);
        answer.whenComplete((result, failure) -> open.remove(answer));
        return answer;
    }

    /** Fails what has no answer yet, as retryable. What shares a call in flight with others stays in that call. */
    public void end() {
        open.forEach(answer -> answer.completeExceptionally(Batching.stopped()));
        shared.dropEnded();
    }
}
