package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ServerAnswer;
import io.github.camelhf.inference.http.CertificateProblem;
import io.github.camelhf.inference.http.Http2OnlyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Turns what the HTTP client throws into what a route catches. */
final class Failures {

    private static final Map<Phase, String> STAGES = Map.of(
            Phase.CONNECT, "while connecting",
            Phase.SEND, "while the request was being sent",
            Phase.READ, "before the answer was complete");

    private Failures() {}

    static HfInferenceException of(Throwable failure, WireRequest request, Progress progress) {
        if (failure instanceof HfInferenceException ours) {
            return ours;
        }
        if (failure instanceof ResponseReader.TooLongException tooLong) {
            return tooLong(tooLong, request);
        }
        if (failure instanceof ProxyRefusal refusal) {
            return refusal.toException(request, progress.phase());
        }
        WireResponse error = progress.errorAnswer();
        if (error != null) {
            return ErrorResponses.toException(request, error);
        }
        if (failure instanceof ContentException) {
            return new InvalidInferenceInputException(
                    "the body of the message could not be sent to " + where(request) + ": " + failure.getMessage(),
                    failure);
        }
        Optional<String> lasting = lasting(failure);
        return new InferenceTransportException(
                lasting.orElseGet(() -> ErrorText.clean(reason(failure), request.secrets())) + " (" + where(request)
                        + ", " + STAGES.get(progress.phase()) + ")",
                progress.phase(),
                lasting.isEmpty(),
                failure);
    }

    static HfInferenceException timeout(WireRequest request, Progress progress) {
        WireResponse error = progress.errorAnswer();
        if (error != null) {
            return ErrorResponses.toException(request, error);
        }
        return new InferenceTransportException(
                "no complete answer within " + request.limits().timeout().toMillis()
                        + " ms, the limit set by requestTimeout ("
                        + where(request) + ", " + STAGES.get(progress.phase())
                        + "); raise the option if the model needs longer",
                progress.phase(),
                true,
                new TimeoutException("requestTimeout"));
    }

    private static HfInferenceException tooLong(ResponseReader.TooLongException failure, WireRequest request) {
        WireResponse head = failure.head();
        if (head.status() >= 300) {
            return ErrorResponses.toException(request, head);
        }
        return new MalformedInferenceResponseException(
                "the answer of " + where(request) + " is longer than " + failure.limit() + ", the limit set by "
                        + failure.option() + "; raise the option if such answers are expected",
                new ServerAnswer(head.status(), head.requestId().orElse(null)),
                null);
    }

    /** None was asked for, and unpacking what may be a bomb is no business of ours. */
    static MalformedInferenceResponseException compressed(WireResponse response, WireRequest request) {
        return new MalformedInferenceResponseException(
                "the answer of " + where(request) + " is compressed ("
                        + ErrorText.clean(response.header("content-encoding").orElse(""), request.secrets())
                        + ") although no compression was asked for; switch it off at the server or gateway",
                new ServerAnswer(response.status(), response.requestId().orElse(null)),
                null);
    }

    /** What waiting does not cure. */
    private static Optional<String> lasting(Throwable failure) {
        if (isCausedBy(failure, Http2OnlyException.class)) {
            return Optional.of("the server speaks HTTP/2 only and was asked over HTTP/1.1; set httpVersion=2");
        }
        return CertificateProblem.of(failure, "the option sslContextParameters").map(CertificateProblem::sentence);
    }

    private static String reason(Throwable failure) {
        if (isCausedBy(failure, UnknownHostException.class)) {
            return "unknown host; check the name, and whether this machine can look names up or needs a proxy";
        }
        if (failure instanceof SSLException) {
            return "TLS failed: " + failure.getMessage() + "; check that this port speaks https";
        }
        if (failure instanceof ConnectException) {
            return "no connection: " + failure.getMessage() + "; check that the server runs, its port, and firewalls";
        }
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    static String where(WireRequest request) {
        return request.target();
    }
}
