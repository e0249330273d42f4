package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.ProxyAdvice;
import java.io.IOException;

/** A proxy answered instead of passing the call on. Says nothing about the server, which may be in the best of health. */
final class ProxyRefusal extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Proxy proxy;
    private final String reason;
    private final transient WireResponse answer;

    /** @param reason what stands beside the status */
    ProxyRefusal(Proxy proxy, String reason, WireResponse answer) {
        super("the proxy " + proxy + " answered " + answer.status());
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
        String said = ErrorText.clean(line + squid + (repeats ? "" : ": " + page), request.secrets());
        return new InferenceTransportException(
                "the proxy " + proxy + " did not let the call to " + Failures.where(request)
                        + " pass, it answered " + said + " ("
                        + ProxyAdvice.about(
                                proxy,
                                status,
                                answer.header("proxy-authenticate").orElse(null))
                        + ")",
                phase,
                ProxyAdvice.isPassing(status),
                this);
    }
}
