package io.github.camelhf.inference.options;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;

/**
 * Addresses without their secrets. Camel tells endpoints apart by their address, so two tokens must still give two: a short
 * digest stands where the token was. The query of a server's address may hold a key, and is cut off together with user and
 * fragment.
 */
public final class SafeUri {

    private static final int DIGEST_BYTES = 4;

    private static final String MASK = "xxxxxx";

    private static final Pattern SERVER =
            Pattern.compile("(?i)([?&](?:endpoint|base)-?url=)(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*)");

    /** What a user sends to a gateway is often a key. */
    private static final Pattern HEADER =
            Pattern.compile("(?i)([?&]header\\.[^=&]*=)(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*)");

    private static final Pattern RAW = Pattern.compile("RAW[({](.*)[)}]");

    /** In an endpoint's address the server's may be encoded. */
    private static final Pattern QUERY = Pattern.compile("(?i)(?:[?#]|%3f|%23).*", Pattern.DOTALL);

    private static final Pattern USER =
            Pattern.compile("(?i)^(\\s*[a-z]+(?::|%3a)(?:/|%2f){2})(?:(?!/|%2f).)*(?:@|%40)", Pattern.DOTALL);

    private SafeUri() {}

    /** An endpoint's address. */
    public static String of(String uri) {
        String servers = SERVER.matcher(uri).replaceAll(option -> {
            String given = RAW.matcher(option.group(2)).replaceAll("$1");
            String shown = address(given);
            return Matcher.quoteReplacement(
                    option.group(1) + (shown.equals(given) ? option.group(2) : shown + "?" + MASK));
        });
        String masked = URISupport.sanitizeUri(HEADER.matcher(servers).replaceAll("$1" + MASK));
        return masked.equals(uri) ? uri : masked.replace(MASK, MASK + "-" + digest(uri));
    }

    /** The address of a server: where calls go, but nothing that could open it. */
    public static String address(String address) {
        return USER.matcher(QUERY.matcher(address).replaceFirst("")).replaceFirst("$1");
    }

    /** The name of a server: its host, and its port where the address has one. */
    public static String server(URI address) {
        return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    }

    private static String digest(String uri) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(uri.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
