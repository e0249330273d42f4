package io.github.camelhf.inference.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a proxy is shown: Basic, as RFC 7617 has it, in UTF-8. Its text holds neither.
 *
 * @param user without a colon, which ends it
 */
public record ProxyLogin(String user, String password) {

    /** The value of the header {@code Proxy-Authorization}. */
    String credentials() {
        byte[] plain = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(plain);
    }

    @Override
    public String toString() {
        return "a login";
    }
}
