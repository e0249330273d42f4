package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.queue.Lane;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.concurrent.CompletableFuture;

/** One wire call for each question. */
public final class SingleAsker implements Asker {

    private final Lane lane;

    public SingleAsker(Lane lane) {
        this.lane = lane;
    }

    /** Cancelling what is returned ends the call. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is returned is the answer itself
    public CompletableFuture<Answer> ask(Question question) {
        CompletableFuture<WireResponse> sent = lane.send(question.wire(), question.ticket());
        CompletableFuture<Answer> answer = sent.thenApply(response -> answer(question, response));
        answer.whenComplete((result, failure) -> {
            if (answer.isCancelled()) {
                sent.cancel(true);
            }
        });
        return answer;
    }

    private static Answer answer(Question question, WireResponse response) {
        return new Answer(
                () -> question.request().task().decode(question.request(), question.wire(), response),
                response,
                question.request().itemCount());
    }
}
