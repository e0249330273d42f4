package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.result.Embedding;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several messages share a call; each exchange still has a life of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // the first call is often there only to be in flight
class BatchesInRoutesTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);
    private static final byte[] BLUE = Pictures.plain("png", Color.BLUE);

    /** Starts like a picture and is none. */
    private static final byte[] SPOILT = Arrays.copyOf(RED, 40);

    /** Batches leave when they are full or when a call ends, never because time has passed. */
    private static final String NO_WINDOW = "batchTimeout=1h&";

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @Test
    void messagesThatComeWhileACallIsInFlightShareTheNext() throws Exception {
        String uri = zeroShot(NO_WINDOW + "batchSize=4");
        CompletableFuture<Exchange> first = holdTheFirstCall(uri);

        List<CompletableFuture<Exchange>> others = Stream.of(RED, BLUE, BLUE, RED)
                .map(body -> routes.send(uri, body))
                .toList();

        assertThat(others.stream().map(BatchesInRoutesTest::label)).containsExactly("red", "blue", "blue", "red");
        assertThat(others)
                .allSatisfy(other -> assertThat(other.join().getMessage().getHeader(HfInferenceHeaders.BATCH_SIZE))
                        .isEqualTo(4));
        assertThat(itemCounts()).containsExactly(1, 4);
        assertThat(first).isNotDone();
    }

    @Test
    void messagesOfTwoRoutesShareACall() throws Exception {
        routes.add(route -> {
            route.from("direct:one").to(zeroShot(NO_WINDOW + "batchSize=2"));
            route.from("direct:two").to("log:second").to(zeroShot("batchSize=2&" + NO_WINDOW + "topK=5"));
            route.from("direct:three").to(zeroShot(NO_WINDOW + "batchSize=2"));
        });
        holdTheFirstCall("direct:one");

        CompletableFuture<Exchange> other = routes.send("direct:two", RED); // asks for something else
        CompletableFuture<Exchange> red = routes.send("direct:one", RED);
        CompletableFuture<Exchange> blue = routes.send("direct:three", BLUE);

        assertThat(Stream.of(red, blue, other).map(BatchesInRoutesTest::label)).containsExactly("red", "blue", "red");
        assertThat(itemCounts()).containsExactlyInAnyOrder(1, 1, 2);
    }

    @Test
    void aRouteThatIsStoppedLeavesTheMessagesOfAnotherInTheirBatch() throws Exception {
        routes.add(route -> {
            route.from("direct:stopped").routeId("stopped").to(zeroShot(NO_WINDOW + "batchSize=3"));
            route.from("direct:stays").to(zeroShot(NO_WINDOW + "batchSize=3"));
        });
        CompletableFuture<Exchange> held = holdTheFirstCall("direct:stays");
        CompletableFuture<Exchange> ended = routes.send("direct:stopped", RED);
        CompletableFuture<Exchange> first = routes.send("direct:stays", BLUE);

        routes.context.getRouteController().stopRoute("stopped", 100, TimeUnit.MILLISECONDS);
        assertThat(ended.join().getException()).isInstanceOf(InferenceTransportException.class);
        CompletableFuture<Exchange> second = routes.send("direct:stays", RED);
        CompletableFuture<Exchange> third = routes.send("direct:stays", BLUE);

        assertThat(Stream.of(first, second, third).map(BatchesInRoutesTest::label))
                .containsExactly("blue", "red", "blue");
        assertThat(held).isNotDone();
    }

    @Test
    void batchesOfTwoRoutesStayWithinMaxInFlight() throws Exception {
        EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(10)));
        String uri = zeroShot("batchSize=2&maxInFlight=3");
        routes.add(route -> {
            route.from("direct:one").to(uri);
            route.from("direct:two").to(uri);
        });

        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 120)
                .mapToObj(i -> routes.send(i % 2 == 0 ? "direct:one" : "direct:two", i % 3 == 0 ? BLUE : RED))
                .toList();

        for (int i = 0; i < sent.size(); i++) {
            assertThat(label(sent.get(i))).isEqualTo(i % 3 == 0 ? "blue" : "red");
        }
        assertThat(EMULATOR.maxConcurrentRequests()).isEqualTo(3);
    }

    @Test
    void aRestartedComponentBatchesAgain() throws Exception {
        String uri = zeroShot("batchSize=2");
        AsyncProducer before = routes.producer(uri);
        HfInferenceComponent component = ComponentState.of(routes.context);

        component.stop();
        component.start();
        AsyncProducer after = routes.producer(uri);
        before.stop(); // of an earlier generation: ends nothing of this one's

        assertThat(label(routes.send(after, RED))).isEqualTo("red");
        after.stop();
    }

    @Test
    void aWindowEndsTheWaitForOthers() throws Exception {
        String uri = zeroShot("batchTimeout=1&batchSize=10");
        CompletableFuture<Exchange> first = holdTheFirstCall(uri);

        CompletableFuture<Exchange> second = routes.send(uri, BLUE);

        assertThat(label(second)).isEqualTo("blue");
        assertThat(first).isNotDone();
    }

    @Test
    void textsAreJoinedInEveryDialect() throws Exception {
        for (String server : List.of(
                "multimodal&endpointUrl=" + EMULATOR.url(),
                "pipeline&endpointUrl=" + EMULATOR.url() + "models/a/b/pipeline/feature-extraction",
                "tei&endpointUrl=" + EMULATOR.textEmbeddingsUrl(),
                "openai&endpointUrl={{url}}v1/embeddings")) {
            EMULATOR.reset();
            String uri = "hf-inference:text-embedding?" + NO_WINDOW + "batchSize=3&api=" + server;
            holdTheFirstCall(uri, "held");

            List<CompletableFuture<Exchange>> others = Stream.of("red", "green", "blue")
                    .map(body -> routes.send(uri, body))
                    .toList();

            List<Embedding> embeddings = others.stream()
                    .map(other -> other.join().getMessage().getBody(Embedding.class))
                    .toList();
            assertThat(itemCounts()).containsExactly(1, 3);
            assertThat(embeddings).doesNotHaveDuplicates();
        }
    }

    @Test
    void textsForTwoModelsOfAServerShareNoCall() throws Exception {
        String uri = "hf-inference:text-embedding?api=openai&" + NO_WINDOW
                + "batchSize=2&endpointUrl={{url}}v1/embeddings&model=";
        holdTheFirstCall(uri + "small", "held");
        holdTheFirstCall(uri + "all-minilm", "held");

        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (String text : List.of("red", "blue")) {
            sent.add(routes.send(uri + "small", text));
            sent.add(routes.send(uri + "all-minilm", text));
        }

        assertThat(sent.stream()
                        .map(one ->
                                one.join().getMessage().getBody(Embedding.class).size()))
                .containsExactly(768, 384, 768, 384);
        assertThat(itemCounts()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void labelsInAHeaderKeepMessagesApart() throws Exception {
        String uri = zeroShot(NO_WINDOW + "batchSize=2");
        holdTheFirstCall(uri);
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sent.add(routes.send(uri, RED));
            sent.add(routes.template
                    .asyncSend(uri, message -> {
                        message.getMessage().setBody(RED);
                        message.getMessage().setHeader(HfInferenceHeaders.LABELS, "crimson,green");
                    })
                    .orTimeout(60, TimeUnit.SECONDS));
        }

        assertThat(sent.stream().map(BatchesInRoutesTest::label).distinct()).hasSize(2);
        assertThat(itemCounts()).containsExactlyInAnyOrder(1, 2, 1, 1);
    }

    @Test
    void aSpoiltPictureFailsAloneAndOnlyItsFileIsMovedToFailed() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < 8; i++) {
            Files.write(in.resolve(i + ".png"), i == 5 ? SPOILT : RED);
        }
        routes.from("file:" + in + "?initialDelay=0&delay=50&move=.done&moveFailed=.failed&sortBy=file:name")
                .to(zeroShot(NO_WINDOW + "batchSize=7"));

        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(names(in.resolve(".done"))).hasSize(7));
        assertThat(names(in.resolve(".failed"))).containsExactly("5.png");
        assertThat(EMULATOR.requests()).hasSizeLessThanOrEqualTo(1 + 2 * 7 - 1);
    }

    @Test
    void aPictureThatIsTooLargeIsRefusedBeforeItJoinsOthers() throws Exception {
        String uri = zeroShot(NO_WINDOW + "maxRequestSize=2KB&batchSize=2");
        holdTheFirstCall(uri);
        CompletableFuture<Exchange> waits = routes.send(uri, RED);

        Exchange large = routes.send(uri, Pictures.plain("bmp", Color.RED)).join();

        assertThat(large.getException()).hasMessageContaining("more than 2 KB");
        assertThat(waits).isNotDone();
        assertThat(label(routes.send(uri, RED))).isEqualTo("red");
        assertThat(label(waits)).isEqualTo("red");
    }

    @Test
    void aRetryableFailureOfABatchIsRepeatedByEachExchange() throws Exception {
        routes.add(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
            route.from("direct:in").to(zeroShot(NO_WINDOW + "batchSize=3"));
        });
        holdTheFirstCall("direct:in");
        EMULATOR.fault(Fault.serverError());

        List<CompletableFuture<Exchange>> sent = Stream.of(RED, BLUE, RED)
                .map(body -> routes.send("direct:in", body))
                .toList();

        assertThat(sent.stream().map(BatchesInRoutesTest::label)).containsExactly("red", "blue", "red");
        assertThat(sent)
                .allSatisfy(each -> assertThat(each.join().getMessage().getHeader(Exchange.REDELIVERY_COUNTER))
                        .isEqualTo(1));
    }

    @Test
    void aRefusedAddressFailsEachWithoutFurtherCalls() throws Exception {
        String uri = zeroShot(NO_WINDOW + "batchSize=3");
        holdTheFirstCall(uri);
        EMULATOR.alwaysFault(Fault.modelNotFound());

        List<CompletableFuture<Exchange>> sent =
                Stream.of(RED, BLUE, RED).map(body -> routes.send(uri, body)).toList();

        assertThat(sent)
                .allSatisfy(
                        each -> assertThat(each.join().getException()).isInstanceOf(InferenceRejectedException.class));
        assertThat(EMULATOR.requests()).hasSize(2);
    }

    @Test
    void stoppingAnswersAHalfFullBatchFirst() throws Exception {
        EMULATOR.fault(Fault.slow(Duration.ofSeconds(1)));
        Path in = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < 4; i++) {
            Files.write(in.resolve(i + ".png"), RED);
        }
        routes.from("file:" + in + "?initialDelay=0&move=.done&moveFailed=.failed")
                .to(zeroShot(NO_WINDOW + "batchSize=10"));
        Awaitility.await().until(() -> routes.context.getInflightRepository().size() == 4);

        routes.context.stop();

        assertThat(names(in.resolve(".done"))).hasSize(4);
        assertThat(itemCounts()).containsExactly(1, 3);
    }

    @Test
    void endingTheComponentCompletesAHalfFullBatchWithAFailure() throws Exception {
        String uri = zeroShot(NO_WINDOW + "batchSize=10");
        CompletableFuture<Exchange> first = holdTheFirstCall(uri);
        CompletableFuture<Exchange> waits = routes.send(uri, RED);

        routes.context.stop(); // no route holds these exchanges: nothing is waited for

        assertThat(first.join().getException()).isNotNull();
        assertThat(waits.join().getException()).isInstanceOf(InferenceTransportException.class);
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    private CompletableFuture<Exchange> holdTheFirstCall(String uri) {
        return holdTheFirstCall(uri, RED);
    }

    private CompletableFuture<Exchange> holdTheFirstCall(String uri, Object body) {
        int before = EMULATOR.requests().size();
        EMULATOR.fault(Fault.neverAnswer());
        CompletableFuture<Exchange> first = routes.send(uri, body);
        EMULATOR.awaitRequests(before + 1, Duration.ofSeconds(60));
        return first;
    }

    private static String zeroShot(String options) {
        return "hf-inference:zero-shot?labels=red,blue&" + options + "&endpointUrl={{url}}";
    }

    private static String label(CompletableFuture<Exchange> sent) {
        Exchange exchange = sent.join();
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(HfInferenceHeaders.LABEL, String.class);
    }

    /** How many inputs each request carried. */
    private static List<Integer> itemCounts() {
        return EMULATOR.requests().stream().map(BatchesInRoutesTest::itemCount).toList();
    }

    private static int itemCount(RecordedRequest request) {
        try {
            JsonNode body = new ObjectMapper().readTree(request.bodyText());
            return Math.max(1, body.path(body.has("input") ? "input" : "inputs").size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
