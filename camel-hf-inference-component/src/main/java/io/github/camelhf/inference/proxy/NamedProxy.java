package io.github.camelhf.inference.proxy;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One proxy for all hosts but some.
 *
 * @param nonProxyHosts reached directly, each exact or with a leading {@code *}
 */
public record NamedProxy(Proxy proxy, List<String> nonProxyHosts) implements ProxyChoice {

    public NamedProxy {
        nonProxyHosts = List.copyOf(nonProxyHosts);
    }

    @Override
    public @Nullable Proxy to(URI address) {
        String host = Hosts.of(address);
        return nonProxyHosts.stream().anyMatch(pattern -> matches(pattern, host)) ? null : proxy;
    }

    private static boolean matches(String pattern, String target) {
        return pattern.startsWith("*")
                ? target.regionMatches(true, target.length() - pattern.length() + 1, pattern, 1, pattern.length() - 1)
                : pattern.equalsIgnoreCase(target);
    }
}
