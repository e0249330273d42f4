package io.github.camelhf.inference;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.batch.Answer;
import io.github.camelhf.inference.batch.Asker;
import io.github.camelhf.inference.batch.Question;
import io.github.camelhf.inference.http.CompletionPool;
import io.github.camelhf.inference.message.AddressedPictures;
import io.github.camelhf.inference.message.RequestEncoder;
import io.github.camelhf.inference.message.RequestReader;
import io.github.camelhf.inference.message.RequestReader.Reading;
import io.github.camelhf.inference.message.ResultWriter;
import io.github.camelhf.inference.meters.CallMeters;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.queue.Overflow;
import io.github.camelhf.inference.queue.Place;
import io.github.camelhf.inference.queue.Ticket;
import io.github.camelhf.inference.transport.WireRequest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message as one call. No thread waits for the answer: {@link #process} returns once the call is under way, and the
 * route goes on on a thread of the component's pool when the answer is there. Only a transacted exchange waits, because it has
 * to stay on its thread, and whoever was told to wait. Retrying is left to Camel's error handler.
 */
final class HfInferenceProducer extends DefaultAsyncProducer {

    private final HfInferenceEndpoint endpoint;
    private final CallOptions options;
    private final RequestReader reader;
    private final RequestEncoder encoder;
    private final ResultWriter writer;
    private final AddressedPictures downloads;
    private volatile @Nullable CallWay way;
    private CallMeters meters = CallMeters.NONE;
    private @Nullable ProducerHealth health;
    private Executor completion = Runnable::run;

    HfInferenceProducer(HfInferenceEndpoint endpoint, CallOptions options) {
        super(endpoint);
        this.endpoint = endpoint;
        this.options = options;
        this.reader = new RequestReader(options);
        this.encoder = new RequestEncoder(options);
        this.writer = new ResultWriter(options.output());
        this.downloads = new AddressedPictures(
                () -> endpoint.getComponent().downloader(), options.inputs().downloads());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a failure ends in the exchange, and the callback is always called
    public boolean process(Exchange exchange, AsyncCallback callback) {
        long began = meters.now();
        WaitingCaller caller = WaitingCaller.of(exchange, options.synchronous() && !isRedelivery(exchange));
        CompletableFuture<CallOutcome> outcome = ask(exchange, caller);
        if (caller != null || (outcome.isDone() && outcome.join().wire() == null)) {
            finish(exchange, caller == null ? outcome.join() : caller.await(outcome), began);
            callback.done(true);
            return true;
        }
        outcome.thenAcceptAsync(
                ended -> {
                    try {
                        finish(exchange, ended, began);
                    } finally {
                        callback.done(false);
                    }
                },
                completion);
        return false;
    }

    /**
     * Never fails: what goes wrong, an Error included, is part of the outcome.
     *
     * @param caller null where no thread waits
     */
    private CompletableFuture<CallOutcome> ask(Exchange exchange, @Nullable WaitingCaller caller) {
        CallWay taken = way;
        if (taken == null || !taken.take()) {
            return late(exchange, caller);
        }
        Place place = Place.uncounted();
        try {
            boolean again = isRedelivery(exchange);
            Object owner = owner(exchange);
            place = enter(taken, exchange, owner, again);
            Ticket ticket = new Ticket(owner, again || CompletionPool.isOurThread(), place);
            // A transacted exchange keeps its thread waiting: it does not also wait for others.
            Asker asker = exchange.isTransacted() ? taken.alone() : taken.joined();
            List<Object> addresses = reader.addresses(exchange);
            CompletableFuture<Void> ready = addresses.isEmpty()
                    ? options.token().prepared()
                    : downloads
                            .fetch(exchange, addresses, owner)
                            .thenCompose(fetched -> options.token().prepared());
            CompletableFuture<CallOutcome> outcome = ready.isDone()
                    ? send(exchange, ticket, asker, caller)
                    : ready.thenComposeAsync(prepared -> send(exchange, ticket, asker, caller), completion);
            return outcome.handle((ended, failure) -> {
                ticket.place().free();
                taken.leave();
                return ended == null ? CallOutcome.before(requireNonNull(failure)) : ended;
            });
        } catch (Throwable e) {
            place.free();
            taken.leave();
            return CompletableFuture.completedFuture(CallOutcome.before(e));
        }
    }

    /** A place among those that wait unsent. Where the calling thread cannot be held for one, those that bring new messages are. */
    private Place enter(CallWay taken, Exchange exchange, Object owner, boolean again) throws InterruptedException {
        boolean mayWait = !again && !CompletionPool.isOurThread();
        String origin = exchange.getFromRouteId();
        Overflow overflow = endpoint.getComponent().overflow();
        if (origin != null && mayWait) {
            overflow.awaitNone(origin);
        }
        Place place = taken.lane().enter(owner, mayWait);
        if (origin == null || !place.isExtra()) {
            return place;
        }
        overflow.more(origin);
        return place.andThen(() -> overflow.less(origin));
    }

    /**
     * A message that was sent before comes on a thread on which Camel redelivers for all routes, and had a place. What an earlier call
     * of the route met, and the route has dealt with, is none.
     */
    private static boolean isRedelivery(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED));
    }

    /**
     * A message for a producer that has been stopped since it was asked for one: {@code toD} stops one that another thread has just
     * taken. It is started again for this message.
     */
    private CompletableFuture<CallOutcome> late(Exchange exchange, @Nullable WaitingCaller caller) {
        try {
            if (!endpoint.getComponent().isStarted()) {
                return CompletableFuture.completedFuture(CallOutcome.notStarted());
            }
            HfInferenceProducer again = new HfInferenceProducer(endpoint, options);
            again.start();
            CompletableFuture<CallOutcome> outcome = again.ask(exchange, caller);
            again.stop(); // its way is there until the message is over
            return outcome;
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(CallOutcome.before(e));
        }
    }

    /** Whose stop ends the call: the route's. One that no route makes ends with the component. */
    private static Object owner(Exchange exchange) {
        String route = ExchangeHelper.getRouteId(exchange);
        return route == null ? Ticket.NOBODY : route;
    }

    private CompletableFuture<CallOutcome> send(
            Exchange exchange, Ticket ticket, Asker asker, @Nullable WaitingCaller caller) {
        if (caller != null && caller.isGone()) {
            return CompletableFuture.completedFuture(
                    CallOutcome.before(new CancellationException("the thread that waited was interrupted")));
        }
        try {
            Reading reading = reader.read(exchange); // 1 read
            WireRequest wire = encoder.encode(exchange, reading.request()); // 2 encode
            CompletableFuture<Answer> asked =
                    asker.ask(new Question(reading.request(), wire, ticket)); // 3 send, alone or with others
            if (caller != null) {
                caller.waitsFor(asked);
            }
            return asked.handle((answer, failure) -> new CallOutcome(reading, wire, answer, failure));
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(CallOutcome.before(e));
        }
    }

    private void finish(Exchange exchange, CallOutcome outcome, long began) {
        Reading reading = outcome.reading();
        Answer answer = outcome.answer();
        try {
            if (reading == null || answer == null) {
                writer.fail(
                        exchange,
                        RefusedToken.judge(options.token(), outcome.wire(), requireNonNull(outcome.failure())));
            } else {
                List<?> results = answer.results(); // 4 decode
                WireRequest sent = requireNonNull(outcome.wire());
                endpoint.dialectHint().look(reading.request(), sent, answer.response());
                writer.write(exchange, reading, sent, answer, results); // 5 write
            }
        } catch (RuntimeException | Error e) {
            writer.fail(exchange, e);
        }
        meters.ended(exchange, reading, began);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a message that comes before the token waits for it
    protected void doStart() throws Exception {
        super.doStart();
        HfInferenceComponent component = endpoint.getComponent();
        completion = component.threads().completion();
        meters = component.meters(options);
        way = CallWay.open(component, endpoint, options);
        health = ProducerHealth.watch(endpoint);
        options.token().prepared();
    }

    /**
     * Takes no more. Calls that are open go on: {@code toD} stops a producer that it has not used for a while. Those of a route end
     * when it has stopped, all end with the component.
     */
    @Override
    protected void doStop() throws Exception {
        CallWay left = way;
        way = null;
        if (health != null) {
            health.end();
        }
        if (left != null) {
            left.leave();
        }
        super.doStop();
    }
}
