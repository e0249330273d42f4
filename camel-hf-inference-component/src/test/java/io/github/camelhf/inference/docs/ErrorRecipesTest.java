package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.result.Classifications;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** The routes of the page on errors, against a server that makes each of them. */
class ErrorRecipesTest extends RecipeTest {

    @Test
    void aBusyServerIsAskedAgainAsLateAsItSays() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::retry
                onException(InferenceUnavailableException.class)
                        .maximumRedeliveries(8)
                        .redeliveryDelay(1000)
                        .useExponentialBackOff()
                        .backOffMultiplier(2)
                        .maximumRedeliveryDelay(60_000)
                        .asyncDelayedRedelivery();

                from("direct:pictures")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red,blue&maxRetryAfter=5m")
                        .to("direct:classified");
                // end::retry
            }
        });
        assertRetries();
    }

    @Test
    void theSameInYaml() throws Exception {
        load("retry.yaml");
        assertRetries();
    }

    private void assertRetries() throws Exception {
        MockEndpoint classified = arriving("direct:classified");
        classified.expectedMessageCount(1);
        EMULATOR.fault(Fault.modelLoading(0.05), 3);

        template.sendBody("direct:pictures", RED);

        classified.assertIsSatisfied();
        Exchange exchange = classified.getExchanges().get(0);
        assertThat(exchange.getMessage().getBody(Classifications.class).best().label())
                .isEqualTo("red");
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
        assertThat(EMULATOR.requests()).hasSize(4);
    }

    @Test
    void whatWaitingCannotCureIsNotTriedAgain() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::retryable
                onException(InferenceUnavailableException.class)
                        .onWhen(simple("${exception.retryable}"))
                        .maximumRedeliveries(8)
                        .asyncDelayedRedelivery();
                // end::retryable
                from("direct:pictures").to("mock:attempts").process(exchange -> {
                    throw new InferenceTransportException("the certificate is not trusted", Phase.CONNECT, false, null);
                });
            }
        });
        MockEndpoint attempts = context.getEndpoint("mock:attempts", MockEndpoint.class);

        Exchange failed = template.send(
                "direct:pictures", exchange -> exchange.getMessage().setBody(RED));

        assertThat(failed.getException()).isInstanceOf(InferenceTransportException.class);
        assertThat(failed.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(0);
        attempts.expectedMessageCount(1);
        attempts.assertIsSatisfied();
    }

    @Test
    void whatCannotBeClassifiedIsKeptWithItsReason() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::dead-letter
                errorHandler(deadLetterChannel("direct:dead")
                        .useOriginalMessage()
                        .maximumRedeliveries(3)
                        .redeliveryDelay(1000)
                        .asyncDelayedRedelivery());

                from("direct:pictures")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red,blue")
                        .to("direct:classified");

                from("direct:dead")
                        .errorHandler(noErrorHandler())
                        .removeHeader("CamelRedeliveryDelay")
                        .setHeader("reason", exceptionMessage())
                        .to("direct:kept");
                // end::dead-letter
            }
        });
        MockEndpoint kept = arriving("direct:kept");
        kept.expectedBodiesReceived(RED);
        EMULATOR.alwaysFault(Fault.modelLoading(0.02));

        template.sendBody("direct:pictures", RED);

        kept.assertIsSatisfied();
        Exchange exchange = kept.getExchanges().get(0);
        assertThat(exchange.getMessage().getHeader("reason", String.class)).contains("currently loading");
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
        assertThat(EMULATOR.requests()).hasSize(4);
    }

    @Test
    void whatTheServerRefusesGoesAside() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::refused
                onException(
                                InvalidInferenceInputException.class,
                                InferenceRejectedException.class,
                                MalformedInferenceResponseException.class)
                        .handled(true)
                        .setHeader("reason", exceptionMessage())
                        .to("direct:refused");

                from("direct:pictures")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red,blue")
                        .to("direct:classified");
                // end::refused
            }
        });
        arriving("direct:classified").expectedMessageCount(1);
        MockEndpoint refused = arriving("direct:refused");
        refused.expectedMessageCount(3);
        EMULATOR.fault(Fault.tooLarge());
        EMULATOR.fault(Fault.malformedJson());

        template.sendBody("direct:pictures", RED);
        template.sendBody("direct:pictures", RED);
        template.sendBody("direct:pictures", new byte[] {'%', 'P', 'D', 'F', '-', '1', '.', '7'});
        template.sendBody("direct:pictures", RED);

        MockEndpoint.assertIsSatisfied(context);
        assertThat(refused.getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader("reason", String.class))
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("answered 413"),
                        reason -> assertThat(reason).contains("is malformed"),
                        reason -> assertThat(reason).contains("the content is application/pdf"));
    }

    @Test
    void aRouteCanGoOnWithoutAResult() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::continued
                onException(ModelLoadingException.class).continued(true).removeHeader("CamelRedeliveryDelay");

                from("direct:pictures")
                        .to(
                                "hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red,blue&resultHeader=kinds&adaptive=false")
                        .to("direct:archive");
                // end::continued
            }
        });
        MockEndpoint archive = arriving("direct:archive");
        archive.expectedBodiesReceived(RED, RED);
        EMULATOR.fault(Fault.modelLoading(20));

        template.sendBody("direct:pictures", RED);
        template.sendBody("direct:pictures", RED);

        archive.assertIsSatisfied();
        assertThat(archive.getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(HfInferenceHeaders.LABEL))
                .containsExactly(null, "red");
        assertThat(archive.getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY))
                .containsOnlyNulls();
    }
}
