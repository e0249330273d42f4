package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.error.ServerAnswer;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.transport.CallQueue.Terms;
import io.github.camelhf.inference.transport.QueueState.Gate;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which calls start when, with a clock and a timer that the test moves and a transport that the test answers. */
@SuppressWarnings("FutureReturnValueIgnored") // most calls are there to be counted
class CallQueueTest {

    private static final Terms TERMS = new Terms(4, true, Duration.ofMinutes(10), true);
    private static final URI ONE = URI.create("http://127.0.0.1/models/one");
    private static final URI OTHER = URI.create("http://127.0.0.1/models/other");

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
        WireRequest request = new WireRequest(
                uri,
                Map.of("name", name),
                null,
                new WireBody(WireBody.JSON, List.of()),
                new Limits(Duration.ofMinutes(1), new ByteSize(1000), Duration.ofMinutes(2)),
                again);
        return queue.before(this::wire, terms, this).send(request);
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
        assertThat(queue.state().waiting()).isEqualTo(4);
        assertThat(queue.state().inFlight()).isEqualTo(4);
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
        assertThat(queue.state().gate()).isEqualTo(Gate.OPEN);
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
                .extracting(one -> one.request().headers().get(WireRequest.WAIT_FOR_MODEL))
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
        assertThat(queue.state().gate()).isEqualTo(Gate.LIMITED);
        assertThat(sent).hasSize(2);

        assertThat(queue.state().allowed()).as("fewer after an overload").isEqualTo(1);
        timer.advance(Duration.ofSeconds(6));
        assertThat(sent).hasSize(2);

        sent.get(1).succeed();

        assertThat(names()).containsExactly("first", "other", "waits", "other waits");
    }

    @Test
    void endsAWaitAfterMaxWait() {
        call("first");
        sent.get(0).loading(Duration.ofSeconds(90));
        Terms impatient = new Terms(4, true, Duration.ofSeconds(30), true);
        CompletableFuture<WireResponse> waits = call(impatient, ONE, "waits", false);

        timer.advance(Duration.ofSeconds(29));
        assertThat(waits).isNotDone();
        timer.advance(Duration.ofSeconds(2));

        assertThatThrownBy(waits::join)
                .cause()
                .isExactlyInstanceOf(ModelLoadingException.class)
                .hasMessageContaining("maxWaitForModel");
        assertThat(queue.state().waiting()).isZero();
        assertThat(sent).hasSize(1);
    }

    @Test
    void isRateLimitedWhenTheWaitWasForTheRate() {
        call("first");
        sent.get(0).limited(Duration.ofSeconds(90));
        CompletableFuture<WireResponse> waits =
                call(new Terms(4, true, Duration.ofSeconds(30), true), ONE, "waits", false);

        timer.advance(Duration.ofSeconds(31));

        assertThatThrownBy(waits::join).cause().isExactlyInstanceOf(RateLimitedException.class);
    }

    @Test
    void doesNotCountWaitingForAPlaceAsWaitingForTheModel() {
        Terms one = new Terms(1, true, Duration.ofSeconds(30), true);
        call(one, ONE, "long", false);
        CompletableFuture<WireResponse> waits = call(one, ONE, "waits", false);

        timer.advance(Duration.ofHours(1));
        sent.get(0).succeed();

        assertThat(waits).isNotDone();
        assertThat(names()).containsExactly("long", "waits");
    }

    @Test
    void holdsNothingBackWithoutAdaptive() {
        Terms plain = new Terms(4, false, Duration.ofMinutes(10), true);
        call(plain, ONE, "first", false);
        sent.get(0).loading(Duration.ofSeconds(20));

        call(plain, ONE, "second", false);

        assertThat(names()).containsExactly("first", "second");
        assertThat(sent.get(1).request().headers()).doesNotContainKey(WireRequest.WAIT_FOR_MODEL);
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
        Object leaving = new Object();
        WireRequest request = new WireRequest(
                ONE,
                Map.of("name", "leaving"),
                null,
                new WireBody(WireBody.JSON, List.of()),
                new Limits(Duration.ofMinutes(1), new ByteSize(1000), Duration.ofMinutes(2)));
        CompletableFuture<WireResponse> running =
                queue.before(this::wire, TERMS, leaving).send(request);
        CompletableFuture<WireResponse> stays = call("stays");

        queue.release(leaving);

        assertThatThrownBy(running::join)
                .cause()
                .isInstanceOfSatisfying(
                        InferenceTransportException.class,
                        failure -> assertThat(failure.phase()).isEqualTo(Phase.READ));
        assertThat(stays).isNotDone();
        assertThat(queue.state().inFlight()).isEqualTo(1);
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
        assertThat(queue.state().inFlight()).isZero();
        assertThat(queue.state().waiting()).isZero();
    }

    @Test
    void keepsItsStackFlatWhenManyCallsFailAtOnce() {
        Terms one = new Terms(1, false, Duration.ofMinutes(1), false);
        List<CompletableFuture<WireResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            WireRequest request = new WireRequest(
                    ONE,
                    Map.of(),
                    null,
                    new WireBody(WireBody.JSON, List.of()),
                    new Limits(Duration.ofMinutes(1), new ByteSize(1000), Duration.ofMinutes(2)));
            Transport refusing = wire -> CompletableFuture.failedFuture(new IllegalStateException("refused"));
            calls.add(queue.before(i == 0 ? this::wire : refusing, one, this).send(request));
        }

        sent.get(0).succeed();

        assertThat(calls).allMatch(CompletableFuture::isDone);
    }
}
