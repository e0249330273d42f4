package io.github.camelhf.inference.proxy;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be done about a proxy that answers instead of passing a request on. To a wrong login squid 5.7 answers 407, tinyproxy 1.11.1
 * 401; 2026-11-26.
 */
public final class ProxyAdvice {

    /** Waiting helps; 501 and 505 are about what was asked, 511 wants a person at a login page. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private ProxyAdvice() {}

    /** Whether another attempt may find the proxy of another mind. */
    public static boolean isPassing(int status) {
        return PASSING.contains(status);
    }

    /**
     * A sentence for people.
     *
     * @param offered the header {@code Proxy-Authenticate}, null when there is none
     */
    public static String about(Proxy proxy, int status, @Nullable String offered) {
        if (status != 407 && status != 401) {
            return isPassing(status)
                    ? "the proxy may not reach the server now"
                    : "allow the host and its port at the proxy, or name it in nonProxyHosts";
        }
        if (offered != null && !offered.toLowerCase(Locale.ROOT).contains("basic")) {
            return "the proxy asks for a login of another kind than Basic, which cannot be given: let this host pass without"
                    + " one, or name it in nonProxyHosts";
        }
        return proxy.login() == null
                ? "the proxy asks for a login: set proxyUser and proxyPassword"
                : "the proxy asks for a login and does not take the one that it was shown: check proxyUser and proxyPassword";
    }
}
