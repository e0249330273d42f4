package io.github.camelhf.inference.transport;

import org.apache.hc.core5.http.message.BasicHeader;

/** A header that the options name: its value goes to the server, its text, which is what logs print, does not hold it. */
final class GivenHeader extends BasicHeader {

    private static final long serialVersionUID = 1L;

    GivenHeader(String name, String value) {
        super(name, value, true);
    }

    @Override
    public String toString() {
        return getName() + ": [value]";
    }
}
