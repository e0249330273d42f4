package io.github.camelhf.inference.batch;

import static io.github.camelhf.inference.batch.ScriptedServer.refused;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.error.ServerAnswer;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.queue.Place;
import io.github.camelhf.inference.queue.Ticket;
import io.github.camelhf.inference.task.Asked;
import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.transport.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When batches leave, what is in them, and who hears of what. Time and server are in the test's hands. */
@SuppressWarnings("FutureReturnValueIgnored") // many tests look at the server's side only
class BatchingTest {

    private static final Duration WINDOW = Duration.ofMillis(20);
    private static final ServerAnswer BUSY = new ServerAnswer(503, null);

    private final ManualTimer timer = new ManualTimer();
    private final ScriptedServer server = new ScriptedServer();

    // When a batch leaves

    @Test
    void leavesAtOnceWhenNothingIsInFlight() {
        Batching batching = batching(10);

        CompletableFuture<Answer> answer = ask(batching, "a");

        assertThat(server.received()).containsExactly(List.of("a"));
        server.answer();
        assertThat(results(answer)).containsExactly("A");
        assertThat(answer.join().itemCount()).isEqualTo(1);
    }

    @Test
    void gathersWhileACallIsInFlightAndLeavesWhenFull() {
        Batching batching = batching(3);

        askAll(batching, "first", "a", "b");
        assertThat(server.received()).containsExactly(List.of("first"));
        ask(batching, "c");

        assertThat(server.received()).containsExactly(List.of("first"), List.of("a", "b", "c"));
    }

    @Test
    void leavesHalfFullWhenTheWindowHasPassed() {
        Batching batching = batching(10);
        askAll(batching, "first", "a", "b");

        timer.pass(WINDOW.minusMillis(1));
        assertThat(server.received()).hasSize(1);
        timer.pass(Duration.ofMillis(1));

        assertThat(server.received()).containsExactly(List.of("first"), List.of("a", "b"));
    }

    @Test
    void leavesWhenTheCallInFlightEnds() {
        Batching batching = batching(10);
        askAll(batching, "first", "a", "b");

        server.answer();

        assertThat(server.received()).containsExactly(List.of("first"), List.of("a", "b"));
    }

    @Test
    void theWindowOfABatchThatHasLeftSaysNothingOfTheNext() {
        Batching batching = batching(2);
        askAll(batching, "first", "a");
        timer.pass(WINDOW.minusMillis(5));
        askAll(batching, "b", "c");
        assertThat(server.received()).containsExactly(List.of("first"), List.of("a", "b"));
        server.answer(); // one call is left in flight: a passed window would now send c

        timer.pass(Duration.ofMillis(5));
        assertThat(server.received()).hasSize(2);
        timer.pass(WINDOW);

        assertThat(server.received()).last().isEqualTo(List.of("c"));
    }

    @Test
    void onlyOneHalfFullBatchIsInFlightBesideAnotherCall() {
        Batching batching = batching(10);
        askAll(batching, "first", "a");
        timer.pass(WINDOW);
        askAll(batching, "b", "c");

        timer.pass(WINDOW);
        assertThat(server.received()).containsExactly(List.of("first"), List.of("a"));
        server.answer();

        assertThat(server.received()).containsExactly(List.of("first"), List.of("a"), List.of("b", "c"));
    }

