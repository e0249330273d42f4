package io.github.camelhf.inference.proxy;

import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy. Its text never holds the login.
 *
 * @param host  a name or an address, an IPv6 address without its brackets
 * @param port  1 to 65535
 * @param login shown to it with each request for it, null for none
 */
public record Proxy(String host, int port, @Nullable ProxyLogin login) {

    /** The same without a login. */
    public static Proxy open(String host, int port) {
        return new Proxy(host, port, null);
    }

    /** The same with this login; with null the one that it has. */
    public Proxy with(@Nullable ProxyLogin other) {
        return other == null ? this : new Proxy(host, port, other);
    }

    /** To connect to it by its name. */
    public HttpHost asHost() {
        return new HttpHost(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
