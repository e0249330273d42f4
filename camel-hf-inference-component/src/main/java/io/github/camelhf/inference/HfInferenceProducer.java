package io.github.camelhf.inference;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.RequestReader.Reading;
import io.github.camelhf.inference.call.Answer;
import io.github.camelhf.inference.call.Batching;
import io.github.camelhf.inference.call.Call;
import io.github.camelhf.inference.call.Calls;
import io.github.camelhf.inference.call.WireCalls;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.transport.CallQueue;
import io.github.camelhf.inference.transport.HttpTransport;
import io.github.camelhf.inference.transport.WireRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
    private final Downloads downloads;
    private Calls calls = HfInferenceProducer::notStarted;
    private Calls alone = calls;
    private @Nullable Batching batching;
    private @Nullable HttpTransport shared;
    private @Nullable CallQueue queue;
    private @Nullable ProducerHealth health;
    private Executor completion = Runnable::run;

    HfInferenceProducer(HfInferenceEndpoint endpoint, CallOptions options) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = options;
        this.reader = new RequestReader(options);
        this.encoder = new RequestEncoder(options);
        this.writer = new ResultWriter(options.output());
        this.downloads = new Downloads(
                () -> endpoint.getComponent().fetcher(), options.inputs().downloads());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a failure ends in the exchange, and the callback is always called
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<Outcome> outcome = ask(exchange);
        // A transaction belongs to its thread: what the route does on another one would not be part of it.
        if (exchange.isTransacted() || (outcome.isDone() && outcome.join().wire() == null)) {
            finish(exchange, await(outcome));
            callback.done(true);
            return true;
        }
        outcome.thenAcceptAsync(
                ended -> {
                    try {
                        finish(exchange, ended);
                    } finally {
                        callback.done(false);
                    }
                },
                completion);
        return false;
    }

    /** Never fails: what goes wrong is part of the outcome. */
    private CompletableFuture<Outcome> ask(Exchange exchange) {
        try {
            List<Object> addresses = reader.addresses(exchange);
            return addresses.isEmpty()
                    ? send(exchange)
                    : downloads.fetch(exchange, addresses).thenComposeAsync(fetched -> send(exchange), completion);
        } catch (Exception e) {
            return CompletableFuture.completedFuture(Outcome.before(e));
        }
    }

    private CompletableFuture<Outcome> send(Exchange exchange) {
        try {
            Reading reading = reader.read(exchange); // 1 read
            WireRequest wire = encoder.encode(exchange, reading.request()); // 2 encode
            // A transacted exchange keeps its thread waiting: it does not also wait for others.
            Calls line = exchange.isTransacted() ? alone : calls;
            return line.call(new Call(reading.request(), wire)) // 3 send, alone or with others
                    .handle((answer, failure) -> new Outcome(reading, wire, answer, failure));
        } catch (Exception e) {
            return CompletableFuture.completedFuture(Outcome.before(e));
        }
    }

    private static Outcome await(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.before(e);
        } catch (ExecutionException e) {
            return Outcome.before(e.getCause() == null ? e : e.getCause());
        }
    }

    private void finish(Exchange exchange, Outcome outcome) {
        Reading reading = outcome.reading();
        Answer answer = outcome.answer();
        try {
            if (reading == null || answer == null) {
                failed(exchange, outcome.wire(), requireNonNull(outcome.failure()));
            } else {
                List<?> results = answer.results(); // 4 decode
                writer.write(exchange, reading, answer, results); // 5 write
            }
        } catch (RuntimeException | Error e) {
            writer.fail(exchange, e);
        }
    }

    private void failed(Exchange exchange, @Nullable WireRequest wire, Throwable failure) {
        writer.fail(exchange, failure);
        if (wire != null
                && exchange.getException() instanceof InferenceAuthenticationException denied
                && denied.getStatusCode() == 401) {
            options.token().refused(wire.token());
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        HfInferenceComponent component = endpoint.getComponent();
        HttpTransport http = component.transport(options.connection());
        http.reserve(options.terms().maxInFlight());
        shared = http;
        CallQueue waiting = component.queues().use(options, component.threads().timer());
        queue = waiting;
        completion = component.threads().completion();
        alone = new WireCalls(waiting.before(http, options.terms(), this));
        calls = alone;
        if (options.batches().isOn()) {
            Batching shared = component.batches().use(options, () -> newBatching(component, waiting, http));
            batching = shared;
            calls = shared.of(this, alone);
        }
        health = ProducerHealth.watch(endpoint);
    }

    /** Shared with other producers, so the calls in it are nobody's in particular. */
    private Batching newBatching(HfInferenceComponent component, CallQueue waiting, HttpTransport http) {
        Calls joined = new WireCalls(waiting.before(http, options.terms(), component));
        return new Batching(joined, options.batches(), component.threads().windows(), completion);
    }

    /** Camel has waited for the calls in flight as long as it may: what is left ends here. */
    @Override
    protected void doStop() throws Exception {
        calls = HfInferenceProducer::notStarted;
        alone = calls;
        if (health != null) {
            health.end();
        }
        downloads.release();
        if (batching != null) {
            batching.release(this);
            endpoint.getComponent().batches().release(options, batching);
        }
        if (queue != null) {
            queue.release(this);
            endpoint.getComponent().queues().release(options, queue);
        }
        if (shared != null) {
            shared.reserve(-options.terms().maxInFlight());
        }
        batching = null;
        queue = null;
        shared = null;
        super.doStop();
    }

    private static CompletableFuture<Answer> notStarted(Call call) {
        return CompletableFuture.failedFuture(new IllegalStateException("the hf-inference producer is not started"));
    }

    private record Outcome(
            @Nullable Reading reading,
            @Nullable WireRequest wire,
            @Nullable Answer answer,
            @Nullable Throwable failure) {

        /** Nothing was sent. */
        static Outcome before(Throwable failure) {
            return new Outcome(null, null, null, failure);
        }
    }
}
