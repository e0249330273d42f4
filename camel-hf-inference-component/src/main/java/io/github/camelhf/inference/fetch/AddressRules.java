package io.github.camelhf.inference.fetch;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * The table of addresses that a message must not reach. Sources: the IANA registries of special-purpose IPv4 and IPv6 addresses,
 * read 2026-11-20.
 */
final class AddressRules {

    /** What a range is reserved for. */
    enum Kind {
        /** The open internet. */
        PUBLIC,
        /** This machine and networks of one's own: open to hosts that {@code allowedHosts} names. */
        PRIVATE,
        /** Never open: what has no use for a picture, and link-local addresses, where clouds keep their credentials. */
        NEVER
    }

    /** The verdict on one address. */
    record Verdict(Kind kind, String name) {}

    private static final Verdict OPEN = new Verdict(Kind.PUBLIC, "public");

    /** The first range that holds an address decides. */
    private static final List<Range> RANGES = List.of(
            never("0.0.0.0/8", "unspecified"),
            own("10.0.0.0/8", "private"),
            own("100.64.0.0/10", "carrier-grade NAT"),
            own("127.0.0.0/8", "loopback"),
            never("169.254.0.0/16", "link-local"),
            own("172.16.0.0/12", "private"),
            never("192.0.0.0/24", "reserved"),
            never("192.0.2.0/24", "documentation"),
            never("192.88.99.0/24", "reserved"),
            own("192.168.0.0/16", "private"),
            never("198.18.0.0/15", "benchmarking"),
            never("198.51.100.0/24", "documentation"),
            never("203.0.113.0/24", "documentation"),
            never("224.0.0.0/4", "multicast"),
            never("240.0.0.0/4", "reserved"),
            never("::/128", "unspecified"),
            own("::1/128", "loopback"),
            own("fc00::/7", "unique-local"),
            never("fe80::/10", "link-local"),
            own("fec0::/10", "site-local"),
            never("ff00::/8", "multicast"),
            never("2001::/23", "reserved"),
            never("2001:db8::/32", "documentation"),
            never("2002::/16", "6to4"),
            never("3fff::/20", "documentation"),
            new Range("2000::/3", Kind.PUBLIC, "public"),
            never("::/0", "reserved"));

    /** Prefixes after which an IPv6 address carries an IPv4 address in its last four bytes: mapped, and NAT64. */
    private static final List<Range> CARRIERS =
            List.of(never("::ffff:0:0/96", "mapped"), never("64:ff9b::/96", "NAT64"));

    private AddressRules() {}

    static Verdict judge(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (CARRIERS.stream().anyMatch(range -> range.holds(bytes))) {
            return judge(Arrays.copyOfRange(bytes, 12, 16));
        }
        return judge(bytes);
    }

    private static Verdict judge(byte[] bytes) {
        return RANGES.stream()
                .filter(range -> range.holds(bytes))
                .findFirst()
                .map(range -> new Verdict(range.kind, range.name))
                .orElse(OPEN);
    }

    private static Range never(String block, String name) {
        return new Range(block, Kind.NEVER, name);
    }

    private static Range own(String block, String name) {
        return new Range(block, Kind.PRIVATE, name);
    }

    private static final class Range {
        final Kind kind;
        final String name;
        private final int size;
        private final int freeBits;
        private final BigInteger prefix;

        Range(String block, Kind kind, String name) {
            this.kind = kind;
            this.name = name;
            int slash = block.indexOf('/');
            byte[] first = bytes(block.substring(0, slash));
            this.size = first.length;
            this.freeBits = size * 8 - Integer.parseInt(block.substring(slash + 1));
            this.prefix = new BigInteger(1, first).shiftRight(freeBits);
        }

        boolean holds(byte[] address) {
            return address.length == size
                    && new BigInteger(1, address).shiftRight(freeBits).equals(prefix);
        }

        private static byte[] bytes(String literal) {
            try {
                byte[] bytes = InetAddress.getByName(literal).getAddress();
                boolean mapped = literal.indexOf(':') >= 0 && bytes.length == 4;
                if (!mapped) {
                    return bytes;
                }
                // Java turns the mapped form into plain IPv4, here its 16 bytes are meant.
                byte[] whole = new byte[16];
                whole[10] = (byte) 0xFF;
                whole[11] = (byte) 0xFF;
                System.arraycopy(bytes, 0, whole, 12, 4);
                return whole;
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(literal, e);
            }
        }
    }
}