    @Test
    void fullBatchesLeaveHoweverManyAreInFlight() {
        askAll(batching(2), "first", "a", "b", "c", "d", "e", "f");

        assertThat(server.received())
                .containsExactly(List.of("first"), List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
    }

    // What is in a batch

    @Test
    void eachGetsItsOwnResultAndTheSizeOfTheCall() {
        Batching batching = batching(3);
        List<CompletableFuture<Answer>> answers = askAll(batching, "first", "a", "b", "c");

        server.answer();
        server.answer();

        assertThat(answers.stream().map(BatchingTest::results))
                .containsExactly(List.of("FIRST"), List.of("A"), List.of("B"), List.of("C"));
        assertThat(answers.stream().map(answer -> answer.join().itemCount())).containsExactly(1, 3, 3, 3);
    }

    static Stream<Question> callsOfAnotherKind() {
        return Stream.of(
                call(new Kind().with("token", "other"), "x"),
                call(new Kind().with("uri", "http://127.0.0.1:1/other"), "x"),
                call(new Kind().with("header", "true"), "x"),
                call(new Kind().with("labels", List.of("stone")), "x"),
                call(new Kind().with("topK", 3), "x"),
                call(new Kind().with("parameters", Map.of("normalize", true)), "x"),
                call(new Kind().with("dialect", Dialect.PIPELINE), "x"));
    }

    @ParameterizedTest
    @MethodSource("callsOfAnotherKind")
    void callsThatDifferInMoreThanTheirInputsShareNothing(Question other) {
        Batching batching = batching(10);
        askAll(batching, "first", "a");

        batching.of(server).ask(other);

        assertThat(server.received()).containsExactly(List.of("first"), List.of("x"));
        timer.pass(WINDOW);
        assertThat(server.received()).last().isEqualTo(List.of("a"));
    }

    @Test
    void theIdOfTheExchangeDoesNotKeepCallsApart() {
        Batching batching = batching(2);
        ask(batching, "first");

        batching.of(server).ask(call(new Kind().with("trace", "exchange-1"), "a"));
        batching.of(server).ask(call(new Kind().with("trace", "exchange-2"), "b"));

        assertThat(server.received()).last().isEqualTo(List.of("a", "b"));
    }

    @Test
    void aListSharesACallWhenItFitsAndIsNeverTornApart() {
        Batching batching = batching(4);
        ask(batching, "first");
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        answers.add(batching.of(server).ask(call(new Kind(), "a", "b", "c")));
        answers.add(batching.of(server).ask(call(new Kind(), "d", "e")));
        answers.add(ask(batching, "f"));
        answers.add(ask(batching, "g"));

        assertThat(server.received())
                .containsExactly(List.of("first"), List.of("a", "b", "c"), List.of("d", "e", "f", "g"));
        server.answerAllButBad();
        assertThat(answers.stream().map(BatchingTest::results))
                .containsExactly(List.of("A", "B", "C"), List.of("D", "E"), List.of("F"), List.of("G"));
    }

    @Test
    void aListLongerThanABatchGoesAlone() {
        Batching batching = batching(2);
        askAll(batching, "first", "a");

        CompletableFuture<Answer> answer = batching.of(server).ask(call(new Kind(), "b", "c", "d", "e"));

        assertThat(server.received()).containsExactly(List.of("first"), List.of("a"), List.of("b", "c", "d", "e"));
        server.answerAllButBad();
        assertThat(results(answer)).containsExactly("B", "C", "D", "E");
    }

    @Test
    void aBatchDoesNotOutgrowTheLargestRequest() {
        String kilobyte = "k".repeat(1024);
        Batching batching = new Batching(server, new BatchTerms(10, WINDOW, new ByteSize(2600)), timer, Runnable::run);
        ask(batching, "first");

        askAll(batching, kilobyte, kilobyte, kilobyte);

        assertThat(server.received()).hasSize(2).last().isEqualTo(List.of(kilobyte, kilobyte));
        timer.pass(WINDOW);
        assertThat(server.received()).hasSize(2);
        server.answer();
        timer.pass(WINDOW);
        assertThat(server.received()).last().isEqualTo(List.of(kilobyte));
    }

    @Test
    void aSimilarityIsACallOfItsOwn() {
        Batching batching = batching(10);
        ask(batching, "first");

        batching.of(server).ask(call(new Kind().with("task", Task.SIMILARITY), "x"));

        assertThat(server.received()).containsExactly(List.of("first"), List.of("x"));
    }

    // Failures

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void oneSpoiltInputFailsAlone(int place) {
        Batching batching = batching(8);
        ask(batching, "first");
        List<String> texts = IntStream.range(0, 8)
                .mapToObj(i -> i == place ? "bad" : "text" + i)
                .toList();
        List<CompletableFuture<Answer>> answers = askAll(batching, texts.toArray(String[]::new));

        server.answerAllButBad();

        for (int i = 0; i < 8; i++) {
            if (i == place) {
                assertThat(failure(answers.get(i))).hasMessage("refused with 400");
            } else {
                assertThat(results(answers.get(i))).containsExactly("TEXT" + i);
            }
        }
        assertThat(server.received()).hasSize(1 + 1 + 2 * 3); // first, the batch, two halves on each of 3 levels
    }

    @Test
    void severalSpoiltInputsFailAlone() {
        Batching batching = batching(5);
        ask(batching, "first");
        List<CompletableFuture<Answer>> answers = askAll(batching, "bad1", "a", "b", "bad2", "c");

        server.answerAllButBad();

        assertThat(answers.stream().map(CompletableFuture::isCompletedExceptionally))
                .containsExactly(true, false, false, true, false);
        assertThat(results(answers.get(4))).containsExactly("C");
    }

    @Test
    void aBatchOfSpoiltInputsTakesABoundedNumberOfCalls() {
        Batching batching = batching(16);
        ask(batching, "first");
        List<CompletableFuture<Answer>> answers =
                askAll(batching, IntStream.range(0, 16).mapToObj(i -> "bad" + i).toArray(String[]::new));

        server.answerAllButBad();

        assertThat(answers).allSatisfy(answer -> assertThat(failure(answer)).hasMessage("refused with 400"));
        assertThat(server.received()).hasSize(1 + 2 * 16 - 1);
    }

    static Stream<HfInferenceException> failuresThatAnInputCanCause() {
        return Stream.of(
                refused(400),
                refused(413),
                refused(415),
                refused(422),
                refused(200),
                new InvalidInferenceInputException("a file has grown"),
                new MalformedInferenceResponseException("a vector holds null", ServerAnswer.NONE, null));
    }

    @ParameterizedTest
    @MethodSource("failuresThatAnInputCanCause")
    void whatAnInputCanCauseIsAskedAgainInHalves(HfInferenceException failure) {
        Batching batching = batching(2);
        List<CompletableFuture<Answer>> answers = askAll(batching, "first", "a", "b");
        server.answer();

        server.fail(failure);
        assertThat(server.received()).endsWith(List.of("a"), List.of("b"));
        server.fail(failure);
        server.answer();

        assertThat(failure(answers.get(1))).isSameAs(failure);
        assertThat(results(answers.get(2))).containsExactly("B");
    }

    static Stream<HfInferenceException> failuresThatNoInputCanCause() {
        ServerAnswer none = ServerAnswer.NONE;
        return Stream.of(
                refused(404),
                refused(405),
                refused(410),
                new InferenceAuthenticationException("401", none),
                new InferenceQuotaException("402", none),
                new RateLimitedException("429", none),
                new ModelLoadingException("503", none),
                new InferenceServerException("500", none),
                new InferenceTransportException("reset", InferenceTransportException.Phase.READ, true, null));
    }

    @ParameterizedTest
    @MethodSource("failuresThatNoInputCanCause")
    void anyOtherFailureIsThatOfEachAndCausesNoFurtherCall(HfInferenceException failure) {
        Batching batching = batching(3);
        List<CompletableFuture<Answer>> answers = askAll(batching, "first", "a", "b", "c");
        server.answer();

        server.fail(failure);

        assertThat(answers.subList(1, 4))
                .allSatisfy(answer -> assertThat(failure(answer)).isSameAs(failure));
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void anOverloadedServerGetsSmallerBatchesForAWhile() {
        Batching batching = batching(8);
        askAll(batching, texts(9));
        server.answer();
        server.fail(new InferenceServerException("out of memory", BUSY));

        askAll(batching, texts(9));
        assertThat(sizes()).endsWith(1, 4, 4);
        server.answerAllButBad();
        for (int i = 0; i < 2 * BatchSize.RECOVERY; i++) {
            ask(batching, "one"); // proves nothing about a larger call
            server.answer();
        }
        askAll(batching, texts(1 + 4 * (BatchSize.RECOVERY - 2)));
        assertThat(sizes()).endsWith(4, 4);
        server.answerAllButBad();
        askAll(batching, texts(9));

        assertThat(sizes()).endsWith(1, 8);
    }

    @Test
    void severalBatchesThatMetTheSameOverloadHalveOnce() {
        Batching batching = batching(8);
        askAll(batching, texts(1 + 3 * 8));
        server.answer();
        for (int i = 0; i < 3; i++) {
            server.fail(new RateLimitedException("busy", BUSY));
        }

        askAll(batching, texts(9));

        assertThat(sizes()).endsWith(1, 4, 4);
    }

    @Test
    void aServersOwnLimitIsLearned() {
        Batching batching = batching(8);
        List<CompletableFuture<Answer>> answers = askAll(batching, texts(9));
        server.answer();
        server.fail(refused(413)); // eight are too many, four are not
        server.answerAllButBad();

        askAll(batching, texts(9));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(sizes()).endsWith(1, 4, 4);
    }

    // The end, and threads

    @Test
    void aHalfFullBatchIsAnsweredWhenRoutesStopGracefully() {
        Batching batching = batching(10);
        List<CompletableFuture<Answer>> answers = askAll(batching, "first", "a", "b");

        server.answerAllButBad();

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
    }

    @Test
    void closingFailsWhatWaitsAsRetryableAndLetsTheCallInFlightEnd() {
        Batching batching = batching(10);
        List<CompletableFuture<Answer>> answers = askAll(batching, "first", "a", "b");

        batching.close();

        assertThat(answers.subList(1, 3))
                .allSatisfy(answer -> assertThat(failure(answer))
                        .isInstanceOfSatisfying(
                                InferenceTransportException.class,
                                failure -> assertThat(failure.isRetryable()).isTrue()));
        server.answer();
        assertThat(results(answers.get(0))).containsExactly("FIRST");
        assertThat(failure(ask(batching, "late"))).hasMessageContaining("is being stopped");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void oneWhoLeavesEndsOnlyItsOwnQuestions() {
        Batching batching = batching(3);
        Object leaver = new Object();
        ask(batching, "first");
        CompletableFuture<Answer> shared = ask(batching, "a");
        CompletableFuture<Answer> sent = askAs(leaver, batching, "b");
        CompletableFuture<Answer> last = ask(batching, "c");
        CompletableFuture<Answer> waits = askAs(leaver, batching, "d");
        CompletableFuture<Answer> stays = ask(batching, "e");

        batching.release(leaver);

        assertThat(failure(sent)).isInstanceOfSatisfying(InferenceTransportException.class, ended -> {
            assertThat(ended).hasMessageContaining("before its answer came");
            assertThat(ended.phase()).isEqualTo(Phase.READ);
        });
        assertThat(failure(waits)).isInstanceOfSatisfying(InferenceTransportException.class, ended -> {
            assertThat(ended).hasMessageContaining("before it was sent");
            assertThat(ended.phase()).isEqualTo(Phase.CONNECT);
        });
        server.answer();
        server.answer();
        server.answer();
        assertThat(server.received()).containsExactly(List.of("first"), List.of("a", "b", "c"), List.of("e"));
        assertThat(Stream.of(shared, last, stays).flatMap(answer -> results(answer).stream()))
                .containsExactly("A", "C", "E");
    }

    @Test
    void whatWaitsLeavesAtOnceWhenItIsFlushed() {
        Batching batching = batching(10);
        List<CompletableFuture<Answer>> answers = askAll(batching, "first", "a", "b");

        batching.flush();
        CompletableFuture<Answer> late = ask(batching, "c");

        assertThat(server.received()).containsExactly(List.of("first"), List.of("a", "b"), List.of("c"));
        server.answerAllButBad();
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(results(late)).containsExactly("C");
        assertThat(batching.isIdle()).isTrue();
    }

    @Test
    void aCallThatNobodyWaitsForIsCancelled() {
        Batching batching = batching(2);
        CompletableFuture<Answer> alone = askAs(this, batching, "a");
        CompletableFuture<Answer> onTheWire = server.pending();

        batching.release(this);

        assertThat(failure(alone)).isInstanceOf(InferenceTransportException.class);
        assertThat(onTheWire).isCancelled();
        ask(batching, "b");
        assertThat(server.received()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void aBatchThatIsRefusedWhenNobodyWaitsIsNotTriedInHalves() {
        Batching batching = batching(4);
        Object other = new Object();
        ask(batching, "first");
        for (String text : List.of("a", "b", "c")) {
            askAs(this, batching, text);
        }
        CompletableFuture<Answer> stays = askAs(other, batching, "bad");
        batching.release(this);

        server.answer();
        server.fail(refused(422));
        server.fail(refused(422));
        server.fail(refused(422));

        assertThat(failure(stays)).isInstanceOf(InferenceRejectedException.class);
        assertThat(server.received())
                .containsExactly(List.of("first"), List.of("a", "b", "c", "bad"), List.of("c", "bad"), List.of("bad"));
    }

    @Test
    void anErrorBelowFailsItsQuestionsAndHoldsUpNoOthers() {
        List<Question> seen = new ArrayList<>();
        Asker broken = call -> {
            seen.add(call);
            throw new OutOfMemoryError("of the test");
        };
        Batching batching =
                new Batching(broken, new BatchTerms(3, WINDOW, new ByteSize(1 << 20)), timer, Runnable::run);

        assertThat(failure(ask(batching, "a"))).isInstanceOf(OutOfMemoryError.class);
        assertThat(failure(ask(batching, "b"))).isInstanceOf(OutOfMemoryError.class);
        assertThat(seen).hasSize(2);
    }

    @Test
    void oneWhoIsSlowWithItsAnswerDoesNotHoldUpTheOthers() {
        List<Runnable> steps = new ArrayList<>();
        Batching batching = new Batching(server, new BatchTerms(3, WINDOW, new ByteSize(1 << 20)), timer, steps::add);
        List<CompletableFuture<Answer>> answers = askAll(batching, "first", "a", "b", "c");
        server.answer();
        steps.remove(0).run();

        server.answer();
        steps.remove(0).run();

        assertThat(steps).hasSize(2);
        assertThat(answers.get(3)).isCompleted();
        steps.get(1).run();
        assertThat(answers.get(2)).isCompleted();
        assertThat(answers.get(1)).isNotDone();
    }

    @Test
    void noneIsLostAndNoneIsSwappedUnderLoadFromManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            Asker wire = call -> CompletableFuture.supplyAsync(() -> answerOrRefuse(call), threads);
            Timer real = (delay, step) -> clock.execute(step);
            Batching batching = new Batching(wire, new BatchTerms(7, WINDOW, new ByteSize(1 << 20)), real, threads);
            List<CompletableFuture<List<?>>> asked = IntStream.range(0, 20_000)
                    .parallel()
                    .mapToObj(i -> ask(batching, (i % 97 == 0 ? "bad" : "text") + i)
                            .handle((answer, failure) ->
                                    answer == null ? List.of("REFUSED" + i) : (List<?>) answer.results()))
                    .collect(toCollection(ArrayList::new));

            for (int i = 0; i < asked.size(); i++) {
                assertThat(asked.get(i).get(30, TimeUnit.SECONDS))
                        .isEqualTo(List.of((i % 97 == 0 ? "REFUSED" : "TEXT") + i));
            }
        } finally {
            clock.shutdownNow();
            threads.shutdownNow();
        }
    }

    private static Answer answerOrRefuse(Question question) {
        if (question.request().texts().stream().anyMatch(text -> text.startsWith("bad"))) {
            throw refused(422);
        }
        return ScriptedServer.answerTo(question);
    }

    private Batching batching(int size) {
        return new Batching(server, new BatchTerms(size, WINDOW, new ByteSize(1 << 20)), timer, Runnable::run);
    }

    private List<Integer> sizes() {
        return server.received().stream().map(List::size).toList();
    }

    private static String[] texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text" + i).toArray(String[]::new);
    }

    private CompletableFuture<Answer> ask(Batching batching, String text) {
        return batching.of(server).ask(call(new Kind(), text));
    }

    private CompletableFuture<Answer> askAs(Object owner, Batching batching, String text) {
        return batching.of(server).ask(call(new Kind().with("owner", owner), text));
    }

    private List<CompletableFuture<Answer>> askAll(Batching batching, String... texts) {
        return Arrays.stream(texts).map(text -> ask(batching, text)).toList();
    }

    private static List<Object> results(CompletableFuture<Answer> answer) {
        assertThat(answer).isCompleted();
        return List.copyOf(answer.join().results());
    }

    private static Throwable failure(CompletableFuture<Answer> answer) {
        assertThat(answer).isCompletedExceptionally();
        Throwable[] seen = new Throwable[1];
        assertThatThrownBy(answer::get).satisfies(failure -> seen[0] = failure.getCause());
        return seen[0];
    }

    private static Question call(Kind kind, String... texts) {
        InferenceRequest request = Asked.in(
                        kind.get("task", Task.TEXT_EMBEDDING), kind.get("dialect", Dialect.MULTIMODAL))
                .texts(List.of(texts))
                .labels(kind.get("labels", List.of()))
                .topK((Integer) kind.parts().get("topK"))
                .parameters(kind.get("parameters", Map.of()))
                .asList(texts.length > 1)
                .request();
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "application/json"));
        headers.put("x-wait-for-model", kind.get("header", "false"));
        return new Question(
                request,
                new WireRequest(
                        URI.create(kind.get("uri", "http://127.0.0.1:1/")),
                        headers,
                        kind.get("trace", "exchange"),
                        Map.of(),
                        kind.get("token", "secret"),
                        request.task().encode(request),
                        new WireRequest.Limits(Duration.ofSeconds(1), new ByteSize(1024), Duration.ZERO),
                        null),
                new Ticket(kind.get("owner", Ticket.NOBODY), false, Place.uncounted()));
    }

    /** What differs from the usual call. */
    private record Kind(Map<String, Object> parts) {
        Kind() {
            this(Map.of());
        }

        Kind with(String name, Object value) {
            return new Kind(Map.of(name, value));
        }

        @SuppressWarnings("unchecked")
        <T> T get(String name, T usual) {
            return (T) parts.getOrDefault(name, usual);
        }
    }
}
