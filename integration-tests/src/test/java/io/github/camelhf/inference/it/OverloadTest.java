package io.github.camelhf.inference.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.Pace;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real programs in front of the emulator that answer 503 when too much comes: with default options and the recipe of the page
 * on errors every message gets its answer. A program that is not installed skips its test.
 */
class OverloadTest {
    private static final int MESSAGES = 100;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    @Test
    void everyMessagePassesAnNginxThatLimitsTheRate() throws Exception {
        try (Intermediary nginx = Intermediary.nginx(folder, EMULATOR.port())) {
            assertAllPass(nginx);
        }
    }

    @Test
    void everyMessagePassesAnHaproxyWhoseQueueIsFull() throws Exception {
        EMULATOR.pace(Pace.unlimited().oneAtATime(Duration.ofMillis(50)));
        try (Intermediary haproxy = Intermediary.haproxy(folder, EMULATOR.port())) {
            assertAllPass(haproxy);
        }
    }

    @Test
    void everyMessagePassesAUvicornThatLimitsItsConcurrency() throws Exception {
        EMULATOR.pace(Pace.unlimited().oneAtATime(Duration.ofMillis(50)));
        try (Intermediary uvicorn = Intermediary.uvicorn(folder, EMULATOR.port())) {
            assertAllPass(uvicorn);
        }
    }

    private static void assertAllPass(Intermediary server) throws Exception {
        CountDownLatch ended = new CountDownLatch(MESSAGES);
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(InferenceUnavailableException.class)
                            .maximumRedeliveries(8)
                            .redeliveryDelay(1000)
                            .useExponentialBackOff()
                            .backOffMultiplier(2)
                            .maximumRedeliveryDelay(60_000)
                            .asyncDelayedRedelivery();
                    from("direct:texts").to("hf-inference:text-embedding?endpointUrl=" + server.url());
                }
            });
            // Whatever is under way when a test fails is of no use.
            context.getShutdownStrategy().setTimeout(1);
            context.start();
            // All at once, without a thread for each.
            AsyncProducer producer = context.getEndpoint("direct:texts").createAsyncProducer();
            producer.start();
            for (int i = 0; i < MESSAGES; i++) {
                Exchange exchange = producer.getEndpoint().createExchange();
                exchange.getMessage().setBody("a red tile");
                producer.process(exchange, doneSync -> {
                    if (exchange.getException() != null) {
                        failures.add(exchange.getException());
                    }
                    ended.countDown();
                });
            }
            boolean all = ended.await(4, TimeUnit.MINUTES);

            assertThat(all)
                    .as("%d messages are without an end", ended.getCount())
                    .isTrue();
            assertThat(failures)
                    .as(
                            "failures of %d messages, with %d calls at the emulator",
                            MESSAGES, EMULATOR.requests().size())
                    .isEmpty();
        }
    }
}
