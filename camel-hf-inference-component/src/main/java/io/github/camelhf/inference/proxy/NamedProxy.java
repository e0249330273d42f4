package io.github.camelhf.inference.proxy;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One proxy for all hosts but some.
 *
 * @param nonProxyHosts reached directly, each exact or with {@code *} for any part
 */
public record NamedProxy(Proxy proxy, List<String> nonProxyHosts) implements ProxyChoice {

    public NamedProxy {
        nonProxyHosts = List.copyOf(nonProxyHosts);
    }

    @Override
    public @Nullable Proxy to(URI address) {
        return isDirect(address, nonProxyHosts) ? null : proxy;
    }

    /** The same choice, except for some hosts, which are reached directly. */
    public static ProxyChoice except(List<String> nonProxyHosts, ProxyChoice choice) {
        List<String> direct = List.copyOf(nonProxyHosts);
        return address -> isDirect(address, direct) ? null : choice.to(address);
    }

    private static boolean isDirect(URI address, List<String> nonProxyHosts) {
        String host = Hosts.of(address);
        return nonProxyHosts.stream().anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), host));
    }

    private static boolean matches(String pattern, String host) {
        String parts =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return host.matches(parts);
    }
}
