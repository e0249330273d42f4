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
import java.util.List;
import java.util.Locale;
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
            "unclear", UnclearUnavailableException.class,
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
        "501, rejected",
        "502, server",
        "503, unclear",
        "504, server",
        "505, rejected",
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
        "503, 503 Service Unavailable, unclear",
        "500, Model too busy, server",
        "500, Model a/b is currently loading, server",
        "422, CUDA out of memory, rejected",
        "401, Rate limit reached, authentication",
        "404, Model a/b is currently loading, rejected"
    })
    void textDecidesOnlyWhereTheStatusIsAmbiguous(int status, String text, String expected) {
        assertThat(of(status, Map.of(), "{\"error\":\"" + text + "\"}")).isExactlyInstanceOf(CLASSES.get(expected));
    }

    /** Each as its server writes it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Model x is currently loading                                          | loading
            {"error":"Model x is currently loading","estimated_time":20.0}        | loading
            {"error":"unavailable","estimated_time":0}                            | loading
            {"error":{"code":503,"message":"Loading model"}}                      | loading
            {"error":"Endpoint is scaling up"}                                    | loading
            {"error":"Request is waiting for model x: not ready"}                 | loading
            {"error":"503 Service Unavailable"}                                   | unclear
            {"error":"unhealthy","error_type":"Unhealthy"}                        | unclear
            <title>503 Service Temporarily Unavailable</title>                    | unclear
            no healthy upstream                                                   | unclear
            Service Unavailable                                                   | unclear
            {"error":"overloaded"}                                                | server
            {"error":"Model is overloaded","error_type":"Overloaded"}             | server
            {"error":"router queue overflow"}                                     | server
            {"error":"Request dropped due to backpressure"}                       | server
            {"error":"Exceeds maximum queue size"}                                | server
            <Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error> | server
            <h1>503 Service Unavailable</h1>\\nNo server is available to handle this request. | server
            upstream connect error or disconnect/reset before headers. reset reason: overflow | server
            """)
    void unavailableMeansWhatItsWordsSay(String body, String expected) {
        assertThat(of(503, Map.of("retry-after", "9"), body.replace("\\n", "\n")))
                .isExactlyInstanceOf(CLASSES.get(expected))
                .extracting(HfInferenceException::getRetryAfter)
                .isIn(Duration.ofSeconds(9), Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server        | nginx/1.22.1              | <title>503 Service Temporarily Unavailable</title> | server
            Server        | OpenResty                 | <html><body>503</body></html>                      | server
            server        | nginx/1.22.1              | {"error":"503 Service Unavailable"}                | unclear
            server        | awselb/2.0                | <title>503 Service Temporarily Unavailable</title> | unclear
            x-squid-error | ERR_CONNECT_FAIL 111      | <title>ERROR</title>                               | server
            content-type  | text/plain; charset=utf-8 | Service Unavailable                                | server
            content-type  | text/plain; charset=utf-8 | Service Unavailable for now                        | unclear
            x-scale-up    | 1                         | {"error":"503 Service Unavailable"}                | loading
            """)
    void unavailableMeansWhatItsHeadersSay(String header, String value, String body, String expected) {
        assertThat(of(503, Map.of(header.toLowerCase(Locale.ROOT), value), body))
                .isExactlyInstanceOf(CLASSES.get(expected));
    }

    @Test
    void whatIsUnclearBecomesEitherWithTheSameFacts() {
        HfInferenceException failure =
                of(503, Map.of("retry-after", "9", "x-request-id", "r-1"), "{\"error\":\"503 Service Unavailable\"}");
        assertThat(failure).isInstanceOfSatisfying(UnclearUnavailableException.class, unclear -> {
            assertThat(unclear.isRetryable()).isTrue();
            assertThat(unclear.asLoading()).isExactlyInstanceOf(ModelLoadingException.class);
            assertThat(unclear.asOverload())
                    .isInstanceOfSatisfying(
                            InferenceServerException.class,
                            overload -> assertThat(ErrorResponses.isOverload(overload))
                                    .isTrue());
            assertThat(List.of(unclear.asLoading(), unclear.asOverload())).allSatisfy(same -> {
                assertThat(same).hasMessage(unclear.getMessage());
                assertThat(same.getStatusCode()).isEqualTo(503);
                assertThat(same.getRequestId()).isEqualTo("r-1");
                assertThat(same.getRetryAfter()).isEqualTo(Duration.ofSeconds(9));
            });
        });
    }

    @Test
    void saysWhatTextEmbeddingsInferenceCannotDoWithItsModelOrInOneCall() {
        for (String text : List.of("Model is not a classifier model", "model is not a re-ranker model")) {
            assertThat(of(424, Map.of(), "{\"error\":\"Backend error: " + text + "\",\"error_type\":\"Backend\"}"))
                    .isExactlyInstanceOf(InferenceRejectedException.class)
                    .hasMessageContainingAll(text, "set endpointUrl to a server with a model for this one");
        }
        assertThat(of(424, Map.of(), "{\"error\":\"Backend error: no memory\",\"error_type\":\"Backend\"}"))
                .isExactlyInstanceOf(InferenceServerException.class);
        for (int status : new int[] {413, 422}) {
            assertThat(of(status, Map.of(), "{\"error\":\"batch size 33 > maximum allowed batch size 32\"}"))
                    .isExactlyInstanceOf(InferenceRejectedException.class)
                    .hasMessageContaining("set batchSize to 32 at most");
        }
    }

    @Test
    void namesTheOptionWhereTheDialectIsWrong() {
        assertThat(of(400, Map.of(), "{\"error\":\"__call__() got an unexpected keyword argument 'mode'\"}"))
                .isExactlyInstanceOf(InferenceRejectedException.class)
                .hasMessageContaining("set api=pipeline");
        assertThat(of(
                        422,
                        Map.of(),
                        "Failed to deserialize the JSON body into the target type: inputs: data did not match any"
                                + " variant of untagged enum Input at line 1 column 30"))
                .hasMessageContainingAll("Text Embeddings Inference", "api=tei");
        assertThat(of(
                        422,
                        Map.of(),
                        "Failed to deserialize the JSON body into the target type: missing field `query` at line 1"))
                .hasMessageContainingAll("api=tei", "/rerank");
        assertThat(of(400, Map.of(), "{\"error\":\"got an unexpected keyword argument 'model'\"}"))
                .message()
                .doesNotContain("api=");
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
        "413, too much text",
        "415, media type",
        "501, check endpointUrl",
        "505, set httpVersion",
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

    @Test
    void a413ForTextsIsNotAboutPictures() {
        assertThat(of(413, Map.of(), "too many tokens"))
                .hasMessageContaining("parameters.truncate=true")
                .hasMessageNotContaining("picture");

        WireRequest picture = Calls.request(REQUEST.uri(), WireBody.raw(Calls.zeros(3), "image/png"));
        assertThat(ErrorResponses.toException(picture, Calls.response(413, Map.of(), "too large")))
                .hasMessageContaining("send a smaller picture")
                .hasMessageNotContaining("truncate");
    }
}
