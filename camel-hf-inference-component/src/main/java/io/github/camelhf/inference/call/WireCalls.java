package io.github.camelhf.inference.call;

import io.github.camelhf.inference.queue.Lane;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.concurrent.CompletableFuture;

/** One wire call for each question. */
public final class WireCalls implements Calls {

    private final Lane lane;

    public WireCalls(Lane lane) {
        this.lane = lane;
    }

    /** Cancelling what is returned ends the call. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is returned is the answer itself
    public CompletableFuture<Answer> call(Call call) {
        CompletableFuture<WireResponse> sent = lane.send(call.wire(), call.ticket());
        CompletableFuture<Answer> answer = sent.thenApply(response -> answer(call, response));
        answer.whenComplete((result, failure) -> {
            if (answer.isCancelled()) {
                sent.cancel(true);
            }
        });
        return answer;
    }

    private static Answer answer(Call call, WireResponse response) {
        return new Answer(
                () -> call.request().task().decode(call.request(), call.wire(), response),
                response,
                call.request().itemCount());
    }
}
