package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code maxInFlight} bounds, counted at the server, and who is next. */
@SuppressWarnings("FutureReturnValueIgnored") // what is looked at is the server's side
class InFlightTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    @AutoClose
    private final DefaultCamelContext context = RunningContext.start();

    private final ProducerTemplate template = context.createProducerTemplate();

    @AfterEach
    void endHeldCalls() {
        EMULATOR.reset();
    }

    @Test
    void waitingCallsOfAllEndpointsOfATargetStartInArrivalOrder() throws Exception {
        AsyncProducer one = producer("maxInFlight=1");
        AsyncProducer other = producer("maxInFlight=1&parameters.normalize=true");
        EMULATOR.fault(Fault.slow(Duration.ofMillis(300)));
        send(one, "held");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(10));

        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 40)
                .mapToObj(i -> send(i % 4 == 0 ? other : one, "text " + i))
                .toList();

        sent.forEach(InFlightTest::await);
        assertThat(EMULATOR.requests().stream().skip(1).map(InFlightTest::text))
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(i -> "text " + i).toList());
        assertThat(EMULATOR.maxConcurrentRequests()).isEqualTo(1);
    }

    @Test
    void anEndpointWithALargeBacklogDoesNotHoldUpAnotherTarget() throws Exception {
        EMULATOR.fault(Fault.neverAnswer());
        for (int i = 0; i < 50; i++) {
            send(uri("maxInFlight=1"), "text " + i);
        }
        EMULATOR.awaitRequests(1, Duration.ofSeconds(10));
        String elsewhere = "hf-inference:text-embedding?api=pipeline&maxInFlight=1&endpointUrl=" + EMULATOR.url()
                + "models/a/b/pipeline/feature-extraction";

        assertThat(await(send(elsewhere, "urgent")).getException()).isNull();
    }

    @Test
    void eachTokenHasABoundOfItsOwn() throws Exception {
        EMULATOR.fault(Fault.neverAnswer());
        send(uri("maxInFlight=1&token=hf_one"), "held");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(10));

        assertThat(await(send(uri("maxInFlight=1&token=hf_two"), "free")).getException())
                .isNull();
    }

    @Test
    void aFailureGivesItsPlaceToTheNext() throws Exception {
        EMULATOR.fault(Fault.resetBeforeAnswer(), 3);
        EMULATOR.fault(Fault.serverError(), 3);
        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 12)
                .mapToObj(i -> send(uri("maxInFlight=2"), "text " + i))
                .toList();

        assertThat(sent.stream().filter(each -> await(each).getException() == null))
                .hasSize(6);
        assertThat(EMULATOR.maxConcurrentRequests()).isLessThanOrEqualTo(2);
    }

    @Test
    void theFileConsumerNeverHasMoreThanAllowedInTheAir() throws Exception {
        int count = 2_000;
        EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(5)));
        Path in = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < count; i++) {
            Files.writeString(in.resolve(i + ".txt"), "text " + i);
        }
        context.getRegistry().bind("seen", MemoryIdempotentRepository.memoryIdempotentRepository(count));
        NotifyBuilder done = new NotifyBuilder(context).whenDone(count).create();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .process(exchange -> failures.add(exchange.getIn().getHeader(Exchange.FILE_NAME) + ": "
                                + exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
                // A file that is answered while the folder is listed would be seen once more.
                from("file:" + in + "?initialDelay=0&move=.done&idempotent=true&idempotentRepository=#seen")
                        .to(uri("maxInFlight=8"));
            }
        });

        assertThat(done.matches(60, TimeUnit.SECONDS)).isTrue();

        assertThat(failures).isEmpty();
        assertThat(EMULATOR.requests()).hasSize(count);
        assertThat(EMULATOR.maxConcurrentRequests()).isEqualTo(8);
    }

    private AsyncProducer producer(String options) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri(options)).createAsyncProducer();
        ServiceHelper.startService(producer);
        return producer;
    }

    /** Unlike a template, which hands over to a thread of its own, this keeps the order of the calls. */
    private CompletableFuture<Exchange> send(AsyncProducer producer, String text) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(text);
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        producer.process(exchange, doneSync -> done.complete(exchange));
        return done;
    }

    private CompletableFuture<Exchange> send(String uri, String text) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(text);
        return template.asyncSend(uri, exchange);
    }

    private static Exchange await(CompletableFuture<Exchange> sent) {
        return sent.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static String uri(String options) {
        return "hf-inference:text-embedding?" + options + "&endpointUrl=" + EMULATOR.url();
    }

    private static String text(RecordedRequest request) {
        try {
            return new ObjectMapper()
                    .readTree(request.bodyText())
                    .path("inputs")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
