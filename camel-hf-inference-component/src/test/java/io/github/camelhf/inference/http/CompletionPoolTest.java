package io.github.camelhf.inference.http;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletionPoolTest {

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(10, 10, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CompletionPool pool = new CompletionPool(threads, timer);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    /** What lets the held ones go may stand behind a thousand others. */
    @Test
    void growsAlthoughOneThreadGoesOnWhenAllOthersAreHeld() {
        for (int i = 0; i < 9; i++) {
            pool.execute(this::hold);
        }
        for (int i = 0; i < 1000; i++) {
            pool.execute(() -> hold(Duration.ofMillis(100)));
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> threads.getPoolSize() > 10);
    }

    private void hold() {
        hold(Duration.ofDays(1));
    }

    private void hold(Duration time) {
        try {
            end.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
