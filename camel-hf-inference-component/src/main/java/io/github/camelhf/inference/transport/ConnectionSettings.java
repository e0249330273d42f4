package io.github.camelhf.inference.transport;

import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What calls must have in common to share a client and its connections.
 *
 * @param connectTimeout for one connection, TLS included
 * @param httpVersion    which versions are offered
 * @param sslContext     null for the JVM's own trust and keys
 * @param proxy          null for a direct connection
 */
public record ConnectionSettings(
        Duration connectTimeout,
        HttpVersionChoice httpVersion,
        @Nullable SSLContext sslContext,
        @Nullable Proxy proxy) {

    /** An HTTP proxy and the hosts that are reached without it, each exact or with a leading {@code *}. */
    public record Proxy(String host, int port, List<String> nonProxyHosts) {
        public Proxy {
            nonProxyHosts = List.copyOf(nonProxyHosts);
        }

        /** Whether calls to the host, an IPv6 address without its brackets, go through the proxy. */
        public boolean covers(String target) {
            return nonProxyHosts.stream().noneMatch(pattern -> matches(pattern, target));
        }

        private static boolean matches(String pattern, String target) {
            return pattern.startsWith("*")
                    ? target.regionMatches(
                            true, target.length() - pattern.length() + 1, pattern, 1, pattern.length() - 1)
                    : pattern.equalsIgnoreCase(target);
        }
    }

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
