package io.github.camelhf.inference.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call ends at its deadline, whatever goes wrong on the way. */
class OpenCallsTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final OpenCalls calls = new OpenCalls(timer);

    @AfterEach
    void stopTimer() {
        timer.shutdownNow();
    }

    /** Has nothing left to make a failure of. */
    private static final class WithoutMemory implements OpenCall.Ending<String> {
        @Override
        public void expired(OpenCall<String> call) {
            throw new OutOfMemoryError("no room for a sentence");
        }

        @Override
        public Throwable stopped() {
            throw new OutOfMemoryError("no room for a sentence");
        }
    }

    @Test
    void aDeadlineThatCannotBeToldEndsTheCallAllTheSame() {
        OpenCall<String> call = calls.open(this, Duration.ofMillis(1), new WithoutMemory());

        assertThatThrownBy(() -> call.result().get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void aClientThatCannotBeToldEndsNeitherTheTimerNorTheCall() {
        CompletableFuture<String> last = new CompletableFuture<>();
        Future<String> deaf = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupt) {
                throw new OutOfMemoryError("no room for a command");
            }
        };
        OpenCall<String> call = calls.open(this, Duration.ofSeconds(20), new WithoutMemory());
        call.run(context -> deaf);
        OpenCall<String> other = calls.open(this, Duration.ofSeconds(20), new WithoutMemory());
        other.result().whenComplete((result, failure) -> last.complete("ended"));

        calls.end(this);

        assertThat(call.result()).isCompletedExceptionally();
        assertThat(last).isCompletedWithValue("ended");
    }
}
