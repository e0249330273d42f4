package io.github.camelhf.inference;

import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.transport.HttpTransport;
import io.github.camelhf.inference.transport.InFlightLimit;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message as one call. No thread waits for the answer: {@link #process} returns once the call is under way, and the
 * route goes on on a thread of the component's pool when the answer is there. Retrying is left to Camel's error handler.
 */
final class HfInferenceProducer extends DefaultAsyncProducer {

    private final HfInferenceEndpoint endpoint;
    private final CallOptions options;
    private final RequestReader reader;
    private final RequestEncoder encoder;
    private final ResultWriter writer;
    private @Nullable HttpTransport transport;
    private @Nullable InFlightLimit limit;
    private @Nullable ExecutorService completion;

    HfInferenceProducer(HfInferenceEndpoint endpoint, CallOptions options) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = options;
        this.reader = new RequestReader(options);
        this.encoder = new RequestEncoder(options);
        this.writer = new ResultWriter(options.output());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            InferenceRequest request = reader.read(exchange); // 1 read
            WireRequest wire = encoder.encode(exchange, request); // 2 encode
            String model = encoder.model(exchange);
            limit.run(options.maxInFlight(), () -> transport.send(wire)) // 3 send
                    .whenCompleteAsync(
                            (response, failure) -> {
                                try {
                                    finish(exchange, request, wire, model, response, failure); // 4 decode, 5 write
                                } finally {
                                    callback.done(false);
                                }
                            },
                            this::complete);
            return false;
        } catch (Exception e) {
            writer.fail(exchange, e);
            callback.done(true);
            return true;
        }
    }

    private void finish(
            Exchange exchange,
            InferenceRequest request,
            WireRequest wire,
            @Nullable String model,
            @Nullable WireResponse response,
            @Nullable Throwable failure) {
        if (response == null) {
            writer.fail(exchange, failure);
            return;
        }
        try {
            List<?> results = request.task().decode(request, wire, response);
            writer.write(exchange, request, model, response, results);
        } catch (RuntimeException | Error e) {
            writer.fail(exchange, e);
        }
    }

    /** An answer that comes while the component stops must still end its exchange. */
    private void complete(Runnable step) {
        try {
            completion.execute(step);
        } catch (RejectedExecutionException e) {
            step.run();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        HfInferenceComponent component = endpoint.getComponent();
        transport = component.transport(options.connection());
        transport.reserve(options.maxInFlight());
        limit = component.limit(options.target().address().toString(), options.token());
        completion = component.completion();
    }

    @Override
    protected void doStop() throws Exception {
        if (transport != null) {
            transport.reserve(-options.maxInFlight());
        }
        super.doStop();
    }
}
