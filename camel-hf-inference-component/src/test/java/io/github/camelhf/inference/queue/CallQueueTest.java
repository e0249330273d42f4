package io.github.camelhf.inference.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.error.ServerAnswer;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.queue.QueueState.Gate;
import io.github.camelhf.inference.queue.Terms.WhenFull;
import io.github.camelhf.inference.transport.Transport;
import io.github.camelhf.inference.transport.UnclearAnswers;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import io.github.camelhf.inference.transport.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which calls start when, with a clock and a timer that the test moves and a transport that the test answers. */
@SuppressWarnings("FutureReturnValueIgnored") // most calls are there to be counted
class CallQueueTest {

    private static final Terms TERMS = terms(4, Duration.ofMinutes(10));
    private static final URI ONE = URI.create("http://127.0.0.1/models/one");
    private static final URI OTHER = URI.create("http://127.0.0.1/models/other");

    private static final Object OWNER = "route";

    private final ManualTimer timer = new ManualTimer();
    private final CallQueue queue = new CallQueue(timer::now, timer);
    private final List<Sent> sent = new ArrayList<>();

    private record Sent(WireRequest request, CompletableFuture<WireResponse> answer) {
        void succeed() {
            answer.complete(new WireResponse(200, Map.of(), new byte[0]));
        }

        void loading(Duration hint) {
            answer.completeExceptionally(new ModelLoadingException("loading", new ServerAnswer(503, null, hint)));
        }

        void unclear() {
            answer.completeExceptionally(UnclearAnswers.unclear());
        }

        void limited(Duration hint) {
            answer.completeExceptionally(new RateLimitedException("limited", new ServerAnswer(429, null, hint)));
        }
    }

    private CompletableFuture<WireResponse> wire(WireRequest request) {
        CompletableFuture<WireResponse> answer = new CompletableFuture<>();
        sent.add(new Sent(request, answer));
        return answer;
    }

    private CompletableFuture<WireResponse> call(Terms terms, URI uri, String name, boolean again) {
        return lane(terms).send(request(uri, name), new Ticket(OWNER, again, Place.uncounted()));
    }

    /** Endpoints with the same terms are one here. */
    private Lane lane(Terms terms) {
        return queue.lane(terms, terms, () -> this::wire, () -> {});
    }

    private static Terms terms(int maxInFlight, Duration maxWait) {
        return new Terms(maxInFlight, true, maxWait, true, 0, WhenFull.BLOCK);
    }

    private static WireRequest request(URI uri, String name) {
        return new WireRequest(
                uri,
                Map.of("name", name),
                null,
                new WireBody(WireBody.JSON, List.of()),
                new Limits(Duration.ofMinutes(1), new ByteSize(1000), Duration.ofMinutes(2)));
    }

    private QueueState state() {
        return queue.state(TERMS);
    }

    private CompletableFuture<WireResponse> call(String name) {
        return call(TERMS, ONE, name, false);
    }

    private List<String> names() {
        return sent.stream().map(one -> one.request().headers().get("name")).toList();
    }

    @Test
    void startsNoMoreThanMaxInFlightAndTheRestInOrder() {
        IntStream.range(0, 10).forEach(i -> call("" + i));
        assertThat(names()).containsExactly("0", "1", "2", "3");

        sent.get(2).succeed();
        sent.get(0).succeed();

        assertThat(names()).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(state().waiting()).isEqualTo(4);
        assertThat(state().inFlight()).isEqualTo(4);
    }

    @Test
    void holdsFiveHundredCallsBehindOneProbe() {
        CompletableFuture<WireResponse> first = call("first");
        sent.get(0).loading(Duration.ofSeconds(20));
        assertThat(first).isCompletedExceptionally();
        IntStream.range(0, 500).forEach(i -> call("" + i));
        assertThat(sent).hasSize(1);

        timer.advance(Duration.ofSeconds(22));
        assertThat(names()).containsExactly("first", "0");
        sent.get(1).loading(Duration.ofSeconds(20));
        timer.advance(Duration.ofSeconds(19));
        assertThat(sent).hasSize(2);
        timer.advance(Duration.ofSeconds(3));
        assertThat(names()).containsExactly("first", "0", "1");

        sent.get(2).succeed();
        assertThat(names()).containsExactly("first", "0", "1", "2", "3", "4", "5");
        assertThat(state().gate()).isEqualTo(Gate.OPEN);
    }

