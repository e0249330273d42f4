package io.github.camelhf.inference.options;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Further headers of each call, as {@code header.*} names them. */
final class GivenHeaders {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");

    /** What HTTP allows in a value and every server reads: no control characters, and nothing beyond ASCII. */
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E\\t]*[\\x21-\\x7E])?");

    /** A server takes some 8 KB of headers in all. */
    private static final int LONGEST = 4096;

    /** What the connection is made of, and what says how the body is to be read. Source: RFC 9110 and 9112. */
    private static final Set<String> FRAMING = Set.of(
            "host",
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect",
            "content-length",
            "content-type",
            "content-encoding",
            "accept",
            "accept-encoding",
            "x-amzn-trace-id");

    /** What has an option of its own. */
    private static final Map<String, String> OPTIONS = Map.of(
            "authorization", "token, tokenFile or oauthProfile",
            "proxy-authorization", "proxyUser and proxyPassword",
            "x-use-cache", "useCache",
            "x-wait-for-model", "waitForModel",
            "x-scale-up-timeout", "scaleUpTimeout",
            "x-hf-bill-to", "billTo");

    private GivenHeaders() {}

    /**
     * By name, each once in whatever case.
     *
     * @throws IllegalArgumentException naming the header and what is wrong with it, but never its value
     */
    static Map<String, String> read(WrittenOptions options) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.getHeader().forEach((name, value) -> {
            if (headers.put(checked(name), text(name, value)) != null) {
                throw new IllegalArgumentException("option header." + name + " is given twice, in two spellings");
            }
        });
        return Map.copyOf(headers);
    }

    private static String checked(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "option header." + name + " names no header: expected letters, digits, - and _");
        }
        if (FRAMING.contains(lower)) {
            throw new IllegalArgumentException("option header." + name
                    + " is refused: the component sets this header itself, or HTTP does; leave it out");
        }
        if (OPTIONS.containsKey(lower)) {
            throw new IllegalArgumentException(
                    "option header." + name + " is refused: set " + OPTIONS.get(lower) + " instead");
        }
        return name;
    }

    private static String text(String name, Object value) {
        boolean plain = value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
        String text = String.valueOf(value).trim();
        if (!plain || text.length() > LONGEST || !VALUE.matcher(text).matches()) {
            throw new IllegalArgumentException("option header." + name + " must be a text of 1 to " + LONGEST
                    + " ASCII characters without line breaks");
        }
        return text;
    }
}
