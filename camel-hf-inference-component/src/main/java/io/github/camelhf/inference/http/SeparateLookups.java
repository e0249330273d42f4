package io.github.camelhf.inference.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionOperator;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.ComplexFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.InetAddressUtils;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Builds a connection manager that looks host names up on threads made for it. HttpClient asks the name server on whichever thread
 * needs the connection, which may be an I/O thread or the timer: one slow name would stop every call. Source: httpclient5 5.5.1
 * (MultihomeIOSessionRequester.connect), read 2026-11-26. A host given as an address, and a connection that is there already,
 * take the way they always took.
 */
public final class SeparateLookups extends PoolingAsyncClientConnectionManagerBuilder {

    private final BlockingWork lookups;

    /** @param lookups the host's name is the key */
    public SeparateLookups(BlockingWork lookups) {
        this.lookups = lookups;
    }

    @Override
    protected AsyncClientConnectionOperator createConnectionOperator(
            TlsStrategy tls, SchemePortResolver ports, DnsResolver names) {
        return new Operator(super.createConnectionOperator(tls, ports, names), lookups);
    }

    private record Operator(AsyncClientConnectionOperator direct, BlockingWork lookups)
            implements AsyncClientConnectionOperator {

        @Override
        public Future<ManagedAsyncClientConnection> connect(
                ConnectionInitiator initiator,
                HttpHost host,
                SocketAddress local,
                Timeout timeout,
                Object attachment,
                FutureCallback<ManagedAsyncClientConnection> callback) {
            return apart(host, callback, then -> direct.connect(initiator, host, local, timeout, attachment, then));
        }

        @Override
        public Future<ManagedAsyncClientConnection> connect(
                ConnectionInitiator initiator,
                HttpHost host,
                NamedEndpoint name,
                SocketAddress local,
                Timeout timeout,
                Object attachment,
                HttpContext context,
                FutureCallback<ManagedAsyncClientConnection> callback) {
            return apart(
                    host,
                    callback,
                    then -> direct.connect(initiator, host, name, local, timeout, attachment, context, then));
        }

        private Future<ManagedAsyncClientConnection> apart(
                HttpHost host, FutureCallback<ManagedAsyncClientConnection> callback, Connecting connecting) {
            String name = host.getHostName();
            if (host.getAddress() != null || InetAddressUtils.isIPv4(name) || InetAddressUtils.isIPv6(name)) {
                return connecting.connect(callback);
            }
            ComplexFuture<ManagedAsyncClientConnection> connection = new ComplexFuture<>(callback);
            try {
                lookups.execute(name, () -> {
                    if (!connection.isDone()) { // else whoever asked has given up while the name waited for its turn
                        connect(connection, connecting);
                    }
                });
            } catch (RejectedExecutionException e) {
                connection.failed(new IOException("the component stops", e));
            }
            return connection;
        }

        private static void connect(ComplexFuture<ManagedAsyncClientConnection> connection, Connecting connecting) {
            try {
                connection.setDependency(connecting.connect(new Connected(connection)));
            } catch (RuntimeException | Error e) {
                connection.failed(new IOException(e));
            }
        }

        @Override
        public void upgrade(ManagedAsyncClientConnection connection, HttpHost host, Object attachment) {
            direct.upgrade(connection, host, attachment);
        }

        @Override
        public void upgrade(
                ManagedAsyncClientConnection connection,
                HttpHost host,
                NamedEndpoint name,
                Object attachment,
                HttpContext context,
                @Nullable FutureCallback<ManagedAsyncClientConnection> callback) {
            direct.upgrade(connection, host, name, attachment, context, callback);
        }
    }

    /** Looks the name up, which may block, and begins to connect, which does not. */
    private interface Connecting {
        Future<ManagedAsyncClientConnection> connect(FutureCallback<ManagedAsyncClientConnection> callback);
    }

    private record Connected(ComplexFuture<ManagedAsyncClientConnection> waiting)
            implements FutureCallback<ManagedAsyncClientConnection> {

        @Override
        public void completed(ManagedAsyncClientConnection connection) {
            if (!waiting.completed(connection)) {
                connection.close(CloseMode.IMMEDIATE); // nobody is left to close it
            }
        }

        @Override
        public void failed(Exception failure) {
            waiting.failed(failure);
        }

        @Override
        public void cancelled() {
            waiting.cancel();
        }
    }
}
