package io.github.camelhf.inference.transport;

import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;

/** The token on its way out: its value goes to the server, its text, which is what logs print, does not hold it. */
final class BearerHeader extends BasicHeader {

    private static final long serialVersionUID = 1L;

    BearerHeader(String token) {
        super(HttpHeaders.AUTHORIZATION, "Bearer " + token, true);
    }

    @Override
    public String toString() {
        return getName() + ": Bearer [token]";
    }
}
