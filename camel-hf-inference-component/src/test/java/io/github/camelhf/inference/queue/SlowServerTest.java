package io.github.camelhf.inference.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.queue.Terms.WhenFull;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import io.github.camelhf.inference.transport.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many messages at once for a server that computes one call after the other and goes on with what was given up, as the Inference
 * Toolkit does. Time is the test's: hours of it pass in a moment.
 */
@SuppressWarnings("FutureReturnValueIgnored") // each call is counted where it ends
class SlowServerTest {

    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final int MOST_REDELIVERIES = 5;

    private final ManualTimer timer = new ManualTimer();
    private final CallQueue queue = new CallQueue(timer::now, timer);
    private Duration service = Duration.ZERO;
    private Duration timeout = Duration.ZERO;
    private int servers = 1;
    private long[] freeAt = new long[1];
    private int open;
    private int mostOpen;
    private int attempts;
    private int succeeded;
    private int failed;

    @ParameterizedTest(name = "{0} ms a call, requestTimeout {1} ms")
    @CsvSource({
        "5, 120000",
        "50, 120000",
        "200, 120000",
        "500, 120000",
        "1000, 120000",
        "1900, 120000",
        "3000, 120000",
        "5, 5000",
        "50, 5000",
        "200, 5000",
        "500, 5000"
    })
    void allSucceedAtAServerThatComputesOneCallAtATime(long serviceMillis, long timeoutMillis) {
        service = Duration.ofMillis(serviceMillis);
        timeout = Duration.ofMillis(timeoutMillis);

        messages(150);
        timer.advance(Duration.ofHours(2));

        assertThat(succeeded).isEqualTo(150);
        assertThat(attempts).as("attempts").isLessThanOrEqualTo(165);
    }

    @Test
    void keepsAServerBusyThatComputesAllCallsAtOnce() {
        servers = 64;
        freeAt = new long[servers];
        service = Duration.ofMillis(50);
        timeout = Duration.ofMinutes(2);

        messages(1500);
        timer.advance(Duration.ofMillis(1600)); // 1,500 calls at 64 a time take 1.2 s

        assertThat(succeeded).isEqualTo(1500);
        assertThat(mostOpen).isEqualTo(64);
    }

    @Test
    void keepsALongLineShortOfItsEndOverALongTime() {
        service = Duration.ofSeconds(3);
        timeout = Duration.ofMinutes(2);

        messages(2000);
        timer.advance(Duration.ofHours(12));

        assertThat(succeeded).isEqualTo(2000);
        assertThat(attempts).as("attempts").isEqualTo(2000);
        assertThat(mostOpen).as("half of what would run out of time").isLessThan(21);
    }

    private void messages(int count) {
        Terms terms = new Terms(64, true, Duration.ofMinutes(10), true, 0, WhenFull.BLOCK);
        Lane lane = queue.lane("endpoint", terms, () -> this::wire, () -> {});
        for (int i = 0; i < count; i++) {
            attempt(lane, 0);
        }
    }

    /** As Camel's error handler: a failure comes back after a pause, so often and no more. */
    private void attempt(Lane lane, int redeliveries) {
        WireRequest request = new WireRequest(
                URI.create("http://127.0.0.1/"),
                Map.of(),
                null,
                new WireBody(WireBody.JSON, List.of()),
                new Limits(timeout, new ByteSize(1000), Duration.ofMinutes(2)));
        lane.send(request, new Ticket(Ticket.NOBODY, redeliveries > 0, Place.uncounted()))
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        succeeded++;
                    } else if (redeliveries == MOST_REDELIVERIES) {
                        failed++;
                    } else {
                        timer.schedule(() -> attempt(lane, redeliveries + 1), BACK_OFF.toNanos(), TimeUnit.NANOSECONDS);
                    }
                });
    }

    private CompletableFuture<WireResponse> wire(WireRequest request) {
        attempts++;
        mostOpen = Math.max(mostOpen, ++open);
        int server = 0;
        for (int i = 1; i < servers; i++) {
            server = freeAt[i] < freeAt[server] ? i : server;
        }
        freeAt[server] = Math.max(freeAt[server], timer.now()) + service.toNanos();
        CompletableFuture<WireResponse> answer = new CompletableFuture<>();
        after(
                freeAt[server] - timer.now(),
                answer,
                () -> answer.complete(new WireResponse(200, Map.of(), new byte[0])));
        after(
                timeout.toNanos(),
                answer,
                () -> answer.completeExceptionally(new InferenceTransportException(
                        "no answer within requestTimeout", Phase.READ, true, new TimeoutException())));
        return answer;
    }

    /** Whichever end of a call comes first is its end. */
    private void after(long nanos, CompletableFuture<?> answer, Runnable end) {
        timer.schedule(
                () -> {
                    if (!answer.isDone()) {
                        open--;
                        end.run();
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }
}