    @Test
    void letsTheRedeliveryProbeBeforeThoseThatWait() {
        call("first");
        sent.get(0).loading(Duration.ofSeconds(20));
        call("waits");
        timer.advance(Duration.ofSeconds(20));

        call(TERMS, ONE, "first again", true);

        assertThat(names()).containsExactly("first", "first again");
    }

    @Test
    void doesNotNeedTheRedeliveryToComeBack() {
        call("first");
        sent.get(0).loading(Duration.ofSeconds(20));
        call("waits");

        timer.advance(Duration.ofSeconds(22));

        assertThat(names()).containsExactly("first", "waits");
    }

    @Test
    void putsTheWaitHeaderOnTheProbeOnly() {
        call("first");
        sent.get(0).loading(Duration.ofSeconds(1));
        call("probe");
        call("after");
        timer.advance(Duration.ofSeconds(2));
        sent.get(1).succeed();

        assertThat(sent)
                .extracting(one -> one.request().headers().get(WireRequest.HOLD_WHILE_LOADING))
                .containsExactly(null, "true", null);
    }

    @Test
    void letsOtherModelsFlowWhileOneLoads() {
        call("first");
        sent.get(0).loading(Duration.ofSeconds(20));
        call("waits");

        call(TERMS, OTHER, "other", false);

        assertThat(names()).containsExactly("first", "other");
    }

    @Test
    void closesForTheWholeTokenOnARateLimit() {
        call("first");
        call(TERMS, OTHER, "other", false);
        sent.get(0).limited(Duration.ofSeconds(5));
        call("waits");
        call(TERMS, OTHER, "other waits", false);
        assertThat(state().gate()).isEqualTo(Gate.LIMITED);
        assertThat(sent).hasSize(2);

        timer.advance(Duration.ofSeconds(6));

        assertThat(names()).containsExactly("first", "other", "waits", "other waits");
    }

    @Test
    void endsAWaitAfterMaxWait() {
        call("first");
        sent.get(0).loading(Duration.ofSeconds(90));
        Terms impatient = terms(4, Duration.ofSeconds(30));
        CompletableFuture<WireResponse> waits = call(impatient, ONE, "waits", false);

        timer.advance(Duration.ofSeconds(29));
        assertThat(waits).isNotDone();
        timer.advance(Duration.ofSeconds(2));

        assertThatThrownBy(waits::join)
                .cause()
                .isExactlyInstanceOf(ModelLoadingException.class)
                .hasMessageContaining("maxWaitForModel");
        assertThat(state().waiting()).isZero();
        assertThat(sent).hasSize(1);
    }

    @Test
    void endsAWaitBehindAProbeThatGetsNoAnswer() {
        Terms impatient = terms(4, Duration.ofSeconds(30));
        call(impatient, ONE, "first", false);
        call(impatient, ONE, "second", false);
        sent.get(0).succeed();
        timer.advance(Duration.ofSeconds(1));
        sent.get(1).loading(Duration.ofSeconds(5));
        call(impatient, ONE, "probe", false);
        CompletableFuture<WireResponse> waits = call(impatient, ONE, "waits", false);
        timer.advance(Duration.ofSeconds(29));
        assertThat(names()).containsExactly("first", "second", "probe");
        assertThat(waits).isNotDone();

        timer.advance(Duration.ofSeconds(2));

        assertThat(waits).isCompletedExceptionally();
    }

