package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.http.ClientThreads;
import io.github.camelhf.inference.http.OpenCalls;
import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.jspecify.annotations.Nullable;

/**
 * Downloads pictures. Thread-safe; one serves all endpoints. No thread waits for a server. Host names are looked up on threads
 * made for it, at most {@value ClientThreads#MOST_LOOKUPS} and one for each name; when all of them hang, a download waits without
 * a thread for its turn, and its deadline ends it all the same.
 */
public final class Downloader implements AutoCloseable {

    private final AddressGuard guard;
    private final CloseableHttpAsyncClient client;
    private final ClientThreads threads;
    private final OpenCalls downloads;

    private Downloader(AddressGuard guard, CloseableHttpAsyncClient client, ClientThreads threads) {
        this.guard = guard;
        this.client = client;
        this.threads = threads;
        this.downloads = new OpenCalls(threads.timer());
    }

    /**
     * Starts one.
     *
     * @param tls     null for the JVM's own trust; no client key is ever shown to a picture's host
     * @param threads stay the caller's to stop
     */
    public static Downloader start(Resolver resolver, @Nullable SSLContext tls, ClientThreads threads) {
        CloseableHttpAsyncClient client = DownloadClient.build(tls);
        client.start();
        return new Downloader(new AddressGuard(resolver), client, threads);
    }

    /**
     * Downloads what the address leads to.
     *
     * @param owner whose downloads {@link #release} ends
     * @return the bytes, the caller's to close; completes exceptionally with an
     *     {@link io.github.camelhf.inference.error.InvalidInferenceInputException} when the address must not be reached or leads to
     *     no picture that fits, with an {@link io.github.camelhf.inference.error.InferenceTransportException} when another attempt
     *     may succeed. Completed on an I/O thread, a thread for look-ups or the timer
     */
    public CompletableFuture<Spool> fetch(WebAddress address, DownloadRules rules, Object owner) {
        Download download = new Download(guard, client, threads.lookups(), rules, address);
        return download.start(downloads.open(owner, rules.timeout(), download));
    }

    /** Ends the downloads of one owner, each with a failure that is worth another attempt. */
    public void release(Object owner) {
        downloads.end(owner);
    }

    /** Ends every download under way, each with a failure that is worth another attempt. */
    @Override
    public void close() {
        downloads.close(client);
    }
}
