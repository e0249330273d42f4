package io.github.camelhf.inference.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletionPoolTest {

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(10, 10, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
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

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> threads.getPoolSize() > 10);
    }

    /** Each takes on many, held or not, and gives out further ones itself. */
    @Test
    void noStepIsLostWhereSomeAreHeldAndAllBringMore() throws Exception {
        int bringers = 8;
        int each = 20_000;
        Set<Integer> ran = ConcurrentHashMap.newKeySet();
        AtomicInteger again = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(bringers * each * 2);
        for (int i = 0; i < bringers; i++) {
            int first = i * each;
            new Thread(() -> {
                        for (int number = first; number < first + each; number++) {
                            int mine = number;
                            pool.execute(() -> {
                                if (mine % 1000 == 0) {
                                    hold(Duration.ofMillis(3));
                                }
                                if (!ran.add(mine)) {
                                    again.incrementAndGet();
                                }
                                left.countDown();
                                pool.execute(left::countDown);
                                if (mine % 40_000 == 0) {
                                    throw new IllegalStateException("a mistake in a step");
                                }
                            });
                        }
                    })
                    .start();
        }

        assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).hasSize(bringers * each);
        assertThat(again).hasValue(0);
    }

    /** Nobody comes any more who could see that all are held. */
    @Test
    void theLastStepRunsAlthoughAllBeforeItWaitForIt() throws Exception {
        for (int round = 0; round < 50; round++) {
            CountDownLatch last = new CountDownLatch(1);
            CountDownLatch others = new CountDownLatch(9);
            for (int i = 0; i < 9; i++) {
                pool.execute(() -> {
                    await(last);
                    others.countDown();
                });
            }
            pool.execute(last::countDown);

            assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Nothing waits when it comes, and no thread is left. */
    @Test
    void oneStepRunsWhereAllThreadsHaveLongWaitedForIt() throws Exception {
        CountDownLatch others = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            CountDownLatch began = new CountDownLatch(1);
            pool.execute(() -> {
                began.countDown();
                await(end);
                others.countDown();
            });
            assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();
        }
        // The pool is not looked at any more when the timer has nothing to do.
        Awaitility.await().until(() -> timer.getQueue().isEmpty() && timer.getActiveCount() == 0);
        pool.execute(end::countDown);

        assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** More than the pool has threads, each waiting for the next one. */
    @Test
    void aChainOfStepsThatWaitForTheNextOneEnds() throws Exception {
        int length = 500;
        CountDownLatch[] ran = new CountDownLatch[length + 1];
        for (int i = 0; i <= length; i++) {
            ran[i] = new CountDownLatch(1);
        }
        for (int i = 0; i < length; i++) {
            int mine = i;
            pool.execute(() -> {
                await(ran[mine + 1]);
                ran[mine].countDown();
            });
        }
        pool.execute(ran[length]::countDown);

        assertThat(ran[0].await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWaitsAndWhatComesAfterTheEndRunsWithThePoolStopped() throws Exception {
        CountDownLatch left = new CountDownLatch(1000);
        for (int i = 0; i < 500; i++) {
            pool.execute(left::countDown);
        }
        timer.shutdownNow();
        threads.shutdown();
        for (int i = 0; i < 500; i++) {
            pool.execute(left::countDown);
        }

        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Such a pool refuses a thread at a time, and a thread that brings answers must not run routes. */
    @Test
    void noStepRunsOnTheBringingThreadWhereThePoolHasNoQueue() throws Exception {
        ThreadPoolExecutor narrow = new ThreadPoolExecutor(1, 1, 60, TimeUnit.SECONDS, new SynchronousQueue<>());
        try {
            CompletionPool of = new CompletionPool(narrow, timer);
            Set<Thread> ran = ConcurrentHashMap.newKeySet();
            CountDownLatch left = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                of.execute(() -> {
                    hold(Duration.ofMillis(1));
                    ran.add(Thread.currentThread());
                    left.countDown();
                });
            }

            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).doesNotContain(Thread.currentThread());
        } finally {
            narrow.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
