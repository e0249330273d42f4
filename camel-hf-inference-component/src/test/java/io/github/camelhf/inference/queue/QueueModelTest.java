package io.github.camelhf.inference.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.error.ServerAnswer;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.queue.Terms.WhenFull;
import io.github.camelhf.inference.transport.UnclearAnswers;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import io.github.camelhf.inference.transport.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of arrivals, answers of all kinds, cancels, stops of routes and steps of the clock, and beside them a reference that
 * only counts. Whatever happens: never more calls open than allowed, order within a kind, each call ended once, and in the end nobody
 * waits.
 */
class QueueModelTest {

    private static final int SEQUENCES = 400;
    private static final int STEPS = 150;
    private static final List<Object> OWNERS = List.of("route 1", "route 2");

    /** One call as the reference sees it. */
    private static final class Call {
        final int number;
        final String kind;
        final int lane;
        final int model;
        final Object owner;
        CompletableFuture<WireResponse> result = new CompletableFuture<>();

        @Nullable
        CompletableFuture<WireResponse> wire;

        int ends;

        @Override
        public String toString() {
            return number + " (" + kind + (wire == null ? ", unsent" : ", sent") + (result.isDone() ? ", done)" : ")");
        }

        Call(int number, String kind, int lane, int model, Object owner) {
            this.number = number;
            this.kind = kind;
            this.lane = lane;
            this.model = model;
            this.owner = owner;
        }

        boolean isOpen() {
            return wire != null && !result.isDone();
        }
    }

    private final ManualTimer timer = new ManualTimer();
    private final CallQueue queue = new CallQueue(timer::now, timer);
    private final List<Call> calls = new ArrayList<>();

    /** Those of a kind that have not been started yet, in the order in which they came. */
    private final Map<String, Deque<Call>> unsent = new HashMap<>();

