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
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
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
    private final DefaultCamelContext context = RunningContext.start();

    private final ProducerTemplate template = context.createProducerTemplate();

    @AfterEach
    void endHeldCalls() {
        EMULATOR.reset();
    }

    @Test
    void aSlowModelHoldsTheConsumerInsteadOfFillingTheMemory() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(IN).to(uri("&maxWaiting=20&maxInFlight=2")).to("mock:out");
            }
        });
        EMULATOR.alwaysFault(Fault.neverAnswer());
        AtomicInteger taken = new AtomicInteger();
        CompletableFuture<Void> bringing =
                CompletableFuture.runAsync(() -> IntStream.range(0, 200).forEach(i -> {
                    template.sendBody(IN, "text " + i);
                    taken.incrementAndGet();
                }));
        HfInferenceEndpoint endpoint =
                context.getEndpoint(uri("&maxWaiting=20&maxInFlight=2"), HfInferenceEndpoint.class);

        await().until(() -> endpoint.getWaiting() == 20
                && context.getEndpoint(IN, SedaEndpoint.class).getCurrentQueueSize() == 10);

        assertThat(taken).as("2 open, 20 wait, 1 is held, 10 in the queue").hasValueLessThanOrEqualTo(34);
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedMessageCount(198);
        EMULATOR.reset(); // breaks the two that are open
        out.assertIsSatisfied(30_000);
        bringing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void messagesAreRefusedWithoutACallWhereTheRouteAsksForIt() throws Exception {
        String uri = uri("&maxWaiting=3&maxInFlight=1&whenFull=reject");
        EMULATOR.alwaysFault(Fault.neverAnswer());
        CompletableFuture<Exchange> broken = send(uri, "open");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(10));
        List<CompletableFuture<Exchange>> sent =
                IntStream.range(0, 9).mapToObj(i -> send(uri, "text " + i)).toList();

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
        broken.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(sent.stream()
                        .map(each -> each.orTimeout(10, TimeUnit.SECONDS).join())
                        .filter(exchange -> exchange.getException() == null))
                .hasSize(3);
    }

    @Test
    void aRedeliveryIsTakenAlthoughTheQueueIsFull() throws Exception {
        String uri = uri("&maxWaiting=1&maxInFlight=1");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(1000)
                        .asyncDelayedRedelivery();
                from("direct:in").to(uri);
            }
        });
        EMULATOR.fault(Fault.serverError());
        EMULATOR.fault(Fault.neverAnswer());
        CompletableFuture<Exchange> redelivered = send("direct:in", "first");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(10));
        CompletableFuture<Exchange> runs = send(uri, "runs");
        CompletableFuture<Exchange> waits = send(uri, "waits");
        HfInferenceEndpoint endpoint = context.getEndpoint(uri, HfInferenceEndpoint.class);

        await().until(() -> endpoint.getWaiting() == 2);

        EMULATOR.reset(); // breaks the one that is open
        assertThat(List.of(redelivered, runs, waits).stream()
                        .map(each -> each.orTimeout(10, TimeUnit.SECONDS).join())
                        .filter(exchange -> exchange.getException() == null))
                .hasSize(2);
    }

    @Test
    void aFullSecondQueueHoldsTheThreadThatBringsNewMessages() throws Exception {
        String first = uri("&maxWaiting=20&maxInFlight=8");
        String second =
                "hf-inference:text-embedding?model=a/b&maxWaiting=5&maxInFlight=1&baseUrl=" + EMULATOR.hostedUrl();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(IN).to(first).setBody(constant("second")).to(second).to("mock:out");
            }
        });
        AtomicInteger taken = new AtomicInteger();
        EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(20)));
        CompletableFuture<Void> bringing =
                CompletableFuture.runAsync(() -> IntStream.range(0, 300).forEach(i -> {
                    template.sendBody(IN, "text " + i);
                    taken.incrementAndGet();
                }));
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedMessageCount(300);
        HfInferenceEndpoint slow = context.getEndpoint(second, HfInferenceEndpoint.class);
        AtomicInteger most = new AtomicInteger();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() ->
                        most.accumulateAndGet(slow.getWaiting(), Math::max) >= 0 && out.getReceivedCounter() == 300);

        out.assertIsSatisfied(60_000);
        bringing.get(10, TimeUnit.SECONDS);
        assertThat(most).as("its own bound, and what was on its way already").hasValueLessThan(5 + 20 + 8 + 10);
    }

    @Test
    void aThreadThatIsHeldIsSetFreeWhenItsRouteStops() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("held").to(uri("&maxWaiting=1&maxInFlight=1"));
            }
        });
        EMULATOR.alwaysFault(Fault.neverAnswer());
        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 3)
                .mapToObj(i -> send("direct:in", "text " + i))
                .toList();
        EMULATOR.awaitRequests(1, Duration.ofSeconds(10));

        context.getRouteController().stopRoute("held");

        assertThat(sent)
                .allSatisfy(each -> assertThat(
                                each.orTimeout(10, TimeUnit.SECONDS).join().getException())
                        .isInstanceOf(InferenceTransportException.class)
                        .hasMessageContaining("stopped"));
    }

    private CompletableFuture<Exchange> send(String to, String text) {
        return template.asyncSend(to, exchange -> exchange.getMessage().setBody(text));
    }

    private static String uri(String options) {
        return "hf-inference:text-embedding?api=multimodal&endpointUrl=" + EMULATOR.url() + options;
    }
}