    @Test
    void aCallThatNoGateHoldsProbesNothing() {
        Terms plain = new Terms(4, false, Duration.ofMinutes(10), true, 0, WhenFull.BLOCK);
        call("first");
        sent.get(0).loading(Duration.ofSeconds(5));
        call(plain, ONE, "plain", false);
        call("waits");

        timer.advance(Duration.ofSeconds(6));

        assertThat(names()).containsExactly("first", "plain", "waits");
    }

    @Test
    void isRateLimitedWhenTheWaitWasForTheRate() {
        call("first");
        sent.get(0).limited(Duration.ofSeconds(90));
        CompletableFuture<WireResponse> waits = call(terms(4, Duration.ofSeconds(30)), ONE, "waits", false);

        timer.advance(Duration.ofSeconds(31));

        assertThatThrownBy(waits::join).cause().isExactlyInstanceOf(RateLimitedException.class);
    }

    @Test
    void doesNotCountWaitingForAPlaceAsWaitingForTheModel() {
        Terms one = terms(1, Duration.ofSeconds(30));
        call(one, ONE, "long", false);
        CompletableFuture<WireResponse> waits = call(one, ONE, "waits", false);

        timer.advance(Duration.ofHours(1));
        sent.get(0).succeed();

        assertThat(waits).isNotDone();
        assertThat(names()).containsExactly("long", "waits");
    }

    @Test
    void holdsNothingBackWithoutAdaptive() {
        Terms plain = new Terms(4, false, Duration.ofMinutes(10), true, 0, WhenFull.BLOCK);
        call(plain, ONE, "first", false);
        sent.get(0).loading(Duration.ofSeconds(20));

        call(plain, ONE, "second", false);

        assertThat(names()).containsExactly("first", "second");
        assertThat(sent.get(1).request().headers()).doesNotContainKey(WireRequest.HOLD_WHILE_LOADING);
    }

    @Test
    void forgetsACallThatIsGivenUpWhileItWaits() {
        call("first");
        sent.get(0).loading(Duration.ofSeconds(20));
        call("given up").cancel(true);
        call("next");

        timer.advance(Duration.ofSeconds(22));

        assertThat(names()).containsExactly("first", "next");
    }

    @Test
    void letsTheNextProbeWhenTheProbeIsGivenUp() {
        call("first");
        sent.get(0).loading(Duration.ofSeconds(20));
        CompletableFuture<WireResponse> probe = call("probe");
        call("next");
        timer.advance(Duration.ofSeconds(22));
        assertThat(names()).containsExactly("first", "probe");

        probe.cancel(true);

        assertThat(names()).containsExactly("first", "probe", "next");
        assertThat(sent.get(1).answer()).isCancelled();
    }

    @Test
    void endsTheCallsOfOneOwnerOnly() {
        CompletableFuture<WireResponse> running =
                lane(TERMS).send(request(ONE, "leaving"), new Ticket("leaving", false, Place.uncounted()));
        CompletableFuture<WireResponse> stays = call("stays");

        queue.release("leaving");

        assertThatThrownBy(running::join)
                .cause()
                .isInstanceOfSatisfying(
                        InferenceTransportException.class,
                        failure -> assertThat(failure.phase()).isEqualTo(Phase.READ));
        assertThat(stays).isNotDone();
        assertThat(state().inFlight()).isEqualTo(1);
    }

    @Test
    void endsEverythingWhenClosedAndTakesNoMore() {
        CompletableFuture<WireResponse> running = call("running");
        sent.get(0).request();
        call("second");
        sent.get(1).loading(Duration.ofSeconds(20));
        CompletableFuture<WireResponse> waits = call("waits");

        queue.close();

        assertThat(List.of(running, waits, call("late"))).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(state().inFlight()).isZero();
        assertThat(state().waiting()).isZero();
    }

    @Test
    void keepsItsStackFlatWhenManyCallsFailAtOnce() {
        Terms one = new Terms(1, false, Duration.ofMinutes(1), false, 0, WhenFull.BLOCK);
        List<CompletableFuture<WireResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Transport refusing = wire -> CompletableFuture.failedFuture(new IllegalStateException("refused"));
            Lane lane = i == 0
                    ? queue.lane("first", one, () -> this::wire, () -> {})
                    : queue.lane("refusing", one, () -> refusing, () -> {});
            calls.add(lane.send(request(ONE, ""), new Ticket(OWNER, false, Place.uncounted())));
        }

