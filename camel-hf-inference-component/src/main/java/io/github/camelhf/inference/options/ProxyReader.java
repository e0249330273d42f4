package io.github.camelhf.inference.options;

import io.github.camelhf.inference.proxy.NamedProxy;
import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.ProxyChoice;
import io.github.camelhf.inference.proxy.ProxyLogin;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the options that decide which proxy leads to which host. */
final class ProxyReader {

    /** One of each scheme: a setting of the machine that names no proxy shall stop the start, not the first download. */
    private static final List<URI> SAMPLES =
            List.of(URI.create("http://host.invalid/"), URI.create("https://host.invalid/"));

    private ProxyReader() {}

    /**
     * The proxies of an endpoint.
     *
     * @param system those that this machine is set to use
     * @throws IllegalArgumentException naming the option and what it allows
     */
    static ProxyChoice read(WrittenOptions options, ProxyChoice system) {
        String host = options.getProxyHost();
        int port = options.getProxyPort();
        ProxyLogin login = login(options);
        if (host == null && port == 0) {
            if (options.isUseSystemProxy()) {
                SAMPLES.forEach(system::to);
                return NamedProxy.except(direct(options), address -> withLogin(system.to(address), login));
            }
            if (login != null) {
                throw new IllegalArgumentException(
                        "options proxyUser and proxyPassword need a proxy: set proxyHost and proxyPort, or"
                                + " useSystemProxy=true");
            }
            return ProxyChoice.NONE;
        }
        if (host == null || port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    "options proxyHost and proxyPort go together: a host name and 1 to 65535, got "
                            + (host == null ? "no host" : "a host") + " and " + port);
        }
        if (!isHostAlone(host)) {
            throw new IllegalArgumentException(
                    "option proxyHost must be a host name or an address alone, without http:// before it or a port behind it;"
                            + " its port belongs into proxyPort, a login into proxyUser and proxyPassword");
        }
        return new NamedProxy(new Proxy(host, port, login), direct(options));
    }

    /** A name, or an IPv6 address, which has colons of its own. */
    private static boolean isHostAlone(String host) {
        return host.matches("[^:/@\\s]+|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    }

    private static List<String> direct(WrittenOptions options) {
        String hosts = options.getNonProxyHosts();
        return hosts == null ? List.of() : Arrays.asList(hosts.trim().split("\\s*[,|]\\s*"));
    }

    private static @Nullable Proxy withLogin(@Nullable Proxy found, @Nullable ProxyLogin login) {
        return found == null ? null : found.with(login);
    }

    private static @Nullable ProxyLogin login(WrittenOptions options) {
        String user = options.getProxyUser();
        String password = options.getProxyPassword();
        if (user == null && password == null) {
            return null;
        }
        if (user == null || password == null || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "options proxyUser and proxyPassword go together: a user name without a colon, and its password");
        }
        return new ProxyLogin(user, password);
    }
}
