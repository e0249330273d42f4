package io.github.camelhf.inference.proxy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hosts as the lists of exceptions name them. */
final class Hosts {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private Hosts() {}

    /** In lower case, an IPv6 address without its brackets. */
    static String of(URI address) {
        String host = Objects.requireNonNullElse(address.getHost(), "").toLowerCase(Locale.ROOT);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    static int port(URI address) {
        int port = address.getPort();
        return port >= 0 ? port : isHttps(address) ? 443 : 80;
    }

    static boolean isHttps(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /** The address that a text is; null for a name, which is not looked up. */
    static @Nullable InetAddress literal(String host) {
        if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host.indexOf(':') < 0 ? host : "[" + host + "]");
        } catch (UnknownHostException e) {
            return null;
        }
    }

    static boolean isThisMachine(String host) {
        InetAddress literal = literal(host);
        return host.equals("localhost") || (literal != null && literal.isLoopbackAddress());
    }
}
