package io.github.camelhf.inference.proxy;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that this machine is set to use. First the JVM: {@code https.proxyHost}, {@code http.proxyHost}, {@code
 * http.nonProxyHosts} and what {@code java.net.useSystemProxies} finds; then the environment: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY} and {@code NO_PROXY}, small letters before capitals. The first that names a proxy for the scheme decides, its own
 * exceptions included. This machine itself is always reached directly.
 */
public final class SystemProxies implements ProxyChoice {

    private final UnaryOperator<@Nullable String> environment;

    /** @param environment gives the value of an environment variable, null when unset */
    public SystemProxies(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * A proxy and where it is set.
     *
     * @param proxy   null where the setting makes an exception of the host
     * @param setting such as {@code the environment variable HTTPS_PROXY}
     */
    public record Found(@Nullable Proxy proxy, String setting) {}

    @Override
    public @Nullable Proxy to(URI address) {
        return find(address).map(Found::proxy).orElse(null);
    }

    /** What decides about an address; empty when nothing is set for its scheme, or it is on this machine. */
    public Optional<Found> find(URI address) {
        if (DirectHosts.read(null).hold(Hosts.of(address), Hosts.port(address))) {
            return Optional.empty();
        }
        return ofJvm(address).or(() -> ofEnvironment(address));
    }

    private static Optional<Found> ofJvm(URI address) {
        String property = (Hosts.isHttps(address) ? "https" : "http") + ".proxyHost";
        boolean named = !System.getProperty(property, "").isBlank();
        String setting = named ? "the system property " + property : "the proxy settings of the system";
        Optional<Found> selected = selected(address).map(proxy -> new Found(proxy, setting));
        return selected.isEmpty() && named
                ? Optional.of(new Found(null, "the system property http.nonProxyHosts"))
                : selected;
    }

    private static Optional<Proxy> selected(URI address) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return Optional.empty();
        }
        List<java.net.Proxy> proxies = selector.select(withoutPath(address));
        return proxies.stream()
                .limit(1)
                .filter(proxy -> proxy.type() == java.net.Proxy.Type.HTTP)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .map(proxy -> Proxy.open(proxy.getHostString(), proxy.getPort()))
                .findFirst();
    }

    /** A selector may log what it is asked, and a query may hold a key. */
    private static URI withoutPath(URI address) {
        try {
            return new URI(address.getScheme(), null, address.getHost(), address.getPort(), "/", null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the host of the address is none that a proxy can be chosen for", e);
        }
    }

    private Optional<Found> ofEnvironment(URI address) {
        String name = Hosts.isHttps(address) ? "HTTPS_PROXY" : "HTTP_PROXY";
        return variable(name).map(set -> {
            boolean direct = DirectHosts.read(
                            variable("NO_PROXY").map(Variable::value).orElse(null))
                    .hold(Hosts.of(address), Hosts.port(address));
            return direct
                    ? new Found(
                            null,
                            "the environment variable "
                                    + variable("NO_PROXY").orElseThrow().name())
                    : new Found(
                            ProxyAddress.read("the environment variable " + set.name(), set.value()),
                            "the environment variable " + set.name());
        });
    }

    private record Variable(String name, String value) {}

    private Optional<Variable> variable(String capitals) {
        for (String name : List.of(capitals.toLowerCase(Locale.ROOT), capitals)) {
            String value = environment.apply(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(new Variable(name, value.trim()));
            }
        }
        return Optional.empty();
    }
}
