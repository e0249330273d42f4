package io.github.camelhf.inference.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One call from its start to its one end, over as many exchanges of the HTTP client as it takes. Whoever {@linkplain #decide
 * decides} first says how it ends: the answer, a failure, the deadline, the caller who gives up, or the stop of its owner.
 * Thread-safe.
 *
 * @param <T> what the call is made for
 */
public final class OpenCall<T> {

    final Object owner;
    private final Ending<T> ending;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile boolean givenUp;
    /** Guarded by this. */
    private int runs;

    private volatile @Nullable Future<?> exchange;
    private volatile @Nullable Runnable discard;

    OpenCall(Object owner, Ending<T> ending) {
        this.owner = owner;
        this.ending = ending;
    }

    /** What a call says when it is ended from our side. */
    public interface Ending<T> {

        /** The deadline has passed; called on the timer's thread. Completes the result, there or on another thread. */
        void expired(OpenCall<T> call);

        /** Why the result fails when the call's owner, or the client, stops. */
        Throwable stopped();
    }

    /** What the caller waits for; cancelling it ends the call. */
    public CompletableFuture<T> result() {
        return result;
    }

    /** True for the first who asks: it alone completes the result. */
    public boolean decide() {
        return decided.compareAndSet(false, true);
    }

    public boolean isDecided() {
        return decided.get();
    }

    /** Decides the call for this failure, unless it is decided. */
    public void fail(Throwable failure) {
        if (decide()) {
            result.completeExceptionally(failure);
        }
    }

    /** Runs an exchange that nobody has to recognise. */
    public void run(Function<HttpClientContext, Future<?>> start) {
        run(null, start);
    }

    /**
     * Runs an exchange of the HTTP client for this call, unless it is decided. One at a time: the last has failed.
     *
     * @param subject what {@link #subject(HttpContext)} says of the exchange; null for nothing
     * @param start   starts it in the context that it is given, in a client that was built with {@link #watch}
     */
    public void run(@Nullable Object subject, Function<HttpClientContext, Future<?>> start) {
        if (isDecided()) {
            return;
        }
        int number;
        synchronized (this) {
            number = ++runs;
        }
        Future<?> started = start.apply(new ExchangeContext(this, subject));
        synchronized (this) {
            if (number == runs) { // else it has failed meanwhile, and the next one runs
                exchange = started;
            }
        }
        if (givenUp) {
            end(); // meanwhile, when there was nothing to cancel yet
        }
    }

    /** A step of the client's own chain: lets the call know the connection that it is about to use. */
    public static void watch(
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (scope.clientContext instanceof ExchangeContext context) {
            context.call.discard = scope.execRuntime::discardEndpoint;
        }
        chain.proceed(request, body, scope, callback);
    }

    /** What an exchange was run with, for the client's interceptors; null for nothing, or for one that is no call's. */
    public static @Nullable Object subject(HttpContext context) {
        return context instanceof ExchangeContext ours ? ours.subject : null;
    }

    /** Fields in place of attributes, for which each exchange would need a table. */
    private static final class ExchangeContext extends HttpClientContext {
        private final OpenCall<?> call;
        private final @Nullable Object subject;

        ExchangeContext(OpenCall<?> call, @Nullable Object subject) {
            this.call = call;
            this.subject = subject;
        }
    }

    void expire() {
        if (decide()) {
            endBy(() -> ending.expired(this));
        }
    }

    void stop() {
        if (decide()) {
            endBy(() -> result.completeExceptionally(ending.stopped()));
        }
    }

    /** Nobody else completes a call that is decided: it ends also if there is not even the memory to say why. */
    private void endBy(Runnable saying) {
        try {
            end();
            saying.run();
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** The caller has given up. */
    void cancelled() {
        if (decide()) {
            end();
        }
    }

    /**
     * Cancelling alone is not enough: the client does not cancel a call whose error answer has begun, nor one that began while the
     * thread that asked for it was held up. Only for a call that did not end by itself: the client would also close the good
     * connection of one that has just ended. Source: httpclient5 5.5.1 (HttpAsyncMainClientExec.cancel,
     * ComplexFuture.setDependency), read 2026-11-20.
     */
    private void end() {
        givenUp = true;
        Future<?> running = exchange;
        if (running != null) {
            running.cancel(true);
        }
        Runnable connection = discard;
        if (connection != null) {
            connection.run();
        }
    }
}
