package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelhf.inference.emulator.ErrorShape;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.WrongShape;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.result.Classifications;
import java.awt.Color;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each misbehaviour of a server becomes inside a route, and what the route can do about it. */
class ErrorsInRoutesTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    static Stream<Arguments> faults() {
        return Stream.concat(
                Stream.of(
                        arguments(Fault.modelLoading(20), ModelLoadingException.class, 503),
                        arguments(Fault.scalingUp(), ModelLoadingException.class, 503),
                        arguments(Fault.overloaded(), InferenceServerException.class, 503),
                        arguments(Fault.rateLimited(), RateLimitedException.class, 429),
                        arguments(Fault.rateLimited(Duration.ofSeconds(3)), RateLimitedException.class, 429),
                        arguments(Fault.rateLimited(Instant.now().plusSeconds(60)), RateLimitedException.class, 429),
                        arguments(Fault.rateLimitWindow(Duration.ofSeconds(30)), RateLimitedException.class, 429),
                        arguments(Fault.quotaExceeded(), InferenceQuotaException.class, 402),
                        arguments(Fault.unauthorized(), InferenceAuthenticationException.class, 401),
                        arguments(Fault.forbidden(), InferenceAuthenticationException.class, 403),
                        arguments(Fault.modelNotFound(), InferenceRejectedException.class, 404),
                        arguments(Fault.gone(), InferenceRejectedException.class, 410),
                        arguments(Fault.tooLarge(), InferenceRejectedException.class, 413),
                        arguments(Fault.unprocessable(), InferenceRejectedException.class, 422),
                        arguments(Fault.notDeployed(), InferenceRejectedException.class, 400),
                        arguments(Fault.redirect("http://127.0.0.1:1/"), InferenceRejectedException.class, 302),
                        arguments(Fault.outOfMemory(), InferenceServerException.class, 400),
                        arguments(Fault.backendFailure(), InferenceServerException.class, 424),
                        arguments(Fault.serverError(), InferenceServerException.class, 500),
                        arguments(Fault.busy(), InferenceServerException.class, 500),
                        arguments(Fault.crashed(), InferenceServerException.class, 500),
                        arguments(Fault.teiOverloaded(), RateLimitedException.class, 429),
                        arguments(Fault.badGateway(), InferenceServerException.class, 502),
                        arguments(Fault.gatewayTimeout(), InferenceServerException.class, 504),
                        arguments(
                                Fault.errorWithStatus200("Unsupported image input type"),
                                InferenceRejectedException.class,
                                200),
                        arguments(
                                Fault.errorWithStatus200("Model x is currently loading"),
                                ModelLoadingException.class,
                                200),
                        arguments(Fault.htmlPage(), MalformedInferenceResponseException.class, 200),
                        arguments(Fault.malformedJson(), MalformedInferenceResponseException.class, 200),
                        arguments(Fault.neverAnswer(), InferenceTransportException.class, 0),
                        arguments(Fault.slow(Duration.ofSeconds(30)), InferenceTransportException.class, 0),
                        arguments(Fault.dribble(1, Duration.ofMillis(200)), InferenceTransportException.class, 0),
                        arguments(Fault.resetAfterHead(), InferenceTransportException.class, 0),
                        arguments(Fault.resetBeforeAnswer(), InferenceTransportException.class, 0),
                        arguments(Fault.resetMidAnswer(), InferenceTransportException.class, 0),
                        arguments(Fault.closeBeforeAnswer(), InferenceTransportException.class, 0),
                        arguments(Fault.truncatedAnswer(), InferenceTransportException.class, 0),
                        arguments(Fault.truncatedChunk(), InferenceTransportException.class, 0),
                        arguments(Fault.garbage(), InferenceTransportException.class, 0)),
                Stream.of(
                                WrongShape.MISSING_LABEL,
                                WrongShape.DOUBLED_LABEL,
                                WrongShape.UNKNOWN_LABEL,
                                WrongShape.NAN_SCORE,
                                WrongShape.NULL_SCORE,
                                WrongShape.WRONG_COUNT,
                                WrongShape.EMPTY_ARRAY)
                        .map(shape ->
                                arguments(Fault.wrongShape(shape), MalformedInferenceResponseException.class, 200)));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @MethodSource("faults")
    void eachFaultReachesItsExceptionInARoute(Fault fault, Class<? extends HfInferenceException> type, int status)
            throws Exception {
        routes.add(route -> {
            route.onException(type).handled(true).to("mock:caught");
            route.from("direct:in").to(zeroShot("&requestTimeout=600")).to("mock:classified");
        });
        MockEndpoint caught = routes.mock("caught");
        caught.expectedBodiesReceived(RED);
        EMULATOR.fault(fault);

        routes.template.sendBody("direct:in", RED);

        caught.assertIsSatisfied();
        HfInferenceException failure =
                caught.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, HfInferenceException.class);
        assertThat(failure).isExactlyInstanceOf(type);
        assertThat(failure.getStatusCode()).isEqualTo(status);
        assertThat(failure).hasMessageContaining("127.0.0.1");
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                arguments(Fault.modelLoading(0.05), ModelLoadingException.class),
                arguments(Fault.rateLimited(Duration.ZERO), RateLimitedException.class),
                arguments(Fault.badGateway(), InferenceServerException.class),
                arguments(Fault.neverAnswer(), InferenceTransportException.class));
    }

    @ParameterizedTest(name = "{0} is tried again")
    @MethodSource("passing")
    void aPassingFailureIsRetriedByAPlainOnException(Fault fault, Class<? extends HfInferenceException> type)
            throws Exception {
        routes.add(route -> {
            route.onException(InferenceUnavailableException.class)
                    .maximumRedeliveries(3)
                    .redeliveryDelay(10)
                    .asyncDelayedRedelivery();
            route.from("direct:in").to(zeroShot("&requestTimeout=600"));
        });
        EMULATOR.fault(fault);

        Exchange result = routes.call("direct:in", RED);

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody(Classifications.class).best().label())
                .isEqualTo("red");
        assertThat(result.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(1);
        assertThat(result.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
        assertThat(EMULATOR.requests()).hasSize(2);
        assertThat(EMULATOR.requests().get(0).bodySha256())
                .isEqualTo(EMULATOR.requests().get(1).bodySha256());
    }

    @Test
    void aRefusedConnectionIsRetriedUntilTheServerIsThere() throws Exception {
        int port = freePort();
        routes.add(route -> {
            route.onException(InferenceTransportException.class).handled(true).to("mock:caught");
            route.from("direct:in").to("hf-inference:zero-shot?labels=a,b&endpointUrl=http://127.0.0.1:" + port);
        });
        MockEndpoint caught = routes.mock("caught");
        caught.expectedMessageCount(1);

        routes.template.sendBody("direct:in", RED);

        caught.assertIsSatisfied();
        InferenceTransportException failure =
                caught.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, InferenceTransportException.class);
        assertThat(failure.phase()).isEqualTo(InferenceTransportException.Phase.CONNECT);
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void theServersDelayBecomesTheRedeliveryDelayAndIsCapped() {
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(7)));
        Exchange seven = send("&adaptive=false");
        EMULATOR.fault(Fault.rateLimited(Duration.ofDays(7)));
        Exchange capped = send("&maxRetryAfter=1m&adaptive=false");
        EMULATOR.fault(Fault.badGateway());
        Exchange none = send("&adaptive=false");

        assertThat(seven.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(7000L);
        assertThat(seven.getProperty("CamelAiRetryAfterMillis")).isEqualTo(7000L);
        assertThat(seven.getProperty("CamelAiErrorCategory")).isEqualTo("RATE_LIMIT");
        assertThat(seven.getMessage().getBody()).isSameAs(RED);
        assertThat(capped.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(60_000L);
        assertThat(none.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
        assertThat(none.getProperty("CamelAiErrorCategory")).isEqualTo("SERVER_ERROR");
    }

    @Test
    void aDelayOfAnEarlierAttemptOrOfTheSenderIsForgotten() {
        EMULATOR.fault(Fault.unauthorized());
        Exchange refused = routes.call(zeroShot(""), exchange -> {
            exchange.getMessage().setBody(RED);
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 99_999L);
        });

        assertThat(refused.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
        assertThat(refused.getProperty("CamelAiErrorCategory")).isEqualTo("AUTH");
    }

    @Test
    void theWaitHeaderGoesOutOnlyAfterALoadingAnswer() throws Exception {
        routes.add(route -> {
            route.onException(ModelLoadingException.class)
                    .maximumRedeliveries(1)
                    .redeliveryDelay(1);
            route.from("direct:in").to(zeroShot(""));
        });
        EMULATOR.fault(Fault.modelLoading(0.01));

        routes.template.sendBody("direct:in", RED);
        routes.template.sendBody("direct:in", RED);

        assertThat(EMULATOR.requests().stream()
                        .map(request -> request.header("x-wait-for-model").orElse("-")))
                .isEqualTo(List.of("-", "true", "-").stream().toList());
    }

    @Test
    void theServersWordsAreShownWithoutTokenAndControlCharacters() {
        String secret = "hf_abcdefghijklmnop";
        EMULATOR.fault(Fault.error(400, ErrorShape.ERROR_LIST, "bad\u0007 token " + secret + " " + "QUJD".repeat(100)));
        Exchange failed = send("&token=" + secret);

        assertThat(failed.getException())
                .hasMessageContaining("bad token [token] [base64]")
                .hasMessageNotContaining(secret);
        assertThat(failed.getException().getMessage()).hasSizeLessThan(600);
    }

    private Exchange send(String options) {
        return routes.call(zeroShot(options), RED);
    }

    private static String zeroShot(String options) {
        return "hf-inference:zero-shot?labels=red,blue&endpointUrl={{url}}" + options;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
