package io.github.camelhf.inference.proxy;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Says which proxy leads to an address. Thread-safe. */
@FunctionalInterface
public interface ProxyChoice {

    /** Every address is reached directly. */
    ProxyChoice NONE = address -> null;

    /**
     * The proxy for an address, null for a direct connection.
     *
     * @param address http or https, with a host
     * @throws IllegalArgumentException when a setting of the machine names a proxy that cannot be used
     */
    @Nullable
    Proxy to(URI address);
}
