package io.github.camelhf.inference.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The embedded HTTP server between one start and one stop: HTTP/1.1 and prior-knowledge HTTP/2 on one port. */
final class Listener {
    /** Longer than any test waits for a server that never answers. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(30);

    private final Server server;
    private final ServerConnector connector;

    private Listener(String host, int port, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("emulator");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Strange paths shall reach the handler and get its plain-text 404, and header values shall arrive as they were
        // sent: the parser would otherwise hand out its own spelling of common content types.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setHeaderCacheCaseSensitive(true);
        connector = new ServerConnector(
                server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setHandler(handler);
    }

    /**
     * Starts listening.
     *
     * @throws UncheckedIOException with a sentence that says what to do, when the port cannot be used
     */
    static Listener start(String host, int port, Handler handler) {
        Listener listener = new Listener(host, port, handler);
        try {
            listener.server.start();
            return listener;
        } catch (Exception e) {
            listener.stop();
            throw new UncheckedIOException(reason(host, port, e), new IOException(e));
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the emulator's server did not stop", e);
        }
    }

    private static String reason(String host, int port, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "Cannot listen on " + host + ":" + port + " (" + cause.getMessage()
                        + "): choose another port, or 0 for any free one";
            }
        }
        return "Cannot listen on " + host + ":" + port + ": " + failure;
    }
}
