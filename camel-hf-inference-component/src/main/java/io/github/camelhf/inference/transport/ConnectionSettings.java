package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.proxy.Proxy;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What calls must have in common to share a client and its connections.
 *
 * @param connectTimeout for one connection, TLS included
 * @param httpVersion    which versions are offered
 * @param sslContext     null for the JVM's own trust and keys
 * @param proxy          for every call; null for direct connections
 */
public record ConnectionSettings(
        Duration connectTimeout,
        HttpVersionChoice httpVersion,
        @Nullable SSLContext sslContext,
        @Nullable Proxy proxy) {

    /** Which HTTP versions are offered to a server. */
    public enum HttpVersionChoice {
        /** HTTP/2 where TLS negotiates it, else HTTP/1.1. Never by upgrade: the Python servers answer that with 400. */
        AUTO,
        /** HTTP/1.1 only. */
        HTTP_1_1,
        /** HTTP/2 at once, also on a plain connection. */
        HTTP_2
    }
}
