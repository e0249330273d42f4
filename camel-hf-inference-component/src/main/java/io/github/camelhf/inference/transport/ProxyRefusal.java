package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import java.io.IOException;
import java.util.Set;
import org.apache.hc.core5.http.HttpHost;

/** A proxy answered instead of passing the call on. Says nothing about the server, which may be in the best of health. */
final class ProxyRefusal extends IOException {

    private static final long serialVersionUID = 1L;

    /** Waiting helps; 501 and 505 are about what was asked, 511 wants a person at a login page. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final transient HttpHost proxy;
    private final String reason;
    private final transient WireResponse answer;

    /** @param reason what stands beside the status */
    ProxyRefusal(HttpHost proxy, String reason, WireResponse answer) {
        super("the proxy " + proxy.toHostString() + " answered " + answer.status());
        this.proxy = proxy;
        this.reason = reason;
        this.answer = answer;
    }

    InferenceTransportException toException(WireRequest request, Phase phase) {
        int status = answer.status();
        String line = (status + " " + reason).trim();
        String squid = answer.header("x-squid-error").map(code -> " " + code).orElse("");
        String page = ErrorBody.of(answer).text().trim();
        boolean repeats = page.isEmpty() || page.equals(reason) || page.equals(line);
        String said = ErrorText.clean(line + squid + (repeats ? "" : ": " + page), request.token());
        return new InferenceTransportException(
                "the proxy " + proxy.toHostString() + " did not let the call to " + Failures.where(request)
                        + " pass, it answered " + said + " (" + advice(status) + ")",
                phase,
                PASSING.contains(status),
                this);
    }

    private static String advice(int status) {
        if (status == 407) {
            return "the proxy asks for a login, which cannot be given: let this host pass without one, or name it in nonProxyHosts";
        }
        return PASSING.contains(status)
                ? "the proxy may not reach the server now"
                : "allow the host and its port at the proxy, or name it in nonProxyHosts";
    }
}
