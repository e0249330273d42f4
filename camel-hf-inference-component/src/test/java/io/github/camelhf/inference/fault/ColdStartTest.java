package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.HfInferenceEndpoint;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.Pace;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A loading model and a rate limit, met by many messages of real routes at once. */
@Tag("alone")
class ColdStartTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private final Routes routes = Routes.to(EMULATOR);

    @AfterEach
    void stop() {
        routes.close();
        FaultRun.assertNoThreadsAreLeft();
    }

    private static String uri(String options) {
        return "hf-inference:text-embedding?api=multimodal&endpointUrl={{url}}" + options;
    }

    private HfInferenceEndpoint endpoint(String options) {
        return routes.endpoint(uri(options));
    }

    @Test
    void fiveHundredMessagesCauseOneProbeAtATimeAndAllSucceed() throws Exception {
        routes.add(route -> {
            route.onException(InferenceUnavailableException.class)
                    .maximumRedeliveries(20)
                    .redeliveryDelay(10)
                    .asyncDelayedRedelivery();
            route.from("seda:in?size=1000&blockWhenFull=true").to(uri("")).to("mock:out");
        });
        EMULATOR.fault(Fault.modelLoading(0.3), 4);
        MockEndpoint out = routes.mock("out");
        out.expectedMessageCount(500);
        routes.template.sendBody("seda:in", "the first");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));
        HfInferenceEndpoint endpoint = endpoint("");
        await().until(() -> endpoint.getGate().equals("loading"));

        int before = Thread.activeCount();
        IntStream.range(1, 500).forEach(i -> routes.template.sendBody("seda:in", "text " + i));
        await().until(() -> endpoint.getWaiting() > 400);
        assertThat(Thread.activeCount() - before).as("threads that wait").isLessThan(20);
        assertThat(EMULATOR.requests().size()).isLessThanOrEqualTo(4);

        out.assertIsSatisfied(20_000);
        List<RecordedRequest> requests = EMULATOR.requests();
        assertThat(requests).as("each failed probe cost one attempt more").hasSize(504);
        assertThat(requests.subList(1, 5)).as("one probe at a time").allMatch(ColdStartTest::waits);
        assertThat(requests.get(0)).matches(request -> !waits(request), "has no wait header");
    }

    private static boolean waits(RecordedRequest request) {
        return request.header("x-wait-for-model").orElse("").equals("true");
    }

    @Test
    void aMessageGivesUpAfterMaxWaitForModelUnsent() throws Exception {
        EMULATOR.fault(Fault.modelLoading(60));
        HfInferenceEndpoint endpoint = endpoint("&maxWaitForModel=400");
        assertThat(send(endpoint).getException()).isInstanceOf(ModelLoadingException.class);

        long start = System.nanoTime();
        Exchange second = send(endpoint);

        assertThat(second.getException())
                .isExactlyInstanceOf(ModelLoadingException.class)
                .hasMessageContaining("maxWaitForModel");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(400), Duration.ofSeconds(20));
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    @Test
    void aRateLimitClosesTheTargetForItsTokenAndNotForAnother() throws Exception {
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(4)));
        HfInferenceEndpoint limited = endpoint("&token=hf_aaaaaaaaaa");
        HfInferenceEndpoint other = endpoint("&token=hf_bbbbbbbbbb");
        long start = System.nanoTime();
        assertThat(send(limited).getException()).isInstanceOf(RateLimitedException.class);
        assertThat(limited.getGate()).isEqualTo("limited");
        assertThat(other.getGate()).isEqualTo("open");

        assertThat(send(other).getException()).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3900));
        assertThat(send(limited).getException()).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(3900));
    }

    @Test
    void anotherTargetFlowsOnWhileOneLoads() throws Exception {
        EMULATOR.fault(Fault.modelLoading(60));
        assertThat(send(endpoint("")).getException()).isInstanceOf(ModelLoadingException.class);

        HfInferenceEndpoint other = routes.endpoint("hf-inference:text-embedding?model=a/b&baseUrl={{hosted}}");

        assertThat(send(other).getException()).isNull();
    }

    @Test
    void oneOptionTurnsTheGatesOff() throws Exception {
        EMULATOR.fault(Fault.modelLoading(60));
        HfInferenceEndpoint endpoint = endpoint("&adaptive=false");
        assertThat(send(endpoint).getException()).isInstanceOf(ModelLoadingException.class);

        assertThat(send(endpoint).getException()).isNull();
        assertThat(endpoint.getGate()).isEqualTo("open");
    }

    @Test
    void concurrencyFallsOnOverloadAndRecoversUpToMaxInFlight() throws Exception {
        HfInferenceEndpoint endpoint = endpoint("&maxInFlight=8");
        EMULATOR.fault(Fault.overloaded());
        assertThat(send(endpoint).getException()).isNotNull();
        assertThat(endpoint.getAllowedInFlight()).isEqualTo(1);

        // Only calls that are open at the same time show what the server bears.
        for (int round = 0; round < 40; round++) {
            List<CompletableFuture<Exchange>> calls = IntStream.range(0, 8)
                    .mapToObj(i -> routes.template.asyncSend(endpoint, routes.exchange("a red tile")))
                    .toList();
            assertThat(calls).allMatch(call -> call.join().getException() == null);
        }

        assertThat(endpoint.getAllowedInFlight()).isEqualTo(8);
    }

    @Test
    void aServerThatComputesOneCallAtATimeIsNotFlooded() throws Exception {
        String uri = uri("&requestTimeout=2000");
        routes.add(route -> {
            route.onException(InferenceUnavailableException.class)
                    .maximumRedeliveries(5)
                    .redeliveryDelay(100)
                    .asyncDelayedRedelivery();
            route.from("direct:in").to(uri);
        });
        // It goes on with what was given up: 64 calls at once would take 5 s, more than any of them may.
        EMULATOR.emulator().pace(Pace.unlimited().oneAtATime(Duration.ofMillis(80)));

        List<CompletableFuture<Exchange>> calls = IntStream.range(0, 150)
                .mapToObj(i -> routes.send("direct:in", "text " + i))
                .toList();

        assertThat(calls).allMatch(call -> call.join().getException() == null);
        assertThat(EMULATOR.requests()).as("attempts").hasSizeLessThanOrEqualTo(165);
    }

    @Test
    void neverMoreThanMaxInFlightAreOpen() throws Exception {
        EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(20)));
        AtomicInteger done = new AtomicInteger();
        AsyncProducer producer = routes.producer(uri("&maxInFlight=5"));
        for (int i = 0; i < 100; i++) {
            producer.process(routes.exchange("text " + i), sync -> done.incrementAndGet());
        }

        await().until(() -> done.get() == 100);

        assertThat(EMULATOR.maxConcurrentRequests()).isEqualTo(5);
    }

    @Test
    void whatWaitsIsReleasedWhenTheContextStops() throws Exception {
        EMULATOR.fault(Fault.modelLoading(60));
        HfInferenceEndpoint endpoint = endpoint("");
        send(endpoint);
        AsyncProducer producer = routes.producer(uri(""));
        AtomicInteger done = new AtomicInteger();
        Exchange exchange = routes.exchange("waits");
        producer.process(exchange, sync -> done.incrementAndGet());
        assertThat(endpoint.getWaiting()).isEqualTo(1);

        routes.context.stop();

        assertThat(done).hasValue(1);
        assertThat(exchange.getException()).hasMessageContaining("stopped");
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    private Exchange send(HfInferenceEndpoint endpoint) {
        return routes.template.send(endpoint, routes.exchange("a red tile"));
    }
}
