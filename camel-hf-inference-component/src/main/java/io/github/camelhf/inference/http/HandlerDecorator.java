package io.github.camelhf.inference.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.impl.nio.HttpConnectionEventHandler;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What the client does with a connection's events, as it is; what is to be otherwise is overridden. It is a connection, too: the pool
 * asks it whether it is still open.
 */
abstract class HandlerDecorator implements HttpConnectionEventHandler {

    private final HttpConnectionEventHandler handler;

    HandlerDecorator(HttpConnectionEventHandler handler) {
        this.handler = handler;
    }

    @Override
    public void connected(IOSession session) throws IOException {
        handler.connected(session);
    }

    @Override
    public void inputReady(IOSession session, @Nullable ByteBuffer source) throws IOException {
        handler.inputReady(session, source);
    }

    @Override
    public void outputReady(IOSession session) throws IOException {
        handler.outputReady(session);
    }

    @Override
    public void timeout(IOSession session, Timeout timeout) throws IOException {
        handler.timeout(session, timeout);
    }

    @Override
    public void exception(IOSession session, Exception cause) {
        handler.exception(session, cause);
    }

    @Override
    public void disconnected(IOSession session) {
        handler.disconnected(session);
    }

    @Override
    public EndpointDetails getEndpointDetails() {
        return handler.getEndpointDetails();
    }

    @Override
    public SocketAddress getLocalAddress() {
        return handler.getLocalAddress();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return handler.getRemoteAddress();
    }

    @Override
    public ProtocolVersion getProtocolVersion() {
        return handler.getProtocolVersion();
    }

    @Override
    public SSLSession getSSLSession() {
        return handler.getSSLSession();
    }

    @Override
    public boolean isOpen() {
        return handler.isOpen();
    }

    @Override
    public void close() throws IOException {
        handler.close();
    }

    @Override
    public void close(CloseMode mode) {
        handler.close(mode);
    }

    @Override
    public Timeout getSocketTimeout() {
        return handler.getSocketTimeout();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        handler.setSocketTimeout(timeout);
    }
}
