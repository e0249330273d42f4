package io.github.camelhf.inference.fetch;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hosts that may be reached although their address is private.
 *
 * @param patterns each an exact name or address, or {@code *.} and the end of names; in lower case
 */
public record AllowedHosts(List<String> patterns) {

    private static final Pattern FORM = Pattern.compile("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*|[0-9a-f:.]{2,45}");

    public AllowedHosts {
        patterns = patterns.stream()
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .map(pattern -> pattern.startsWith("[") && pattern.endsWith("]")
                        ? pattern.substring(1, pattern.length() - 1)
                        : pattern)
                .toList();
        for (String pattern : patterns) {
            if (!FORM.matcher(pattern).matches()) {
                throw new IllegalArgumentException("\"" + pattern
                        + "\" is no host: expected a name such as images.example.com, *.example.com for all below it, or an"
                        + " address; no scheme, no port");
            }
        }
    }

    /** Whether the host is named; a suffix names neither itself nor any address. */
    boolean names(String host) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.startsWith("*.")
                        ? host.endsWith(pattern.substring(1)) && host.length() > pattern.length() - 1
                        : host.equals(pattern));
    }
}
