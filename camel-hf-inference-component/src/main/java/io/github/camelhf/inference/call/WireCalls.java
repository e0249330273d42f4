package io.github.camelhf.inference.call;

import io.github.camelhf.inference.transport.Transport;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.concurrent.CompletableFuture;

/** One wire call for each question. */
public final class WireCalls implements Calls {

    private final Transport transport;

    public WireCalls(Transport transport) {
        this.transport = transport;
    }

    @Override
    public CompletableFuture<Answer> call(Call call) {
        return transport.send(call.wire()).thenApply(response -> answer(call, response));
    }

    private static Answer answer(Call call, WireResponse response) {
        return new Answer(
                () -> call.request().task().decode(call.request(), call.wire(), response),
                response,
                call.request().itemCount());
    }
}
