package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The delay that an exchange carries to Camel's error handler: the server's hint, but never less than the route's own delay. */
class RedeliveryDelayTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final DefaultCamelContext context = RunningContext.start();

    /** What the header said at each failure. */
    private final Queue<Long> delays = new ConcurrentLinkedQueue<>();

    @Test
    void aHintThatIsLongerThanTheRoutesDelayIsTaken() throws Exception {
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(1)));

        send(new RouteBuilder() {
            @Override
            public void configure() {
                onException(InferenceUnavailableException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(10)
                        .onExceptionOccurred(RedeliveryDelayTest.this::remember);
                from("direct:in").to(uri());
            }
        });

        assertThat(delays).containsExactly(1000L);
    }

    @Test
    void aShorterHintDoesNotShortenTheBackOffOfTheRoute() throws Exception {
        EMULATOR.fault(Fault.modelLoading(0.05), 3);

        Duration time = send(new RouteBuilder() {
            @Override
            public void configure() {
                onException(InferenceUnavailableException.class)
                        .maximumRedeliveries(5)
                        .redeliveryDelay(200)
                        .backOffMultiplier(2)
                        .useExponentialBackOff()
                        .onExceptionOccurred(RedeliveryDelayTest.this::remember);
                from("direct:in").to(uri());
            }
        });

        assertThat(delays).containsExactly(200L, 400L, 800L);
        assertThat(time).isGreaterThanOrEqualTo(Duration.ofMillis(1400));
    }

    @Test
    void theDelayOfAnErrorHandlerCountsAsWell() throws Exception {
        EMULATOR.fault(Fault.modelLoading(0.05));

        send(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(1)
                        .redeliveryDelay(300)
                        .onExceptionOccurred(RedeliveryDelayTest.this::remember));
                from("direct:in").choice().when(body().isNotNull()).to(uri()).end();
            }
        });

        assertThat(delays).containsExactly(300L);
    }

    @Test
    void theMostSpecialPolicyOfSeveralCounts() throws Exception {
        EMULATOR.fault(Fault.modelLoading(0.05));

        send(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(1).redeliveryDelay(5000);
                onException(InferenceUnavailableException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(150)
                        .onExceptionOccurred(RedeliveryDelayTest.this::remember);
                from("direct:in").to(uri());
            }
        });

        assertThat(delays).containsExactly(150L);
    }

    @Test
    void withoutARouteTheHintStandsAlone() {
        EMULATOR.fault(Fault.modelLoading(0.05));

        Exchange exchange = context.createProducerTemplate()
                .request(uri(), message -> message.getMessage().setBody("a text"));

        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(50L);
    }

    @Test
    void aConditionThatLooksAtTheExceptionIsHeeded() throws Exception {
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(1)));

        send(new RouteBuilder() {
            @Override
            public void configure() {
                onException(InferenceUnavailableException.class)
                        .onWhen(simple("${exception.statusCode} == 429"))
                        .maximumRedeliveries(1)
                        .redeliveryDelay(1200)
                        .onExceptionOccurred(RedeliveryDelayTest.this::remember);
                from("direct:in").to(uri());
            }
        });

        assertThat(delays).containsExactly(1200L);
    }

    @Test
    void theRouteThatSendsAgainCountsWhereTheCallStandsInAnother() throws Exception {
        EMULATOR.fault(Fault.modelLoading(0.05));

        send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(defaultErrorHandler()
                                .maximumRedeliveries(1)
                                .redeliveryDelay(250)
                                .onExceptionOccurred(RedeliveryDelayTest.this::remember))
                        .to("direct:sub");
                from("direct:sub").errorHandler(noErrorHandler()).to(uri());
            }
        });

        assertThat(delays).containsExactly(250L);
    }

    private Duration send(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        long start = System.nanoTime();
        Exchange exchange = context.createProducerTemplate()
                .request("direct:in", message -> message.getMessage().setBody("a text"));
        assertThat(exchange.getException()).isNull();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void remember(Exchange exchange) {
        delays.add(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, 0L, Long.class));
    }

    private static String uri() {
        return "hf-inference:text-embedding?api=multimodal&endpointUrl=" + EMULATOR.url();
    }
}
