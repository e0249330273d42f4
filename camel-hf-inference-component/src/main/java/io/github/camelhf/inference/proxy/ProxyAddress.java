package io.github.camelhf.inference.proxy;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the address of a proxy as the environment variables have it: {@code http://user:password@host:port}, the scheme may lack. */
public final class ProxyAddress {

    private ProxyAddress() {}

    /**
     * The proxy, at port 80 where none is named.
     *
     * @param setting where the text stands, for the message, which never repeats the text
     * @throws IllegalArgumentException when it is none, or one that is spoken to in another way than plain http
     */
    public static Proxy read(String setting, String text) {
        String trimmed = text.trim();
        try {
            URI address = new URI(trimmed.contains("://") ? trimmed : "http://" + trimmed);
            String host = Hosts.of(address);
            int port = address.getPort() < 0 ? 80 : address.getPort();
            if ("http".equalsIgnoreCase(address.getScheme()) && !host.isEmpty() && port >= 1 && port <= 65535) {
                return new Proxy(host, port, login(address.getRawUserInfo()));
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Said below, without the text, which may hold a password.
        }
        throw new IllegalArgumentException(
                setting
                        + " must be the address of an HTTP proxy, http://host:port, with user:password@ before the host if it wants"
                        + " a login, special characters as %40; the host may have letters, digits, hyphens and dots only; proxies that speak https or SOCKS cannot be used");
    }

    private static @Nullable ProxyLogin login(@Nullable String userInfo) {
        if (userInfo == null || userInfo.isEmpty()) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new ProxyLogin(decoded(userInfo), "")
                : new ProxyLogin(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
