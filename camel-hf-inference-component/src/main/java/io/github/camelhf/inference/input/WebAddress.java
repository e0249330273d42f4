package io.github.camelhf.inference.input;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An http or https address in its one plain form. An address that a program could read in two ways is none: number forms of
 * hosts other than four decimals, zones, user names and encoded hosts are refused rather than interpreted.
 *
 * @param uri  without fragment; scheme and host in lower case, an international host in its ASCII form
 * @param host a name without its trailing dot, four decimals, or an IPv6 address without its brackets
 * @param port 1 to 65535, that of the scheme where the address names none
 */
public record WebAddress(URI uri, String host, int port) {

    private static final int LONGEST = 8 * 1024;

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    private static final Pattern FOUR_DECIMALS =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    /** Names whose last part looks like a number are read as an address by some resolvers. Source: WHATWG URL, read 2026-11-20. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");

    /** Whether the text starts like an http or https address. */
    public static boolean looksLike(String text) {
        return text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8);
    }

    /**
     * Reads an address.
     *
     * @throws InvalidInferenceInputException when it is none; the message does not repeat it, for it may carry a password
     */
    public static WebAddress parse(String text) {
        String trimmed = text.trim();
        if (trimmed.length() > LONGEST) {
            throw refused("is longer than " + LONGEST + " characters");
        }
        if (!looksLike(trimmed)) {
            throw refused("does not start with http:// or https://");
        }
        try {
            URI given = new URI(trimmed);
            String authority = given.getRawAuthority();
            if (authority == null || authority.indexOf('@') >= 0) {
                throw refused(authority == null ? "has no host" : "carries a user name or password");
            }
            return of(given, authority);
        } catch (URISyntaxException e) {
            // Without the cause, which quotes the text.
            throw refused("is not a valid URI" + AddressFault.of(e));
        }
    }

    /**
     * The address that a redirect leads to.
     *
     * @param location the header, whose bytes may have been read one by one as characters
     */
    public WebAddress resolve(String location) {
        try {
            boolean bytes = location.chars().allMatch(character -> character <= 0xFF);
            Charset charset = bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
            return parse(uri.resolve(ascii(location.trim(), charset)).toString());
        } catch (URISyntaxException e) {
            throw refused("redirects to something that is not a valid URI" + AddressFault.of(e));
        } catch (IllegalArgumentException e) {
            throw refused("redirects to something that is not a valid URI");
        }
    }

    /** Whether it is https. */
    public boolean isSecure() {
        return "https".equals(uri.getScheme());
    }

    /** Whether the host is an address already, not a name. */
    public boolean isLiteral() {
        return host.indexOf(':') >= 0 || FOUR_DECIMALS.matcher(host).matches();
    }

    private static WebAddress of(URI given, String authority) throws URISyntaxException {
        String scheme = given.getScheme().toLowerCase(Locale.ROOT);
        int colon = authority.lastIndexOf(':');
        boolean numbered = colon > authority.lastIndexOf(']');
        String host = host(numbered ? authority.substring(0, colon) : authority);
        int port = scheme.equals("https") ? 443 : 80;
        String shownPort = "";
        if (numbered && colon < authority.length() - 1) {
            port = port(authority.substring(colon + 1));
            shownPort = ":" + port;
        }
        String shownHost = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        String path = given.getRawPath().isEmpty() ? "/" : given.getRawPath();
        String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
        URI plain = ascii(scheme + "://" + shownHost + shownPort + path + query);
        return new WebAddress(plain, host, port);
    }

    /**
     * The address with each character beyond ASCII as the bytes of its UTF-8. {@link URI#toASCIIString} would compose what is
     * decomposed first, and so name another path.
     *
     * @throws URISyntaxException when it is none
     */
    public static URI ascii(String address) throws URISyntaxException {
        new URI(address); // what is allowed beyond ASCII: no spaces, no control characters
        return ascii(address, StandardCharsets.UTF_8);
    }

    private static URI ascii(String address, Charset charset) throws URISyntaxException {
        StringBuilder ascii = new StringBuilder(address.length() + 16);
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(address));
            while (bytes.hasRemaining()) {
                int each = bytes.get() & 0xFF;
                ascii.append(each < 0x80 ? String.valueOf((char) each) : String.format("%%%02X", each));
            }
        } catch (CharacterCodingException e) {
            throw new URISyntaxException(address, "half a character");
        }
        return new URI(ascii.toString());
    }

    private static String host(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        if (host.startsWith("[") && host.endsWith("]")) {
            String inner = host.substring(1, host.length() - 1);
            if (IPV6.matcher(inner).matches()) {
                return inner;
            }
            throw refused("names an IPv6 host with a zone or in an unknown form");
        }
        try {
            host = IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw refused("names a host that has no ASCII form");
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (FOUR_DECIMALS.matcher(host).matches()) {
            return host;
        }
        if (ENDS_IN_NUMBER.matcher(host).matches()) {
            throw refused("names its host in a number form; write four decimals such as 192.0.2.1");
        }
        if (!NAME.matcher(host).matches()) {
            throw refused("names a host that is no host name");
        }
        return host;
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw refused("has a port that is not 1 to 65535");
        }
        return port;
    }

    private static InvalidInferenceInputException refused(String reason) {
        return new InvalidInferenceInputException("the picture's http(s) address " + reason);
    }
}
