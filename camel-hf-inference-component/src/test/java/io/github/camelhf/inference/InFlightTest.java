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
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
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
    private final Routes routes = Routes.to(EMULATOR);

    @Test
    void waitingCallsOfAllEndpointsOfATargetStartInArrivalOrder() throws Exception {
        AsyncProducer one = routes.producer(uri("maxInFlight=1"));
        AsyncProducer other = routes.producer(uri("maxInFlight=1&parameters.normalize=true"));
        EMULATOR.fault(Fault.slow(Duration.ofMillis(300)));
        routes.send(one, "held");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));

        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 40)
                .mapToObj(i -> routes.send(i % 4 == 0 ? other : one, "text " + i))
                .toList();

        sent.forEach(CompletableFuture::join);
        assertThat(EMULATOR.requests().stream().skip(1).map(InFlightTest::text))
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(i -> "text " + i).toList());
        assertThat(EMULATOR.maxConcurrentRequests()).isEqualTo(1);
    }

    @Test
    void anEndpointWithALargeBacklogDoesNotHoldUpAnotherTarget() throws Exception {
        EMULATOR.fault(Fault.neverAnswer());
        for (int i = 0; i < 50; i++) {
            routes.send(uri("maxInFlight=1"), "text " + i);
        }
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));
        String elsewhere =
                "hf-inference:text-embedding?api=pipeline&maxInFlight=1&endpointUrl={{url}}models/a/b/pipeline/feature-extraction";

        assertThat(routes.send(elsewhere, "urgent").join().getException()).isNull();
    }

    @Test
    void eachTokenHasABoundOfItsOwn() throws Exception {
        EMULATOR.fault(Fault.neverAnswer());
        routes.send(uri("maxInFlight=1&token=hf_one"), "held");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));

        assertThat(routes.send(uri("maxInFlight=1&token=hf_two"), "free").join().getException())
                .isNull();
    }

    @Test
    void aFailureGivesItsPlaceToTheNext() throws Exception {
        EMULATOR.fault(Fault.resetBeforeAnswer(), 3);
        EMULATOR.fault(Fault.serverError(), 3);
        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 12)
                .mapToObj(i -> routes.send(uri("maxInFlight=2"), "text " + i))
                .toList();

        assertThat(sent.stream().filter(each -> each.join().getException() == null))
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
        routes.context.getRegistry().bind("seen", MemoryIdempotentRepository.memoryIdempotentRepository(count));
        NotifyBuilder done = new NotifyBuilder(routes.context).whenDone(count).create();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        routes.add(route -> {
            route.onException(Exception.class)
                    .process(exchange -> failures.add(exchange.getIn().getHeader(Exchange.FILE_NAME) + ": "
                            + exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
            // A file that is answered while the folder is listed would be seen once more.
            route.from("file:" + in + "?initialDelay=0&move=.done&idempotent=true&idempotentRepository=#seen")
                    .to(uri("maxInFlight=8"));
        });

        assertThat(done.matches(60, TimeUnit.SECONDS)).isTrue();

        assertThat(failures).isEmpty();
        assertThat(EMULATOR.requests()).hasSize(count);
        assertThat(EMULATOR.maxConcurrentRequests()).isEqualTo(8);
    }

    private static String uri(String options) {
        return "hf-inference:text-embedding?" + options + "&endpointUrl={{url}}";
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
