package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.HfInferenceEndpoint;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.error.HfInferenceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;

/** Runs a {@link FaultCase} over a real socket and checks all of its claims. */
final class FaultRun {

    static final String TOKEN = "hf_FaultSuiteSecret0123456789";
    static final String GOOD = "[{\"embedding\":[0.6,0.8]}]";

    private FaultRun() {}

    static void check(FaultCase fault) throws Exception {
        try (FaultServer server = FaultServer.start(fault.script())) {
            check(fault, server, "http://127.0.0.1:" + server.port() + "/");
            server.awaitNoConnections();
            assertThat(server.heads()).as("attempts that the server saw").hasSize(fault.attempts());
        }
        assertNoThreadsAreLeft();
    }

    /** Without the claims about the server. */
    static void check(FaultCase fault, FaultServer server, String url) throws Exception {
        try (Routes routes = new Routes()) {
            HfInferenceEndpoint endpoint = routes.endpoint("hf-inference:text-embedding?api=multimodal&token=" + TOKEN
                    + "&endpointUrl=" + url + fault.options());
            Exchange exchange = routes.exchange("a red tile");
            Duration took = call(endpoint, exchange);

            assertThat(took).isLessThan(fault.within());
            assertOutcome(fault, exchange);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        assertThat(endpoint.getInFlight()).as("calls in flight").isZero();
                        assertThat(endpoint.getWaiting()).as("waiting calls").isZero();
                        assertThat(endpoint.getConnectionsInUse())
                                .as("connections in use")
                                .isZero();
                    });
            assertThat(endpoint.getSent()).isEqualTo(endpoint.getSucceeded() + endpoint.getFailed());
        }
    }

    private static Duration call(HfInferenceEndpoint endpoint, Exchange exchange) throws Exception {
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        long start = System.nanoTime();
        producer.process(exchange, synchronous -> {
            calls.incrementAndGet();
            done.countDown();
        });
        assertThat(done.await(30, TimeUnit.SECONDS))
                .as("the callback was called")
                .isTrue();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        // Stopping ends whatever is still open, which would call back a second time.
        producer.stop();
        assertThat(calls).as("calls of the callback").hasValue(1);
        producer.start();
        return took;
    }

    private static void assertOutcome(FaultCase fault, Exchange exchange) {
        Exception caught = exchange.getException();
        if (fault.type() == null) {
            assertThat(caught).isNull();
            return;
        }
        assertThat(caught).isExactlyInstanceOf(fault.type());
        HfInferenceException failure = (HfInferenceException) caught;
        assertThat(failure.isRetryable()).as("retryable").isEqualTo(fault.retry());
        assertThat(failure.getStatusCode()).as("status").isEqualTo(fault.status());
        assertThat(failure.toString()).doesNotContain(TOKEN).doesNotContainPattern("[\\p{Cntrl}]");
        assertThat(String.valueOf(failure.getMessage())).hasSizeLessThan(900);
        assertThat(exchange.getMessage().getBody()).isEqualTo("a red tile");
        fault.checks().forEach(check -> check.accept(failure));
    }

    static void assertNoThreadsAreLeft() {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.contains("httpclient-dispatch") || name.contains("HfInference")));
    }
}
