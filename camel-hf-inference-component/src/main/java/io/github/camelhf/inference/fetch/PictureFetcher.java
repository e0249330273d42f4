package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Downloads pictures. Thread-safe; one serves all endpoints. No thread waits for a server, only host names are looked up on a
 * thread of the executor.
 */
public final class PictureFetcher implements AutoCloseable {

    private final AddressGuard guard;
    private final CloseableHttpAsyncClient client;
    private final Executor executor;
    private final ScheduledExecutorService timer;

    private PictureFetcher(
            AddressGuard guard, CloseableHttpAsyncClient client, Executor executor, ScheduledExecutorService timer) {
        this.guard = guard;
        this.client = client;
        this.executor = executor;
        this.timer = timer;
    }

    /**
     * Starts a fetcher.
     *
     * @param tls      null for the JVM's own trust; no client key is ever shown to a picture's host
     * @param executor runs lookups, which may block
     * @param timer    watches the total time; stays the caller's to stop, as the executor does
     */
    public static PictureFetcher start(
            Resolver resolver, @Nullable SSLContext tls, Executor executor, ScheduledExecutorService timer) {
        CloseableHttpAsyncClient client = FetchClient.build(tls);
        client.start();
        return new PictureFetcher(new AddressGuard(resolver), client, executor, timer);
    }

    /**
     * Downloads what the address leads to.
     *
     * @return the bytes, the caller's to close; completes exceptionally with an
     *     {@link io.github.camelhf.inference.error.InvalidInferenceInputException} when the address must not be reached or leads to
     *     no picture that fits, with an {@link io.github.camelhf.inference.error.InferenceTransportException} when another attempt
     *     may succeed. Completed on an I/O thread, a thread of the executor or the timer
     */
    public CompletableFuture<Spool> fetch(WebAddress address, FetchRules rules) {
        Download download = new Download(guard, client, executor, rules);
        var deadline =
                timer.schedule(() -> download.expire(address), rules.timeout().toMillis(), TimeUnit.MILLISECONDS);
        return download.start(address).whenComplete((picture, failure) -> deadline.cancel(false));
    }

    /** Ends every download under way. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
