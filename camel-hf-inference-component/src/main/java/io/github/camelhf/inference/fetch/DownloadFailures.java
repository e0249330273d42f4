package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.http.CertificateProblem;
import io.github.camelhf.inference.proxy.ProxyAdvice;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Turns what ended a hop into what a route catches. */
final class DownloadFailures {

    private DownloadFailures() {}

    /** Whether another address of the host may be reached. */
    static boolean isUnreachable(Exception failure) {
        return failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof ConnectTimeoutException
                || (failure instanceof ProxyWay.RefusedException refused && ProxyAdvice.isPassing(refused.status()));
    }

    static HfInferenceException of(Exception failure, Route route) {
        if (failure instanceof PictureConsumer.RefusedException refused) {
            return refused.reason();
        }
        ProxyWay way = route.way();
        if (failure instanceof ProxyWay.RefusedException refused && way != null) {
            int status = refused.status();
            return new InferenceTransportException(
                    "the picture could not be downloaded from " + route
                            + ", which did not connect to the host's address, it"
                            + " answered " + status + " (" + ProxyAdvice.about(way.proxy(), status, refused.offered())
                            + ")",
                    Phase.CONNECT,
                    ProxyAdvice.isPassing(status),
                    refused);
        }
        Optional<String> untrusted = CertificateProblem.of(
                        failure, "the trust store of the JVM (javax.net.ssl.trustStore)")
                .map(CertificateProblem::sentence);
        return new InferenceTransportException(
                "the picture could not be downloaded from " + route + ": "
                        + untrusted.orElseGet(() -> failure.getClass().getSimpleName() + ": " + failure.getMessage()),
                isUnreachable(failure) || failure instanceof SSLException ? Phase.CONNECT : Phase.READ,
                untrusted.isEmpty(),
                failure);
    }

    static HfInferenceException of(int status, Route route) {
        boolean later = status >= 500 || status == 429 || status == 408 || status == 425;
        String text =
                "the picture could not be downloaded: " + AddressGuard.shown(route.address()) + " answered " + status
                        + (later
                                ? "; another attempt may help"
                                : "; check that the address is still there and can be read without a login");
        return later
                ? new InferenceTransportException(text, Phase.READ, true, null)
                : new InvalidInferenceInputException(text);
    }
}
