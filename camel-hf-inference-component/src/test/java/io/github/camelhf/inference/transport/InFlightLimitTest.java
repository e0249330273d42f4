package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

    private final InFlightLimit limit = new InFlightLimit();

    @Test
    void startsCallsInArrivalOrderAndNoMoreThanTheBound() {
        List<Integer> started = new ArrayList<>();
        List<CompletableFuture<String>> open = new ArrayList<>();
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            results.add(limit.run(3, () -> {
                started.add(number);
                CompletableFuture<String> call = new CompletableFuture<>();
                open.add(call);
                return call;
            }));
        }
        assertThat(started).containsExactly(0, 1, 2);
        open.get(1).complete("one");
        assertThat(started).containsExactly(0, 1, 2, 3);
        open.get(0).completeExceptionally(new IllegalStateException("failed"));
        assertThat(started).containsExactly(0, 1, 2, 3, 4);
        for (int i = 2; i < 10; i++) {
            open.get(i).complete("done");
        }
        assertThat(started).isSorted().hasSize(10);
        assertThat(results.get(1)).isCompletedWithValue("one");
        assertThat(results.get(0)).isCompletedExceptionally();
        assertThat(results.subList(2, 10)).allMatch(result -> result.join().equals("done"));
    }

    @Test
    void waitsWithoutOvertakingWhenBoundsDiffer() {
        CompletableFuture<String> first = new CompletableFuture<>();
        List<String> started = new ArrayList<>();
        CompletableFuture<String> one = limit.run(1, () -> first);
        CompletableFuture<String> narrow = limit.run(1, () -> {
            started.add("narrow");
            return CompletableFuture.completedFuture("narrow");
        });
        CompletableFuture<String> wide = limit.run(5, () -> {
            started.add("wide");
            return CompletableFuture.completedFuture("wide");
        });
        assertThat(started).isEmpty();
        first.complete("first");
        assertThat(started).containsExactly("narrow", "wide");
        assertThat(List.of(one.join(), narrow.join(), wide.join())).containsExactly("first", "narrow", "wide");
    }

    @Test
    void hundredThousandCallsThatFailAtOnceNeedNoStack() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> blocked = limit.run(1, () -> first);
        List<CompletableFuture<Object>> results = IntStream.range(0, 100_000)
                .mapToObj(number ->
                        limit.run(1, () -> CompletableFuture.failedFuture(new IllegalStateException("call " + number))))
                .toList();
        first.complete("go");
        assertThat(blocked).isCompletedWithValue("go");
        assertThat(results).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void callThatThrowsGivesItsPlaceBack() {
        CompletableFuture<String> thrown = limit.run(1, () -> {
            throw new IllegalStateException("thrown");
        });
        assertThatThrownBy(thrown::join).hasRootCauseMessage("thrown");
        CompletableFuture<String> broken = limit.run(1, () -> {
            throw new NoClassDefFoundError("gone");
        });
        assertThatThrownBy(broken::join).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(limit.run(1, () -> CompletableFuture.completedFuture("next")))
                .isCompletedWithValue("next");
    }

    @Test
    void holdsTheBoundAgainstManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try {
            Queue<CompletableFuture<String>> results = new ConcurrentLinkedQueue<>();
            CountDownLatch asked = new CountDownLatch(2000);
            for (int i = 0; i < 2000; i++) {
                threads.execute(() -> {
                    results.add(limit.run(4, () -> call(open, most, threads)));
                    asked.countDown();
                });
            }
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture.allOf(results.toArray(new CompletableFuture<?>[0]))
                    .get(20, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        assertThat(open).hasValue(0);
        assertThat(most.get()).isBetween(1, 4);
    }

    private static CompletableFuture<String> call(AtomicInteger open, AtomicInteger most, ExecutorService threads) {
        most.accumulateAndGet(open.incrementAndGet(), Math::max);
        return CompletableFuture.supplyAsync(
                () -> {
                    open.decrementAndGet();
                    return "done";
                },
                threads);
    }
}
