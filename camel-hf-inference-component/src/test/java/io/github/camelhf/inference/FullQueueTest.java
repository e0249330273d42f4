package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.RateLimitedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of messages when as many wait unsent as {@code maxWaiting} allows. */
@Tag("alone")
class FullQueueTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final String IN = "seda:in?size=10&blockWhenFull=true";

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @Test
    void aSlowModelHoldsTheConsumerInsteadOfFillingTheMemory() throws Exception {
        routes.add(
                route -> route.from(IN).to(uri("&maxWaiting=20&maxInFlight=2")).to("mock:out"));
        EMULATOR.alwaysFault(Fault.neverAnswer());
        AtomicInteger taken = new AtomicInteger();
        CompletableFuture<Void> bringing =
                CompletableFuture.runAsync(() -> IntStream.range(0, 200).forEach(i -> {
                    routes.template.sendBody(IN, "text " + i);
                    taken.incrementAndGet();
                }));
        HfInferenceEndpoint endpoint = routes.endpoint(uri("&maxWaiting=20&maxInFlight=2"));

        await().until(() -> endpoint.getWaiting() == 20
                && routes.context.getEndpoint(IN, SedaEndpoint.class).getCurrentQueueSize() == 10);

        assertThat(taken).as("2 open, 20 wait, 1 is held, 10 in the queue").hasValueLessThanOrEqualTo(34);
        MockEndpoint out = routes.mock("out");
        out.expectedMessageCount(198);
        EMULATOR.reset(); // breaks the two that are open
        out.assertIsSatisfied(30_000);
        bringing.get(60, TimeUnit.SECONDS);
    }

    @Test
    void messagesAreRefusedWithoutACallWhereTheRouteAsksForIt() throws Exception {
        String uri = uri("&maxWaiting=3&maxInFlight=1&whenFull=reject");
        EMULATOR.alwaysFault(Fault.neverAnswer());
        CompletableFuture<Exchange> broken = routes.send(uri, "open");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));
        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 9)
                .mapToObj(i -> routes.send(uri, "text " + i))
                .toList();

        await().until(() -> sent.stream().filter(CompletableFuture::isDone).count() == 6);

        assertThat(sent.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
                .allSatisfy(refused -> assertThat(refused.getException())
                        .isInstanceOfSatisfying(RateLimitedException.class, failure -> {
                            assertThat(failure.isRetryable()).isTrue();
                            assertThat(failure)
                                    .hasMessageContaining("maxWaiting")
                                    .hasMessageContaining("whenFull");
                        }));
        EMULATOR.reset();
        broken.join();
        assertThat(sent.stream().map(CompletableFuture::join).filter(exchange -> exchange.getException() == null))
                .hasSize(3);
    }

    @Test
    void aRedeliveryIsTakenAlthoughTheQueueIsFull() throws Exception {
        String uri = uri("&maxWaiting=1&maxInFlight=1");
        routes.add(route -> {
            route.onException(Exception.class)
                    .maximumRedeliveries(1)
                    .redeliveryDelay(1000)
                    .asyncDelayedRedelivery();
            route.from("direct:in").to(uri);
        });
        EMULATOR.fault(Fault.serverError());
        EMULATOR.fault(Fault.neverAnswer());
        CompletableFuture<Exchange> redelivered = routes.send("direct:in", "first");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));
        CompletableFuture<Exchange> runs = routes.send(uri, "runs");
        CompletableFuture<Exchange> waits = routes.send(uri, "waits");
        HfInferenceEndpoint endpoint = routes.endpoint(uri);

        await().until(() -> endpoint.getWaiting() == 2);

        EMULATOR.reset(); // breaks the one that is open
        assertThat(List.of(redelivered, runs, waits).stream()
                        .map(CompletableFuture::join)
                        .filter(exchange -> exchange.getException() == null))
                .hasSize(2);
    }

    @Test
    void aFullSecondQueueHoldsTheThreadThatBringsNewMessages() throws Exception {
        String first = uri("&maxWaiting=20&maxInFlight=8");
        String second = "hf-inference:text-embedding?model=a/b&maxWaiting=5&maxInFlight=1&baseUrl={{hosted}}";
        routes.add(route -> route.from(IN)
                .to(first)
                .setBody(route.constant("second"))
                .to(second)
                .to("mock:out"));
        AtomicInteger taken = new AtomicInteger();
        EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(20)));
        CompletableFuture<Void> bringing =
                CompletableFuture.runAsync(() -> IntStream.range(0, 300).forEach(i -> {
                    routes.template.sendBody(IN, "text " + i);
                    taken.incrementAndGet();
                }));
        MockEndpoint out = routes.mock("out");
        out.expectedMessageCount(300);
        HfInferenceEndpoint slow = routes.endpoint(second);
        AtomicInteger most = new AtomicInteger();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() ->
                        most.accumulateAndGet(slow.getWaiting(), Math::max) >= 0 && out.getReceivedCounter() == 300);

        out.assertIsSatisfied(60_000);
        bringing.get(60, TimeUnit.SECONDS);
        assertThat(most).as("its own bound, and what was on its way already").hasValueLessThan(5 + 20 + 8 + 10);
    }

    @Test
    void aThreadThatIsHeldIsSetFreeWhenItsRouteStops() throws Exception {
        routes.context.getShutdownStrategy().setTimeout(1);
        routes.add(route -> route.from("direct:in").routeId("held").to(uri("&maxWaiting=1&maxInFlight=1")));
        EMULATOR.alwaysFault(Fault.neverAnswer());
        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 3)
                .mapToObj(i -> routes.send("direct:in", "text " + i))
                .toList();
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));

        routes.context.getRouteController().stopRoute("held");

        assertThat(sent)
                .allSatisfy(each -> assertThat(each.join().getException())
                        .isInstanceOf(InferenceTransportException.class)
                        .hasMessageContaining("stopped"));
    }

    private static String uri(String options) {
        return "hf-inference:text-embedding?api=multimodal&endpointUrl={{url}}" + options;
    }
}