    private final List<Lane> lanes = new ArrayList<>();
    private final List<Terms> terms = new ArrayList<>();
    private Random random = new Random();
    private boolean trouble;
    private boolean calmly;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsItsPromisesWhateverHappens(long block) {
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            long seed = block * SEQUENCES + sequence;
            try {
                new QueueModelTest().run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("sequence " + seed, e);
            }
        }
    }

    private void run(long seed) {
        random = new Random(seed);
        calmly = seed % 2 == 0; // hardly any refusal and no late answer: most steps come before any trouble
        for (int i = 0; i < 3; i++) {
            Terms wanted = new Terms(
                    1 + random.nextInt(5), random.nextInt(4) > 0, Duration.ofMinutes(5), true, 0, WhenFull.BLOCK);
            terms.add(wanted);
            lanes.add(queue.lane("endpoint " + i, wanted, () -> this::wire, () -> {}));
        }
        for (int step = 0; step < STEPS; step++) {
            step();
            check();
        }
        end();
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> arrive();
            case 4, 5, 6 -> answerOne();
            case 7 -> timer.advance(Duration.ofMillis(random.nextInt(calmly ? 200 : 20_000)));
            case 8 -> {
                if (!calls.isEmpty()) {
                    calls.get(random.nextInt(calls.size())).result.cancel(true);
                }
            }
            default -> {
                if (random.nextInt(10) == 0) {
                    queue.release(OWNERS.get(random.nextInt(OWNERS.size())));
                }
            }
        }
    }

    private void arrive() {
        int lane = random.nextInt(lanes.size());
        int model = random.nextInt(3);
        boolean again = random.nextInt(3) == 0;
        Object owner = OWNERS.get(random.nextInt(OWNERS.size()));
        Call call = new Call(calls.size(), lane + "/" + model + "/" + again, lane, model, owner);
        calls.add(call);
        unsent.computeIfAbsent(call.kind, kind -> new ArrayDeque<>()).add(call);
        WireRequest request = new WireRequest(
                URI.create("http://127.0.0.1/models/" + model),
                Map.of("number", String.valueOf(call.number)),
                null,
                new WireBody(WireBody.JSON, List.of()),
                new Limits(Duration.ofMinutes(1), new ByteSize(1000), Duration.ofMinutes(2)));
        call.result = lanes.get(lane).send(request, new Ticket(owner, again, Place.uncounted()));
        call.result.whenComplete((answer, failure) -> call.ends++);
    }

    private CompletableFuture<WireResponse> wire(WireRequest request) {
        Call call = calls.get(Integer.parseInt(request.headers().get("number")));
        assertThat(call.wire).as("call %s is sent once", call.number).isNull();
        Deque<Call> before = unsent.get(call.kind);
        while (before.peek() != call) {
            assertThat(before.remove().result).as("before call %s", call.number).isDone();
        }
        before.remove();
        call.wire = new CompletableFuture<>();
        return call.wire;
    }

    private void answerOne() {
        List<Call> open = calls.stream().filter(Call::isOpen).toList();
        if (!open.isEmpty()) {
            answer(open.get(random.nextInt(open.size())));
        }
    }

    private void answer(Call call) {
        CompletableFuture<WireResponse> wire = call.wire;
        if (wire == null) {
            return;
        }
        Duration hint = random.nextBoolean() ? null : Duration.ofMillis(1 + random.nextInt(30_000));
        int kind = random.nextInt(calmly ? 60 : 9);
        trouble |= kind < 6;
        switch (kind) {
            case 0 ->
                wire.completeExceptionally(new ModelLoadingException("loading", new ServerAnswer(503, null, hint)));
            case 1 ->
                wire.completeExceptionally(new RateLimitedException("limited", new ServerAnswer(429, null, hint)));
            case 2 ->
                wire.completeExceptionally(new InferenceServerException("busy", new ServerAnswer(503, null, hint)));
            case 3 -> wire.completeExceptionally(UnclearAnswers.unclear());
            case 4 ->
                wire.completeExceptionally(
                        new InferenceTransportException("late", Phase.READ, true, new TimeoutException()));
            case 5 -> wire.completeExceptionally(new IllegalStateException("no answer at all"));
            default -> succeed(wire);
        }
    }

    private static void succeed(CompletableFuture<WireResponse> wire) {
        wire.complete(new WireResponse(200, Map.of(), new byte[0]));
    }

    private void check() {
        // A cancelled call is over for its caller and stays open at the queue until the wire has let go of it.
        List<Call> open = calls.stream().filter(Call::isOpen).toList();
        int widest = terms.stream().mapToInt(Terms::maxInFlight).max().orElseThrow();
        assertThat(open).hasSizeLessThanOrEqualTo(widest);
        for (int i = 0; i < lanes.size(); i++) {
            int lane = i;
            assertThat(open.stream().filter(call -> call.lane == lane))
                    .hasSizeLessThanOrEqualTo(terms.get(i).maxInFlight());
        }
        assertThat(queue.inFlight()).isEqualTo(open.size());
        assertThat(queue.waiting()).isEqualTo((int) calls.stream()
                .filter(call -> call.wire == null && !call.result.isDone())
                .count());
        assertThat(calls).allMatch(call -> call.ends == (call.result.isDone() ? 1 : 0));
        for (Call call : calls) {
            assertThat(call.wire != null || call.result.isDone() || isHeld(call, open, widest))
                    .as("%s waits although nothing holds it", call)
                    .isTrue();
        }
    }

    /** Whether the bounds, or what was learned of the model, may be what a call waits for: nobody waits at an open gate. */
    private boolean isHeld(Call call, List<Call> open, int widest) {
        long ofLane = open.stream().filter(other -> other.lane == call.lane).count();
        if (open.size() >= widest || ofLane >= terms.get(call.lane).maxInFlight()) {
            return true;
        }
        if (!terms.get(call.lane).adaptive()) {
            return false;
        }
        long gated = open.stream()
                .filter(other ->
                        other.model == call.model && terms.get(other.lane).adaptive())
                .count();
        // Before the first trouble there is no gate, and the limit has only grown.
        return trouble || gated >= AdaptiveLimit.START;
    }

    /** The server answers all well from now on: whoever waits gets there. */
    private void end() {
        for (int hour = 0; hour < calls.size() + 2; hour++) {
            calls.stream().filter(Call::isOpen).forEach(call -> {
                if (call.wire != null) {
                    succeed(call.wire);
                }
            });
            timer.advance(Duration.ofMinutes(1));
        }
        assertThat(calls.stream().filter(call -> call.ends != 1))
                .as("calls that have not ended, or more than once")
                .isEmpty();
        assertThat(queue.inFlight()).isZero();
        assertThat(queue.waiting()).isZero();
        lanes.forEach(Lane::leave);
        assertThat(queue.isIdle()).isTrue();
        timer.advance(Duration.ofHours(1));
        assertThat(queue.models()).isZero();
    }
}
