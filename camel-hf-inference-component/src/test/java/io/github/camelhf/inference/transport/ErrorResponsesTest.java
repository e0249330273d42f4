package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which class each status and each text becomes. */
class ErrorResponsesTest {

    private static final WireRequest REQUEST =
            Calls.request(URI.create("https://model.example/models/a/b?secret=1"), Calls.json("{}"));

    private static final Map<String, Class<?>> CLASSES = Map.of(
            "authentication", InferenceAuthenticationException.class,
            "quota", InferenceQuotaException.class,
            "rejected", InferenceRejectedException.class,
            "server", InferenceServerException.class,
            "loading", ModelLoadingException.class,
            "limited", RateLimitedException.class);

    private static HfInferenceException of(int status, Map<String, String> headers, String body) {
        return ErrorResponses.toException(REQUEST, Calls.response(status, headers, body));
    }

    @ParameterizedTest
    @CsvSource({
        "300, rejected",
        "301, rejected",
        "304, rejected",
        "308, rejected",
        "400, rejected",
        "401, authentication",
        "402, quota",
        "403, authentication",
        "404, rejected",
        "405, rejected",
        "406, rejected",
        "407, rejected",
        "408, server",
        "409, rejected",
        "410, rejected",
        "411, rejected",
        "413, rejected",
        "414, rejected",
        "415, rejected",
        "418, rejected",
        "421, rejected",
        "422, rejected",
        "424, server",
        "425, server",
        "429, limited",
        "431, rejected",
        "451, rejected",
        "500, server",
        "501, server",
        "502, server",
        "503, loading",
        "504, server",
        "507, server",
        "520, server",
        "599, server"
    })
    void statusDecides(int status, String expected) {
        for (String body : new String[] {"", "{\"error\":\"some words\"}", "<title>Error</title>"}) {
            HfInferenceException failure = of(status, Map.of("x-request-id", "r-1"), body);
            assertThat(failure).isExactlyInstanceOf(CLASSES.get(expected));
            assertThat(failure.getStatusCode()).isEqualTo(status);
            assertThat(failure.getRequestId()).isEqualTo("r-1");
            assertThat(failure).hasMessageContainingAll("https://model.example/models/a/b", "answered " + status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, CUDA out of memory. Tried to allocate 20.00 MiB, server",
        "400, 'CUDA error: device-side assert triggered', server",
        "400, MPS backend out of memory, server",
        "400, Model too busy, server",
        "400, Model a/b is currently loading, loading",
        "400, Rate limit reached, limited",
        "400, Model not supported by provider hf-inference, rejected",
        "400, unauthorized, rejected",
        "503, overloaded, server",
        "503, Model is overloaded, server",
        "503, 503 Service Unavailable, loading",
        "500, Model too busy, server",
        "500, Model a/b is currently loading, server",
        "422, CUDA out of memory, rejected",
        "401, Rate limit reached, authentication",
        "404, Model a/b is currently loading, rejected"
    })
    void textDecidesOnlyWhereTheStatusIsAmbiguous(int status, String text, String expected) {
        assertThat(of(status, Map.of(), "{\"error\":\"" + text + "\"}")).isExactlyInstanceOf(CLASSES.get(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "Model a/b is currently loading, loading",
        "Endpoint is scaling up, loading",
        "Rate limit reached, limited",
        "Too many requests, limited",
        "CUDA out of memory, server",
        "Model is overloaded, server",
        "Unauthorized, authentication",
        "Invalid username or password., authentication",
        "You have exceeded your monthly included credits, quota",
        "candidate_labels is required for zero-shot classification, rejected",
        "Unknown mode: x, rejected"
    })
    void errorWithASuccessStatusBecomesWhatItsTextCallsFor(String text, String expected) {
        String body = new ObjectMapper().createObjectNode().put("error", text).toString();
        HfInferenceException failure = of(200, Map.of("x-amz-cf-id", "cf-1"), body);
        assertThat(failure).isExactlyInstanceOf(CLASSES.get(expected)).hasMessageContaining(text);
        assertThat(failure.getStatusCode()).isEqualTo(200);
        assertThat(failure.getRequestId()).isEqualTo("cf-1");
    }

    @Test
    void retryableFailuresCarryTheDelay() {
        Map<String, String> headers = Map.of("retry-after", "7");
        for (int status : new int[] {408, 424, 425, 429, 500, 502, 503, 504}) {
            assertThat(of(status, headers, "").getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
        }
        for (int status : new int[] {301, 400, 401, 402, 403, 404, 410, 413, 415, 422}) {
            assertThat(of(status, headers, "").getRetryAfter()).isNull();
        }
        assertThat(of(503, Map.of(), "{\"error\":\"Model x is currently loading\",\"estimated_time\":20.0}")
                        .getRetryAfter())
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(of(503, Map.of(), "").getRetryAfter()).isNull();
        assertThat(of(429, Map.of("retry-after", "100000"), "").getRetryAfter()).isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({
        "401, set the option token",
        "402, billTo",
        "403, Inference Providers",
        "404, check model and endpointUrl",
        "405, takes no POST",
        "410, baseUrl https://router.huggingface.co/hf-inference",
        "413, too large",
        "415, media type",
        "302, redirects are not followed"
    })
    void saysWhatToDo(int status, String advice) {
        assertThat(of(status, Map.of(), "")).hasMessageContaining(advice);
    }

    @Test
    void showsNeitherTheTokenNorTheQuery() {
        HfInferenceException failure = of(
                401,
                Map.of("x-request-id", "id\r\nwith " + Calls.TOKEN),
                "{\"error\":\"Bearer " + Calls.TOKEN + " is unknown\\u0007\"}");
        assertThat(failure.getMessage())
                .doesNotContain(Calls.TOKEN, "secret=1", "\r", "\n", "\u0007")
                .contains("Bearer [token] is unknown", "[request id with [token]]");
        assertThat(REQUEST.toString()).doesNotContain(Calls.TOKEN);
    }

    @Test
    void prefersTheServersRequestId() {
        Map<String, String> all = Map.of("x-request-id", "1", "x-amzn-trace-id", "2", "x-amz-cf-id", "3");
        assertThat(of(500, all, "").getRequestId()).isEqualTo("1");
        assertThat(of(500, Map.of("x-amzn-trace-id", "2", "x-amz-cf-id", "3"), "")
                        .getRequestId())
                .isEqualTo("2");
        assertThat(of(500, Map.of(), "").getRequestId()).isNull();
    }
}
