package io.github.camelhf.inference.proxy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The list of the environment variable {@code NO_PROXY}: names with all that is below them, addresses, blocks of addresses
 * ({@code 10.0.0.0/8}), each with a port where only that one is meant, and {@code *} for everything. Sources: curl's manual and Go's
 * httpproxy package, read 2026-11-26; where they differ, about a leading dot, the name itself belongs to it, as in curl.
 */
record DirectHosts(List<String> entries) {

    /** @param list separated by commas or spaces, null for none */
    static DirectHosts read(@Nullable String list) {
        return new DirectHosts(Arrays.stream((list == null ? "" : list).split("[,\\s]+"))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    /** @param host in lower case, without the brackets of IPv6 */
    boolean hold(String host, int port) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return Hosts.isThisMachine(name) || entries.stream().anyMatch(entry -> matches(entry, name, port));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash > 0) {
            return holds(entry.substring(0, slash), entry.substring(slash + 1), host);
        }
        String named = entry;
        int colon = entry.lastIndexOf(':');
        boolean single = colon == entry.indexOf(':') || entry.lastIndexOf(']') == colon - 1;
        if (colon > 0 && single) {
            if (!entry.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            named = entry.substring(0, colon);
        }
        return isNamed(named.replaceAll("[\\[\\]]", ""), host);
    }

    private static boolean isNamed(String entry, String host) {
        InetAddress literal = Hosts.literal(host);
        if (literal != null) {
            return literal.equals(Hosts.literal(entry));
        }
        String name = entry.replaceFirst("^\\*?\\.", "");
        return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
    }

    private static boolean holds(String block, String bits, String host) {
        InetAddress first = Hosts.literal(block);
        InetAddress asked = Hosts.literal(host);
        if (first == null || asked == null || !bits.matches("\\d{1,3}")) {
            return false;
        }
        int free = first.getAddress().length * 8 - Integer.parseInt(bits);
        return free >= 0
                && first.getAddress().length == asked.getAddress().length
                && new BigInteger(1, first.getAddress())
                        .shiftRight(free)
                        .equals(new BigInteger(1, asked.getAddress()).shiftRight(free));
    }
}
