package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The delay that an exchange carries to Camel's error handler: the server's hint, but never less than the route's own delay. */
class RedeliveryDelayTest {

    private static final String TEXTS = "hf-inference:text-embedding?api=multimodal&endpointUrl={{url}}";

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    /** What the header said at each failure. */
    private final Queue<Long> delays = new ConcurrentLinkedQueue<>();

    @Test
    void aHintThatIsLongerThanTheRoutesDelayIsTaken() throws Exception {
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(1)));

        send(route -> {
            route.onException(InferenceUnavailableException.class)
                    .maximumRedeliveries(1)
                    .redeliveryDelay(10)
                    .onExceptionOccurred(this::remember);
            route.from("direct:in").to(TEXTS);
        });

        assertThat(delays).containsExactly(1000L);
    }

    @Test
    void aShorterHintDoesNotShortenTheBackOffOfTheRoute() throws Exception {
        EMULATOR.fault(Fault.modelLoading(0.05), 3);

        Duration time = send(route -> {
            route.onException(InferenceUnavailableException.class)
                    .maximumRedeliveries(5)
                    .redeliveryDelay(200)
                    .backOffMultiplier(2)
                    .useExponentialBackOff()
                    .onExceptionOccurred(this::remember);
            route.from("direct:in").to(TEXTS);
        });

        assertThat(delays).containsExactly(200L, 400L, 800L);
        assertThat(time).isGreaterThanOrEqualTo(Duration.ofMillis(1400));
    }

    @Test
    void theDelayOfAnErrorHandlerCountsAsWell() throws Exception {
        EMULATOR.fault(Fault.modelLoading(0.05));

        send(route -> {
            route.errorHandler(route.defaultErrorHandler()
                    .maximumRedeliveries(1)
                    .redeliveryDelay(300)
                    .onExceptionOccurred(this::remember));
            route.from("direct:in")
                    .choice()
                    .when(route.body().isNotNull())
                    .to(TEXTS)
                    .end();
        });

        assertThat(delays).containsExactly(300L);
    }

    @Test
    void theMostSpecialPolicyOfSeveralCounts() throws Exception {
        EMULATOR.fault(Fault.modelLoading(0.05));

        send(route -> {
            route.onException(Exception.class).maximumRedeliveries(1).redeliveryDelay(5000);
            route.onException(InferenceUnavailableException.class)
                    .maximumRedeliveries(1)
                    .redeliveryDelay(150)
                    .onExceptionOccurred(this::remember);
            route.from("direct:in").to(TEXTS);
        });

        assertThat(delays).containsExactly(150L);
    }

    @Test
    void withoutARouteTheHintStandsAlone() {
        EMULATOR.fault(Fault.modelLoading(0.05));

        Exchange exchange = routes.call(TEXTS, "a text");

        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(50L);
    }

    @Test
    void aConditionThatLooksAtTheExceptionIsHeeded() throws Exception {
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(1)));

        send(route -> {
            route.onException(InferenceUnavailableException.class)
                    .onWhen(route.simple("${exception.statusCode} == 429"))
                    .maximumRedeliveries(1)
                    .redeliveryDelay(1200)
                    .onExceptionOccurred(this::remember);
            route.from("direct:in").to(TEXTS);
        });

        assertThat(delays).containsExactly(1200L);
    }

    @Test
    void theRouteThatSendsAgainCountsWhereTheCallStandsInAnother() throws Exception {
        EMULATOR.fault(Fault.modelLoading(0.05));

        send(route -> {
            route.from("direct:in")
                    .errorHandler(route.defaultErrorHandler()
                            .maximumRedeliveries(1)
                            .redeliveryDelay(250)
                            .onExceptionOccurred(this::remember))
                    .to("direct:sub");
            route.from("direct:sub").errorHandler(route.noErrorHandler()).to(TEXTS);
        });

        assertThat(delays).containsExactly(250L);
    }

    private Duration send(LambdaRouteBuilder definition) throws Exception {
        routes.add(definition);
        long start = System.nanoTime();
        Exchange exchange = routes.call("direct:in", "a text");
        assertThat(exchange.getException()).isNull();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void remember(Exchange exchange) {
        delays.add(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, 0L, Long.class));
    }
}
