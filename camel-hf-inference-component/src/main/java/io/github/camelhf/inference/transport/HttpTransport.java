package io.github.camelhf.inference.transport;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Transport} over Apache HttpClient 5's asynchronous client. One instance serves every endpoint with the same
 * {@link ConnectionSettings}; its few I/O threads never wait for a server and never run a route.
 */
public final class HttpTransport implements Transport, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    private final CloseableHttpAsyncClient client;
    private final PoolingAsyncClientConnectionManager connections;
    private final ScheduledExecutorService timer;

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
        connections.setMaxTotal(Math.max(1, connections.getMaxTotal() + calls));
        connections.setDefaultMaxPerRoute(Math.max(1, connections.getDefaultMaxPerRoute() + calls));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // cleaning up cannot fail, and the answer is what is returned
    public CompletableFuture<WireResponse> send(WireRequest request) {
        CompletableFuture<WireResponse> answer = new CompletableFuture<>();
        Progress progress = new Progress();
        long start = System.nanoTime();
        try {
            Future<?> exchange = client.execute(
                    new BasicRequestProducer(head(request), new BodyWriter(request.body(), progress)),
                    new ResponseReader(request.limits().maxResponseSize(), progress),
                    null,
                    new Outcome(request, progress, answer));
            ScheduledFuture<?> deadline = timer.schedule(
                    () -> answer.completeExceptionally(Failures.timeout(request, progress)),
                    request.limits().timeout().toMillis(),
                    TimeUnit.MILLISECONDS);
            answer.whenComplete((response, failure) -> {
                deadline.cancel(false);
                exchange.cancel(true); // frees the connection after the deadline; no effect on a call that is over
                log(request, response, failure, start);
            });
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(Failures.of(e, request, progress));
        }
        return answer;
    }

    private static BasicHttpRequest head(WireRequest request) {
        BasicHttpRequest head = new BasicHttpRequest("POST", request.uri());
        request.headers().forEach(head::setHeader);
        if (request.token() != null) {
            head.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + request.token());
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
        client.close(CloseMode.IMMEDIATE);
    }

    private record Outcome(WireRequest request, Progress progress, CompletableFuture<WireResponse> answer)
            implements FutureCallback<WireResponse> {

        @Override
        public void completed(WireResponse response) {
            if (response.status() >= 200 && response.status() < 300) {
                answer.complete(response);
            } else {
                answer.completeExceptionally(ErrorResponses.toException(request, response));
            }
        }

        @Override
        public void failed(Exception failure) {
            answer.completeExceptionally(Failures.of(failure, request, progress));
        }

        @Override
        public void cancelled() {
            // Only the deadline cancels, and it has completed the answer by then; else the client is closing.
            answer.completeExceptionally(
                    Failures.of(new IOException("the call was cancelled", new TimeoutException()), request, progress));
        }
    }
}
