package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.ClientThreads;
import io.github.camelhf.inference.http.OpenCall;
import io.github.camelhf.inference.http.OpenCalls;
import io.github.camelhf.inference.input.Intake;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Transport} over Apache HttpClient 5's asynchronous client. One instance serves every endpoint with the same
 * {@link ConnectionSettings}; its few I/O threads never wait for a server, a name server or a disk, never read what a server says
 * of an error, and never run a route.
 */
public final class HttpTransport implements Transport, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    private final CloseableHttpAsyncClient client;
    private final PoolingAsyncClientConnectionManager connections;
    private final ClientThreads threads;
    private final OpenCalls calls;

    /** Room for connections, which starts at one. Guarded by this; a sum of endpoints may be more than an int holds. */
    private long reserved = 1;

    private HttpTransport(
            PoolingAsyncClientConnectionManager connections, CloseableHttpAsyncClient client, ClientThreads threads) {
        this.connections = connections;
        this.client = client;
        this.threads = threads;
        this.calls = new OpenCalls(threads.timer());
    }

    /**
     * Starts a client.
     *
     * @param threads stay the caller's to stop
     */
    public static HttpTransport start(ConnectionSettings settings, ClientThreads threads) {
        PoolingAsyncClientConnectionManager connections = HttpClients.connections(settings, threads.lookups());
        CloseableHttpAsyncClient client = HttpClients.client(settings, connections);
        client.start();
        return new HttpTransport(connections, client, threads);
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
    @SuppressWarnings("FutureReturnValueIgnored") // logging cannot fail, and the answer is what is returned
    public CompletableFuture<WireResponse> send(WireRequest request) {
        long start = System.nanoTime();
        Sending sending = new Sending(request, threads.answers(), this::exchange);
        OpenCall<WireResponse> call = calls.open(this, request.limits().timeout(), sending);
        sending.start(call);
        if (LOG.isDebugEnabled()) {
            call.result().whenComplete((response, failure) -> log(request, response, failure, start));
        }
        return call.result();
    }

    /** Puts the request on the wire, with a body that is read anew. */
    private Future<?> exchange(
            WireRequest request,
            Progress progress,
            Runnable released,
            HttpClientContext context,
            FutureCallback<WireResponse> outcome) {
        return client.execute(
                new BasicRequestProducer(
                        head(request), new BodyWriter(request.body(), progress, threads.reads(), request.uri())),
                new ResponseReader(request.limits().maxResponseSize(), progress, released, media(request)),
                null,
                context,
                outcome);
    }

    /** Bytes that are no JSON go where the request has them, on threads that may wait for a disk. */
    private @Nullable WriteBehind media(WireRequest request) {
        Intake intake = request.intake();
        return intake == null ? null : new WriteBehind(intake, threads.reads());
    }

    private static BasicHttpRequest head(WireRequest request) {
        BasicHttpRequest head = new BasicHttpRequest("POST", request.uri());
        request.headers().forEach(head::setHeader);
        if (request.traceId() != null) {
            head.setHeader(WireRequest.TRACE_ID, request.traceId());
        }
        request.given().forEach((name, value) -> head.setHeader(new GivenHeader(name, value)));
        if (request.token() != null) {
            head.setHeader(new BearerHeader(request.token()));
        }
        return head;
    }

    private static void log(
            WireRequest request, @Nullable WireResponse response, @Nullable Throwable failure, long start) {
        LOG.debug(
                "{}: {} after {} ms",
                request,
                response == null ? String.valueOf(failure) : response.status(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    /** Ends every call in flight with a transport failure and closes the connections. */
    @Override
    public void close() {
        calls.close(client);
    }
}
