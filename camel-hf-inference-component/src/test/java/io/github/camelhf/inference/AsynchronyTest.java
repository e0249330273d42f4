package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.queue.SharedQueues;
import java.awt.Color;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On which threads a call runs, and how many may be open. */
class AsynchronyTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @Test
    void processReturnsBeforeTheAnswerAndTheRouteGoesOnOnACamelThread() throws Exception {
        EMULATOR.fault(Fault.neverAnswer());
        AsyncProducer producer = producer("");
        CompletableFuture<String> done = new CompletableFuture<>();

        boolean sync = producer.process(
                routes.exchange(RED),
                doneSync -> done.complete(Thread.currentThread().getName()));

        assertThat(sync).isFalse();
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));
        assertThat(done).isNotDone();
        EMULATOR.reset();
        assertThat(done.get(60, TimeUnit.SECONDS)).contains("HfInference").doesNotContain("httpclient");
    }

    @Test
    void failuresOfTheTransportAlsoArriveOnACamelThread() throws Exception {
        EMULATOR.fault(Fault.resetBeforeAnswer());
        CompletableFuture<String> done = new CompletableFuture<>();
        Exchange exchange = routes.exchange(RED);

        producer("")
                .process(
                        exchange,
                        doneSync -> done.complete(Thread.currentThread().getName()));

        assertThat(done.get(60, TimeUnit.SECONDS)).contains("HfInference");
        assertThat(exchange.getException()).isInstanceOf(InferenceTransportException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransactedOrSynchronousRouteStaysOnItsThread(boolean transacted) throws Exception {
        AsyncProducer producer = producer(transacted ? "" : "&synchronous=true");
        EMULATOR.fault(Fault.unprocessable());

        for (int call = 1; call <= 2; call++) {
            Exchange exchange = routes.exchange(RED);
            exchange.getExchangeExtension().setTransacted(transacted);
            CompletableFuture<Thread> done = new CompletableFuture<>();

            boolean sync = producer.process(exchange, doneSync -> done.complete(Thread.currentThread()));

            assertThat(sync).isTrue();
            assertThat(done).isCompletedWithValue(Thread.currentThread());
            assertThat(exchange.getException() instanceof InferenceRejectedException)
                    .isEqualTo(call == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransactedOrSynchronousRouteThatIsInterruptedWhileItWaitsFails(boolean transacted) throws Exception {
        EMULATOR.fault(Fault.neverAnswer());
        AsyncProducer producer = producer(transacted ? "" : "&synchronous=true");
        Exchange exchange = routes.exchange(RED);
        exchange.getExchangeExtension().setTransacted(transacted);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread route = new Thread(
                () -> producer.process(exchange, doneSync -> interrupted.complete(Thread.interrupted())), "route");
        route.start();
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));

        route.interrupt();

        assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(((HfInferenceEndpoint) producer.getEndpoint()).getInFlight())
                        .as("the call that nobody waits for any more has ended")
                        .isZero());
        assertThat(exchange.getException()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aSynchronousCallHoldsNoThreadThatRedeliversOrGoesOnForMany() throws Exception {
        AsyncProducer synchronous = producer("&synchronous=true");
        Exchange again = routes.exchange(RED);
        again.getMessage().setHeader(Exchange.REDELIVERED, true);
        CompletableFuture<Boolean> redelivered = new CompletableFuture<>();
        CompletableFuture<Boolean> behindAnother = new CompletableFuture<>();

        boolean held = synchronous.process(again, redelivered::complete);
        producer("")
                .process(
                        routes.exchange(RED),
                        first -> behindAnother.complete(synchronous.process(routes.exchange(RED), second -> {})));

        assertThat(held).isFalse();
        assertThat(redelivered.get(60, TimeUnit.SECONDS)).isFalse();
        assertThat(behindAnother.get(60, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // stopping the component ends them
    void moreThanAThousandDeadlinesMayBeOpen() {
        HfInferenceComponent component = ComponentState.of(routes.context);

        assertThatCode(() -> {
                    for (int call = 0; call < 5000; call++) {
                        component.threads().timer().schedule(() -> {}, 1, TimeUnit.HOURS);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void moreAnswersThanThreadsWaitInsteadOfRunningRoutesOnIoThreads() throws Exception {
        int count = 30;
        AsyncProducer producer = producer("");
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        CountDownLatch firstTen = new CountDownLatch(10);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            producer.process(routes.exchange(RED), doneSync -> {
                threads.add(Thread.currentThread().getName());
                firstTen.countDown();
                awaitQuietly(goOn);
                all.countDown();
            });
        }
        assertThat(firstTen.await(20, TimeUnit.SECONDS)).isTrue();
        EMULATOR.awaitRequests(count, Duration.ofSeconds(20));

        goOn.countDown();

        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasSize(count).allSatisfy(name -> assertThat(name).contains("HfInference"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void wrongInputEndsTheExchangeAtOnce() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Exchange exchange = routes.exchange("/a/path.jpg");

        boolean sync = producer("").process(exchange, doneSync -> calls.incrementAndGet());

        assertThat(sync).isTrue();
        assertThat(calls).hasValue(1);
        assertThat(exchange.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("a string is never read as a path");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void noMoreCallsAreOpenThanAllowedAndNoneIsLost() throws Exception {
        int count = 200;
        AsyncProducer first = producer("&maxInFlight=5");
        AsyncProducer second = producer("&maxInFlight=5&topK=1");
        CountDownLatch latch = new CountDownLatch(count);
        List<Exchange> exchanges = new ArrayList<>();
        int before = Thread.activeCount();
        for (int i = 0; i < count; i++) {
            Exchange exchange = routes.exchange(RED);
            exchanges.add(exchange);
            (i % 2 == 0 ? first : second).process(exchange, doneSync -> latch.countDown());
        }

        assertThat(Thread.activeCount() - before).isLessThan(20);
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
        assertThat(EMULATOR.requests()).hasSize(count);
        assertThat(EMULATOR.maxConcurrentRequests()).isLessThanOrEqualTo(5);
    }

    @Test
    void stoppingTheComponentEndsTheCallsInFlight() throws Exception {
        EMULATOR.alwaysFault(Fault.neverAnswer());
        CountDownLatch done = new CountDownLatch(3);
        List<Exchange> exchanges = List.of(routes.exchange(RED), routes.exchange(RED), routes.exchange(RED));
        AsyncProducer producer = producer("&maxInFlight=2");
        exchanges.forEach(exchange -> producer.process(exchange, doneSync -> done.countDown()));
        EMULATOR.awaitRequests(2, Duration.ofSeconds(60));

        routes.context.stop();

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(exchanges)
                .allSatisfy(exchange ->
                        assertThat(exchange.getException()).isInstanceOf(InferenceTransportException.class));
    }

    @Test
    void aQueueEndsWithItsLastProducer() throws Exception {
        AsyncProducer first = producer("");
        AsyncProducer second = producer("&topK=1");
        SharedQueues queues = ComponentState.of(routes.context).queues();
        assertThat(queues.size()).isOne();

        first.stop();
        assertThat(queues.size()).isOne();
        assertThat(routes.send(second, RED).join().getException()).isNull();

        second.stop();
        assertThat(queues.size()).isZero();
    }

    @Test
    void oneClientServesAllEndpoints() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(routes.send(producer("&topK=" + (i + 1)), RED).join().getException())
                    .isNull();
        }

        assertThat(EMULATOR.requests().stream()
                        .map(request -> request.remotePort())
                        .distinct())
                .hasSize(1);
    }

    private AsyncProducer producer(String options) throws Exception {
        return routes.producer("hf-inference:zero-shot?labels=red,blue&endpointUrl={{url}}" + options);
    }
}
