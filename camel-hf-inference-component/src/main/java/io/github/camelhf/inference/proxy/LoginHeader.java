package io.github.camelhf.inference.proxy;

import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;

/** The login on its way to the proxy: its text, which is what logs print, does not hold it. */
final class LoginHeader extends BasicHeader {

    private static final long serialVersionUID = 1L;

    LoginHeader(ProxyLogin login) {
        super(HttpHeaders.PROXY_AUTHORIZATION, login.credentials(), true);
    }

    @Override
    public String toString() {
        return getName() + ": Basic [login]";
    }
}
