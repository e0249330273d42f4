package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.http.ClientThreads;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What downloads pictures for all endpoints of a component: started when first asked for, and anew after it was closed. Thread-safe. */
public final class SharedDownloader implements AutoCloseable {

    private Resolver resolver = InetAddress::getAllByName;
    private @Nullable SSLContext tls;
    private @Nullable Downloader started;
    private @Nullable ClientThreads startedWith;

    /**
     * What downloads, started if need be.
     *
     * @param threads of the component as it is started now; stay the caller's to stop
     */
    public synchronized Downloader get(ClientThreads threads) {
        if (started == null || !threads.equals(startedWith)) {
            close(); // one that a late message had started after the component had stopped
            started = Downloader.start(resolver, tls, threads);
            startedWith = threads;
        }
        return started;
    }

    /** Ends the downloads of one owner, each with a failure that is worth another attempt. */
    public synchronized void release(Object owner) {
        if (started != null) {
            started.release(owner);
        }
    }

    /** Ends every download under way. */
    @Override
    public synchronized void close() {
        if (started != null) {
            started.close();
            started = null;
        }
    }

    /** Stands in for the system's name service and trust, before the first download. */
    public synchronized void with(Resolver lookups, @Nullable SSLContext trust) {
        resolver = lookups;
        tls = trust;
    }
}
