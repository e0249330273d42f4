package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.error.ServerAnswer;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives each error answer the exception class that says what a route can do about it. The status decides; the text decides where
 * a server uses one status for several things. Sources: the error catalogue of recorded answers and server sources, read
 * 2026-11-20.
 */
public final class ErrorResponses {

    /** The Inference Toolkit answers every exception with 400, also one that another attempt can cure. */
    private static final Pattern OVERLOADED = Pattern.compile(
            "out of memory|CUDA error|cudnn|CUBLAS|MPS backend|overloaded|too busy|queue is full",
            Pattern.CASE_INSENSITIVE);

    static final Pattern LOADING = Pattern.compile(
            "currently loading|is loading|still loading|scal(ing|es?) up|warming up", Pattern.CASE_INSENSITIVE);
    private static final Pattern LIMITED = Pattern.compile("rate limit|too many requests", Pattern.CASE_INSENSITIVE);
    private static final Pattern DENIED = Pattern.compile(
            "unauthorized|invalid (username|bearer|token|credentials)|authentication|not have sufficient permissions",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SPENT =
            Pattern.compile("exceeded your monthly|payment required", Pattern.CASE_INSENSITIVE);
    private static final Pattern BROKEN = Pattern.compile(
            "internal server error|inference failed|timed out|503 service unavailable", Pattern.CASE_INSENSITIVE);

    /** Text Embeddings Inference answers 424 also where its model is for something else, which lasts. Source: its source, read 2026-11-26. */
    static final Pattern OTHER_MODEL =
            Pattern.compile("model is not an? |not available for SPLADE models", Pattern.CASE_INSENSITIVE);

    /** Not worth another attempt: what the server cannot do at all, or not in this version of HTTP. */
    private static final Set<Integer> NEVER = Set.of(501, 505);

    private ErrorResponses() {}

    /** The exception for an answer that is an error: by its status, and for an error object in a 2xx by what its text calls for. */
    public static HfInferenceException toException(WireRequest request, WireResponse response) {
        return classify(request, response, ErrorBody.of(response));
    }

    private static HfInferenceException classify(WireRequest request, WireResponse response, ErrorBody error) {
        int status = response.status();
        ServerAnswer plain = new ServerAnswer(status, response.requestId().orElse(null));
        String text = ErrorText.line(error.text(), request.secrets());
        String message = message(request, response, text);
        boolean ambiguous = status < 300 || status == 400;
        boolean overloaded = OVERLOADED.matcher(text).find() || matches(request, text);
        if (status == 429 || (ambiguous && LIMITED.matcher(text).find())) {
            return new RateLimitedException(message, withDelay(request, response, error));
        }
        if (status == 503 && !overloaded) {
            return unavailable(
                    ServiceUnavailable.of(response, error, text), message, withDelay(request, response, error));
        }
        if (ambiguous && LOADING.matcher(text).find()) {
            return new ModelLoadingException(message, withDelay(request, response, error));
        }
        if (status == 424 && OTHER_MODEL.matcher(text).find()) {
            return new InferenceRejectedException(message, plain);
        }
        if (status == 408
                || status == 424
                || status == 425
                || (status >= 500 && !NEVER.contains(status))
                || (ambiguous && overloaded)
                || (status < 300 && BROKEN.matcher(text).find())) {
            return new InferenceServerException(message, withDelay(request, response, error));
        }
        if (status == 401
                || status == 403
                || (status < 300 && DENIED.matcher(text).find())) {
            return new InferenceAuthenticationException(message, plain);
        }
        if (status == 402 || (status < 300 && SPENT.matcher(text).find())) {
            return new InferenceQuotaException(message, plain);
        }
        return new InferenceRejectedException(message, plain);
    }

    private static HfInferenceException unavailable(ServiceUnavailable meaning, String message, ServerAnswer answer) {
        return switch (meaning) {
            case LOADING -> new ModelLoadingException(message, answer);
            case OVERLOAD -> new InferenceServerException(message, answer);
            case UNCLEAR -> new UnclearUnavailableException(message, answer);
        };
    }

    /** Whether fewer calls at a time would have helped, as far as one can tell. */
    public static boolean isOverload(InferenceServerException failure) {
        return switch (failure.getStatusCode()) {
            case 200, 400, 408, 503, 504 -> true;
            default -> OVERLOADED.matcher(String.valueOf(failure.getMessage())).find();
        };
    }

    /** Whether it turned a call away at once because there are too many. What is too much for one picture is not. */
    public static boolean isRefusal(InferenceServerException failure) {
        return isOverload(failure) && (failure.getStatusCode() == 503 || failure.getStatusCode() == 529);
    }

    private static boolean matches(WireRequest request, String text) {
        Pattern overload = request.limits().overload();
        return overload != null && overload.matcher(text).find();
    }

    /** Only failures that can pass carry a delay: some servers send Retry-After with any answer. */
    private static ServerAnswer withDelay(WireRequest request, WireResponse response, ErrorBody error) {
        return new ServerAnswer(
                response.status(),
                response.requestId().orElse(null),
                RetryDelay.of(
                        response,
                        error.estimatedTime(),
                        Instant.now(),
                        request.limits().maxRetryAfter()));
    }

    private static String message(WireRequest request, WireResponse response, String text) {
        StringBuilder message = new StringBuilder()
                .append(Failures.where(request))
                .append(" answered ")
                .append(response.status());
        if (!text.isEmpty()) {
            message.append(": ").append(ErrorText.shortened(text));
        }
        String advice = ErrorAdvice.of(request, response.status(), text);
        if (advice != null) {
            message.append(" (").append(advice).append(')');
        }
        response.requestId()
                .ifPresent(id -> message.append(" [request ")
                        .append(ErrorText.clean(id, request.secrets()))
                        .append(']'));
        return message.toString();
    }
}
