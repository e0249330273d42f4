package io.github.camelhf.inference.options;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whose machine a host is, as far as its name says so.
 *
 * @param asked as it is asked for, in lower case and without the brackets of IPv6
 */
record ServerHost(String asked) {

    private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    /** @param address with a host */
    static ServerHost of(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new ServerHost(bracketed ? host.substring(1, host.length() - 1) : host);
    }

    /** Without the dot that may end it. */
    String name() {
        return asked.endsWith(".") ? asked.substring(0, asked.length() - 1) : asked;
    }

    /** The hosts of the Hub, of its hosted service and of dedicated endpoints. Source: the Hub's documentation, read 2026-11-25. */
    boolean isHuggingFace() {
        String name = name();
        return name.equals("huggingface.co")
                || name.endsWith(".huggingface.co")
                || name.endsWith(".endpoints.huggingface.cloud");
    }

    boolean isLoopback() {
        String name = name();
        return name.equals("localhost") || LOOPBACK_IPV4.matcher(name).matches() || isLoopbackIpv6(name);
    }

    private static boolean isLoopbackIpv6(String name) {
        if (name.indexOf(':') < 0) {
            return false;
        }
        try {
            // Asks no name service: what holds a colon is an address.
            return InetAddress.getByName("[" + name + "]").isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