        sent.get(0).succeed();

        assertThat(calls).allMatch(CompletableFuture::isDone);
    }

    @Test
    void givesANarrowEndpointItsTurnBesideASaturatedWideOne() {
        Terms wide = terms(4, Duration.ofMinutes(10));
        Terms narrow = terms(2, Duration.ofMinutes(10));
        IntStream.range(0, 10).forEach(i -> call(wide, ONE, "wide " + i, false));
        IntStream.range(0, 3).forEach(i -> call(narrow, ONE, "narrow " + i, false));
        IntStream.range(10, 20).forEach(i -> call(wide, ONE, "wide " + i, false));

        IntStream.range(0, 9).forEach(i -> sent.get(i).succeed());

        assertThat(names()).contains("narrow 0", "narrow 1").doesNotContain("narrow 2");
        assertThat(state().inFlight()).isEqualTo(4);
    }

    @Test
    void aNarrowEndpointNeverHasMoreOpenThanItsOwnBound() {
        Terms narrow = terms(2, Duration.ofMinutes(10));
        call(TERMS, ONE, "wide", false);
        IntStream.range(0, 5).forEach(i -> call(narrow, ONE, "narrow " + i, false));

        assertThat(names()).containsExactly("wide", "narrow 0", "narrow 1");
    }

    @Test
    void addsUpTheTimeAtClosedGates() {
        Terms impatient = terms(4, Duration.ofSeconds(50));
        call(impatient, ONE, "first", false);
        sent.get(0).limited(Duration.ofSeconds(20));
        call(impatient, ONE, "second", false);
        call(impatient, ONE, "third", false);
        CompletableFuture<WireResponse> waits = call(impatient, ONE, "waits", false);
        for (int closing = 1; closing <= 2; closing++) {
            timer.advance(Duration.ofMillis(20_001)); // an alarm comes a little late
            sent.get(closing).limited(Duration.ofSeconds(20));
        }

        timer.advance(Duration.ofSeconds(9));
        assertThat(waits).isNotDone();
        timer.advance(Duration.ofSeconds(2));

        assertThat(waits).isCompletedExceptionally();
        assertThatThrownBy(waits::join).hasMessageContaining("maxWaitForModel");
    }

    @Test
    void redeliveriesAndNewCallsTakeTurns() {
        Terms one = terms(1, Duration.ofMinutes(10));
        call(one, ONE, "first", false);
        IntStream.range(0, 3).forEach(i -> call(one, ONE, "new " + i, false));
        IntStream.range(0, 3).forEach(i -> call(one, ONE, "again " + i, true));

        IntStream.range(0, 6).forEach(i -> sent.get(i).succeed());

        assertThat(names()).containsExactly("first", "again 0", "new 0", "again 1", "new 1", "again 2", "new 2");
    }

    @Test
    void forgetsModelsThatNobodyAsksFor() {
        Terms plain = new Terms(4, false, Duration.ofMinutes(10), true, 0, WhenFull.BLOCK);
        for (int i = 0; i < 20_000; i++) {
            call(i % 2 == 0 ? plain : TERMS, URI.create("http://127.0.0.1/models/" + i), "", false);
            sent.remove(0).succeed();
        }

        assertThat(queue.models()).as("the last of each endpoint").isEqualTo(2);
    }

    @Test
    void forgetsAClosedGateThatNobodyStandsAtWhenItsDelayIsOver() {
        for (int i = 0; i < 1000; i++) {
            call(TERMS, URI.create("http://127.0.0.1/models/" + i), "", false);
            sent.remove(0).loading(Duration.ofSeconds(20));
        }
        assertThat(queue.models()).isEqualTo(1000);

        timer.advance(Duration.ofSeconds(30));

        assertThat(queue.models()).isEqualTo(1);
    }

    @Test
    void oneModelThatLoadsIsNoStateOfAnEndpointThatAsksForAnother() {
        Terms other = terms(3, Duration.ofMinutes(10));
        call(TERMS, ONE, "loading", false);
        sent.get(0).loading(Duration.ofSeconds(20));

        call(other, OTHER, "fine", false);
        sent.get(1).succeed();

        assertThat(queue.state(TERMS).gate()).isEqualTo(Gate.LOADING);
        assertThat(queue.state(TERMS).lastFailure()).isNotNull();
        assertThat(queue.state(other).gate()).isEqualTo(Gate.OPEN);
        assertThat(queue.state(other).lastFailure()).isNull();
    }

    @Test
    void anUnclear503IsALoadingModelUntilOneIsAnswered() {
        CompletableFuture<WireResponse> first = call("first");
        sent.get(0).unclear();
        assertThatThrownBy(first::join).cause().isExactlyInstanceOf(ModelLoadingException.class);
        assertThat(state().gate()).isEqualTo(Gate.LOADING);

        timer.advance(Duration.ofSeconds(1));
        call("second");
        sent.get(1).succeed();
        CompletableFuture<WireResponse> third = call("third");
        sent.get(2).unclear();

        assertThatThrownBy(third::join).cause().isExactlyInstanceOf(InferenceServerException.class);
        assertThat(state().gate()).isEqualTo(Gate.LIMITED);
    }

    @Test
    void anOwnTimeoutLowersTheCallsThatMayBeOpen() {
        IntStream.range(0, 4).forEach(i -> call("" + i));

        sent.get(0)
                .answer()
                .completeExceptionally(
                        new InferenceTransportException("no answer", Phase.READ, true, new TimeoutException()));

        assertThat(state().allowed()).isEqualTo(2);
    }

    @Test
    void anEndpointThatHasLeftIsOverWithItsLastCall() {
        List<String> over = new ArrayList<>();
        Lane lane = queue.lane("leaving", TERMS, () -> this::wire, () -> over.add("over"));
        CompletableFuture<WireResponse> call =
                lane.send(request(ONE, "open"), new Ticket(OWNER, false, Place.uncounted()));

        lane.leave();
        assertThat(over).isEmpty();
        assertThat(queue.isIdle()).isFalse();
        sent.get(0).succeed();

        assertThat(call).isCompleted();
        assertThat(over).containsExactly("over");
        assertThat(queue.isIdle()).isTrue();
    }

    @Test
    void aPlaceIsGivenBackWhenTheCallLeaves() {
        Terms two = new Terms(1, true, Duration.ofMinutes(1), true, 2, WhenFull.REJECT);
        Lane lane = queue.lane("two", two, () -> this::wire, () -> {});
        lane.send(request(ONE, "runs"), new Ticket(OWNER, false, lane.enter(OWNER, true)));
        CompletableFuture<WireResponse> waits =
                lane.send(request(ONE, "waits"), new Ticket(OWNER, false, lane.enter(OWNER, true)));
        Place unread = lane.enter(OWNER, true);

        assertThatThrownBy(() -> lane.enter(OWNER, true))
                .isInstanceOf(RateLimitedException.class)
                .hasMessageContaining("maxWaiting")
                .hasMessageContaining("whenFull=reject");
        unread.free();
        unread.free();
        Place next = lane.enter(OWNER, true);
        assertThatThrownBy(() -> lane.enter(OWNER, true)).isInstanceOf(RateLimitedException.class);
        sent.get(0).succeed();
        lane.enter(OWNER, true);

        assertThat(waits).isNotDone();
        next.free();
    }

    @Test
    void aThreadThatMayNotWaitIsTakenAlthoughItIsOneTooMany() {
        Terms one = new Terms(1, true, Duration.ofMinutes(1), true, 1, WhenFull.BLOCK);
        Lane lane = queue.lane("one", one, () -> this::wire, () -> {});
        lane.enter(OWNER, true);

        assertThat(lane.enter(OWNER, false)).isNotNull();
    }

    @Test
    void aThreadThatWaitsForAPlaceGetsItInTheEndOrIsTold() throws Exception {
        Terms one = new Terms(1, true, Duration.ofMinutes(1), true, 1, WhenFull.BLOCK);
        Lane lane = queue.lane("one", one, () -> this::wire, () -> {});
        Place held = lane.enter(OWNER, true);
        CompletableFuture<Place> served = CompletableFuture.supplyAsync(() -> lane.enter("patient", true));
        CompletableFuture<Place> leaving = CompletableFuture.supplyAsync(() -> lane.enter("leaving", true));
        await().until(() -> queue.admission.blockedThreads() == 2);

        queue.release("leaving");
        assertThatThrownBy(leaving::join)
                .cause()
                .isInstanceOf(InferenceTransportException.class)
                .hasMessageContaining("stopped");
        assertThat(served).isNotDone();
        held.free();
        assertThat(served.get(60, TimeUnit.SECONDS)).isNotNull();
        CompletableFuture<Place> late = CompletableFuture.supplyAsync(() -> lane.enter("late", true));
        await().until(() -> queue.admission.blockedThreads() == 1);

        queue.close();

        assertThatThrownBy(late::join).cause().isInstanceOf(InferenceTransportException.class);
    }

    @Test
    void anEndpointThatLearnsGetsItsTurnBesideOneThatDoesNot() {
        Terms plain = new Terms(16, false, Duration.ofMinutes(10), true, 0, WhenFull.BLOCK);
        Terms learns = terms(16, Duration.ofMinutes(10));
        IntStream.range(0, 16).forEach(i -> call(plain, ONE, "plain " + i, false));
        call(learns, ONE, "learns", false);
        IntStream.range(16, 24).forEach(i -> call(plain, ONE, "plain " + i, false));

        sent.get(0).succeed();

        assertThat(names()).last().isEqualTo("learns");
    }

    @Test
    void oneModelThatHangsLeavesTheOthersTheirPlaces() {
        IntStream.range(0, 4).forEach(i -> call(terms(16, Duration.ofMinutes(10)), OTHER, "dead " + i, false));
        List.copyOf(sent)
                .forEach(one -> one.answer()
                        .completeExceptionally(new InferenceTransportException(
                                "no answer", Phase.READ, true, new TimeoutException())));
        IntStream.range(0, 4).forEach(i -> call(terms(16, Duration.ofMinutes(10)), OTHER, "dead again " + i, false));
        IntStream.range(0, 4).forEach(i -> call(terms(16, Duration.ofMinutes(10)), ONE, "good " + i, false));

        assertThat(names()).contains("good 0", "good 1", "good 2", "good 3");
    }

    @Test
    void anAnswerToACallThatNoGateHoldsOpensTheGate() {
        Terms plain = new Terms(4, false, Duration.ofMinutes(10), true, 0, WhenFull.BLOCK);
        call("first");
        sent.get(0).loading(Duration.ofMinutes(5));
        call("waits");
        call(plain, ONE, "plain", false);

        sent.get(1).succeed();

        assertThat(names()).containsExactly("first", "plain", "waits");
    }

    @Test
    void placesAreCountedForEachEndpoint() {
        Terms wide = new Terms(1, true, Duration.ofMinutes(1), true, 0, WhenFull.BLOCK);
        Terms narrow = new Terms(1, true, Duration.ofMinutes(1), true, 2, WhenFull.REJECT);
        Lane many = queue.lane("many", wide, () -> this::wire, () -> {});
        Lane few = queue.lane("few", narrow, () -> this::wire, () -> {});
        IntStream.range(0, 26).forEach(i -> many.enter(OWNER, true));

        few.enter(OWNER, true);
        few.enter(OWNER, true);

        assertThatThrownBy(() -> few.enter(OWNER, true)).isInstanceOf(RateLimitedException.class);
    }
}
