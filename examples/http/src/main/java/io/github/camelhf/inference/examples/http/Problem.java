package io.github.camelhf.inference.examples.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns a failure into the answer for the caller: a status and a JSON object as RFC 9457 describes it. The caller learns what
 * it can do about the failure; addresses and words of the server behind stay in the log, where the request id finds them.
 */
final class Problem implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Integer, String> TITLES = Map.of(
            400, "The request holds no picture that can be classified",
            413, "The picture is too large",
            415, "The model takes no pictures of this type",
            422, "The model refused this picture",
            502, "The model's server gave no usable answer",
            503, "The model is not available yet; try again later",
            504, "The model did not answer in time");

    private final Duration retryAfter;

    /** @param retryAfter when the caller may come back where the model's server does not say */
    Problem(Duration retryAfter) {
        this.retryAfter = retryAfter;
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        HfInferenceException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HfInferenceException.class);
        int status = status(failure);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", TITLES.get(status));
        problem.put("status", status);
        if (failure instanceof InvalidInferenceInputException) {
            problem.put("detail", failure.getMessage());
        }
        if (failure.getRequestId() != null) {
            problem.put("requestId", failure.getRequestId());
        }
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        answer.setHeader(Exchange.CONTENT_TYPE, "application/problem+json");
        if (status == 503) {
            Duration wait = failure.getRetryAfter() == null ? retryAfter : failure.getRetryAfter();
            answer.setHeader("Retry-After", wait.plusMillis(999).toSeconds());
        }
        answer.setBody(JSON.writeValueAsString(problem));
    }

    static int status(HfInferenceException failure) {
        if (failure instanceof InvalidInferenceInputException) {
            return 400;
        }
        if (failure instanceof InferenceUnavailableException) {
            return isTimeout(failure) ? 504 : 503;
        }
        if (failure instanceof InferenceRejectedException) {
            return switch (failure.getStatusCode()) {
                case 413, 415 -> failure.getStatusCode();
                case 400, 422 -> 422;
                // A wrong token, address or model, or no credits: nothing that the caller could change.
                default -> 502;
            };
        }
        return 502;
    }

    /** The time for the whole call ends with a {@link TimeoutException} as its cause, the one for connecting with the socket's. */
    private static boolean isTimeout(HfInferenceException failure) {
        boolean noAnswer = failure instanceof InferenceTransportException
                && (failure.getCause() instanceof TimeoutException
                        || failure.getCause() instanceof SocketTimeoutException);
        return noAnswer || failure.getStatusCode() == 504 || failure.getStatusCode() == 408;
    }
}
