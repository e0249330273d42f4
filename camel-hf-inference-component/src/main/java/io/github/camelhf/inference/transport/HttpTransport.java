package io.github.camelhf.inference.transport;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Transport} over Apache HttpClient 5's asynchronous client. One instance serves every endpoint with the same
 * {@link ConnectionSettings}; its few I/O threads never wait for a server and never run a route.
 */
public final class HttpTransport implements Transport, AutoCloseable {

    private static final TimeValue LONGEST_SHUTDOWN = TimeValue.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    private final CloseableHttpAsyncClient client;
    private final PoolingAsyncClientConnectionManager connections;
    private final ScheduledExecutorService timer;
    private final Set<Outcome> open = ConcurrentHashMap.newKeySet();

    /** Room for connections, which starts at one. Guarded by this; a sum of endpoints may be more than an int holds. */
    private long reserved = 1;

    private HttpTransport(
            PoolingAsyncClientConnectionManager connections,
            CloseableHttpAsyncClient client,
            ScheduledExecutorService timer) {
        this.connections = connections;
        this.client = client;
        this.timer = timer;
    }

    /**
     * Starts a client.
     *
     * @param timer watches the total time of each attempt; stays the caller's to stop
     */
    public static HttpTransport start(ConnectionSettings settings, ScheduledExecutorService timer) {
        PoolingAsyncClientConnectionManager connections = HttpClients.connections(settings);
        CloseableHttpAsyncClient client = HttpClients.client(settings, connections);
        client.start();
        return new HttpTransport(connections, client, timer);
    }

    /** Makes room for so many more simultaneous calls to one target; a negative number gives the room back. */
    public synchronized void reserve(int calls) {
        reserved += calls;
        int room = (int) Math.max(1, Math.min(reserved, Integer.MAX_VALUE));
        connections.setMaxTotal(room);
        connections.setDefaultMaxPerRoute(room);
    }

    /** Connections that a call is using. */
    public int connectionsInUse() {
        return connections.getTotalStats().getLeased();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // cleaning up cannot fail, and the answer is what is returned
    public CompletableFuture<WireResponse> send(WireRequest request) {
        CompletableFuture<WireResponse> answer = new CompletableFuture<>();
        Progress progress = new Progress();
        long start = System.nanoTime();
        Outcome outcome = new Outcome(request, progress, answer);
        open.add(outcome);
        try {
            Future<?> exchange = client.execute(
                    new BasicRequestProducer(head(request), new BodyWriter(request.body(), progress)),
                    new ResponseReader(request.limits().maxResponseSize(), progress, outcome::released),
                    null,
                    HttpClients.context(progress),
                    outcome);
            outcome.exchange = exchange;
            ScheduledFuture<?> deadline = timer.schedule(
                    () -> {
                        if (answer.completeExceptionally(Failures.timeout(request, progress))) {
                            // Only here: the client would also close the good connection of a call that has just ended.
                            end(exchange, progress);
                        }
                    },
                    request.limits().timeout().toMillis(),
                    TimeUnit.MILLISECONDS);
            answer.whenComplete((response, failure) -> {
                open.remove(outcome);
                deadline.cancel(false);
                if (answer.isCancelled()) {
                    end(exchange, progress);
                }
                log(request, response, failure, start);
            });
        } catch (RuntimeException | Error e) {
            open.remove(outcome);
            answer.completeExceptionally(Failures.of(e, request, progress));
        }
        return answer;
    }

    /**
     * Cancelling alone is not enough: the client does not cancel a call whose error answer has begun, nor one that began while the
     * thread that asked for it was held up. Source: httpclient5 5.5.1 (HttpAsyncMainClientExec.cancel, ComplexFuture.setDependency),
     * read 2026-11-20.
     */
    private static void end(Future<?> exchange, Progress progress) {
        exchange.cancel(true);
        progress.discard();
    }

    private static BasicHttpRequest head(WireRequest request) {
        BasicHttpRequest head = new BasicHttpRequest("POST", request.uri());
        request.headers().forEach(head::setHeader);
        if (request.token() != null) {
            head.setHeader(new BearerHeader(request.token()));
        }
        return head;
    }

    private static void log(
            WireRequest request, @Nullable WireResponse response, @Nullable Throwable failure, long start) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{}: {} after {} ms",
                    request,
                    response == null ? String.valueOf(failure) : response.status(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    /** Ends every call in flight with a transport failure and closes the connections. */
    @Override
    public void close() {
        // Without calls the client ends by itself at once. Torn down while they run, it logs errors of its own making:
        // it closes
        // a selector that its threads still read. Source: httpcore5 5.3.6 (AbstractSingleCoreIOReactor.close), read
        // 2026-11-20.
        List.copyOf(open).forEach(Outcome::stop);
        client.initiateShutdown();
        try {
            client.awaitShutdown(LONGEST_SHUTDOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close(CloseMode.IMMEDIATE);
        // Those that came meanwhile.
        List.copyOf(open).forEach(Outcome::stop);
    }

    private static final class Outcome implements FutureCallback<WireResponse> {

        private final WireRequest request;
        private final Progress progress;
        private final CompletableFuture<WireResponse> answer;
        private volatile @Nullable WireResponse response;
        private volatile @Nullable Future<?> exchange;

        Outcome(WireRequest request, Progress progress, CompletableFuture<WireResponse> answer) {
            this.request = request;
            this.progress = progress;
            this.answer = answer;
        }

        /** The component stops. */
        void stop() {
            cancelled();
            Future<?> running = exchange;
            if (running != null) {
                end(running, progress);
            }
        }

        @Override
        public void completed(WireResponse received) {
            response = received;
        }

        /** The connection is free again: who waits for this answer to make the next call finds it in the pool. */
        void released() {
            WireResponse received = response;
            if (received == null) {
                return;
            }
            try {
                if (received.status() < 200 || received.status() >= 300) {
                    answer.completeExceptionally(ErrorResponses.toException(request, received));
                } else if (received.isCompressed()) {
                    answer.completeExceptionally(Failures.compressed(received, request));
                } else {
                    answer.complete(received);
                }
            } catch (RuntimeException | Error e) {
                // Here is an I/O thread that other calls need, and a caller that must hear of it.
                answer.completeExceptionally(e);
            }
        }

        @Override
        public void failed(Exception failure) {
            answer.completeExceptionally(Failures.of(failure, request, progress));
        }

        /** The deadline cancels only after it has completed the answer itself, so this is the end of the client. */
        @Override
        public void cancelled() {
            failed(new IOException("the call was cancelled because the component stops"));
        }
    }
}
