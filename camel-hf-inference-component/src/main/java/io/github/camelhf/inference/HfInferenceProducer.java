package io.github.camelhf.inference;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.transport.HttpTransport;
import io.github.camelhf.inference.transport.InFlightLimit;
import io.github.camelhf.inference.transport.Transport;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message as one call. No thread waits for the answer: {@link #process} returns once the call is under way, and the
 * route goes on on a thread of the component's pool when the answer is there. Only a transacted exchange waits, because it has
 * to stay on its thread. Retrying is left to Camel's error handler.
 */
final class HfInferenceProducer extends DefaultAsyncProducer {

    private final HfInferenceEndpoint endpoint;
    private final CallOptions options;
    private final RequestReader reader;
    private final RequestEncoder encoder;
    private final ResultWriter writer;
    private Transport transport = HfInferenceProducer::notStarted;
    private Executor completion = Runnable::run;

    HfInferenceProducer(HfInferenceEndpoint endpoint, CallOptions options) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = options;
        this.reader = new RequestReader(options);
        this.encoder = new RequestEncoder(options);
        this.writer = new ResultWriter(options.output());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a failure ends in the exchange, and the callback is always called
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            InferenceRequest request = reader.read(exchange); // 1 read
            WireRequest wire = encoder.encode(exchange, request); // 2 encode
            CompletableFuture<Outcome> outcome = transport
                    .send(wire) // 3 send
                    .handle((response, failure) -> new Outcome(request, wire, response, failure));
            if (!exchange.isTransacted()) {
                outcome.thenAcceptAsync(ended -> finish(exchange, ended, callback), completion);
                return false;
            }
            // A transaction belongs to its thread: what the route does on another one would not be part of it.
            finish(exchange, outcome.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            writer.fail(exchange, e);
        } catch (Exception e) {
            writer.fail(exchange, e);
        }
        callback.done(true);
        return true;
    }

    private void finish(Exchange exchange, Outcome outcome, AsyncCallback callback) {
        try {
            finish(exchange, outcome);
        } finally {
            callback.done(false);
        }
    }

    /** 4 decode, 5 write. */
    private void finish(Exchange exchange, Outcome outcome) {
        try {
            WireResponse response = outcome.response();
            if (response == null) {
                writer.fail(exchange, requireNonNull(outcome.failure()));
            } else {
                List<?> results = outcome.request().task().decode(outcome.request(), outcome.wire(), response);
                writer.write(exchange, outcome.request(), response, results);
            }
        } catch (RuntimeException | Error e) {
            writer.fail(exchange, e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        HfInferenceComponent component = endpoint.getComponent();
        HttpTransport shared = component.transport(options.connection());
        InFlightLimit limit = component.limit(options.target(), options.token());
        shared.reserve(options.maxInFlight());
        transport = wire -> limit.run(options.maxInFlight(), () -> shared.send(wire));
        completion = component.completion();
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().transport(options.connection()).reserve(-options.maxInFlight());
        transport = HfInferenceProducer::notStarted;
        super.doStop();
    }

    private static CompletableFuture<WireResponse> notStarted(WireRequest request) {
        return CompletableFuture.failedFuture(new IllegalStateException("the hf-inference producer is not started"));
    }

    private record Outcome(
            InferenceRequest request,
            WireRequest wire,
            @Nullable WireResponse response,
            @Nullable Throwable failure) {}
}
