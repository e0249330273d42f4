package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.input.WebAddress;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** The checked addresses of one hop, to be tried in turn, and the way to them. */
final class Route {

    private final WebAddress address;
    private final Iterator<InetAddress> remaining;
    private final @Nullable ProxyWay way;

    /** @param way null for direct connections */
    Route(WebAddress address, List<InetAddress> checked, @Nullable ProxyWay way) {
        this.address = address;
        this.remaining = checked.iterator();
        this.way = way;
    }

    WebAddress address() {
        return address;
    }

    boolean hasNext() {
        return remaining.hasNext();
    }

    /** Through a proxy the host is the address itself: that is what the proxy is told. */
    HttpHost next(HttpContext context) {
        InetAddress next = remaining.next();
        String scheme = address.uri().getScheme();
        if (way == null) {
            return new HttpHost(scheme, next, address.host(), address.port());
        }
        way.use(context);
        return new HttpHost(scheme, next, next.getHostAddress(), address.port());
    }

    @Nullable
    ProxyWay way() {
        return way;
    }

    /** For messages. */
    @Override
    public String toString() {
        return AddressGuard.shown(address) + (way == null ? "" : " through the proxy " + way.proxy());
    }
}
