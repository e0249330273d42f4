package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.fault.CapturedLog;
import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.input.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Content that may block, read on one thread and written on another. */
class ReadAheadTest {

    private static final Random RANDOM = new Random(7);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingWork reads = new BlockingWork(threads, 4, 2);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Content slow(byte[] bytes, int declared) {
        return new Content() {
            @Override
            public long length() {
                return declared;
            }

            @Override
            public InputStream open() {
                opened.incrementAndGet();
                return new FilterInputStream(new ByteArrayInputStream(bytes)) {
                    @Override
                    public int read(byte[] target, int offset, int count) throws IOException {
                        Thread.yield();
                        return super.read(target, offset, Math.min(count, 1 + RANDOM.nextInt(20_000)));
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                };
            }
        };
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @RepeatedTest(40)
    void writesEveryByteAndWaitsForNoneInVain() throws Exception {
        byte[] first = random(RANDOM.nextInt(200_000));
        byte[] second = random(RANDOM.nextInt(60_000));
        WireBody body = new WireBody(
                WireBody.JSON,
                List.of(
                        new WireBody.Literal("<"),
                        new WireBody.Base64Encoded(slow(first, first.length)),
                        new WireBody.Literal("|"),
                        new WireBody.Raw(slow(second, second.length)),
                        new WireBody.Literal(">")));
        Wire wire = new Wire(body);
        wire.run(Integer.MAX_VALUE);

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write('<');
        expected.writeBytes(Base64.getEncoder().encode(first));
        expected.write('|');
        expected.writeBytes(second);
        expected.write('>');
        assertThat(wire.written.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(opened).hasValue(2);
        assertThat(closed).hasValue(2);
    }

    @RepeatedTest(60)
    void closesWhatItOpenedOnceWheneverItIsGivenUp() throws Exception {
        byte[] bytes = random(150_000);
        WireBody body = new WireBody(
                WireBody.JSON,
                List.of(
                        new WireBody.Base64Encoded(slow(bytes, bytes.length)),
                        new WireBody.Base64Encoded(slow(bytes, bytes.length))));
        Wire wire = new Wire(body);
        Thread giving = new Thread(() -> {
            for (int i = RANDOM.nextInt(3000); i > 0; i--) {
                Thread.onSpinWait();
            }
            wire.writer.releaseResources();
            wire.writer.releaseResources();
        });
        giving.start();
        wire.run(RANDOM.nextInt(40));
        wire.writer.releaseResources();
        giving.join();
        await().pollInterval(1, TimeUnit.MILLISECONDS)
                .untilAsserted(() -> assertThat(closed).hasValue(opened.get()));
    }

    @Test
    void aReadThatFailsIsTheContentsFault() {
        Content broken = new Content() {
            @Override
            public long length() {
                return 100_000;
            }

            @Override
            public InputStream open() {
                opened.incrementAndGet();
                return new InputStream() {
                    private int left = 60_000;

                    @Override
                    public int read() throws IOException {
                        if (left-- <= 0) {
                            throw new IOException("stale file handle");
                        }
                        return 0;
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                };
            }
        };
        Wire wire = new Wire(WireBody.raw(broken, "image/png"));
        assertThatThrownBy(() -> wire.run(Integer.MAX_VALUE))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("stale file handle");
        assertThat(wire.written.size()).isLessThanOrEqualTo(60_000);
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void contentThatHasAnotherLengthIsNoticed() {
        assertThatThrownBy(() -> new Wire(WireBody.raw(slow(random(50_001), 50_000), "image/png")).run(1000))
                .hasMessageContaining("longer than its stated length");
        assertThatThrownBy(() -> new Wire(WireBody.raw(slow(random(49_999), 50_000), "image/png")).run(1000))
                .hasMessageContaining("ended 1 bytes before its stated length");
        assertThat(closed).hasValue(2);
    }

    @Test
    void oneThatHangsLeavesThreadsToOthers() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try {
            for (int i = 0; i < 6; i++) {
                reads.execute("hanging", () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            CountDownLatch ran = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                reads.execute("other", ran::countDown);
            }
            assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            end.countDown();
        }
    }

    @Test
    void noMoreRunAtOnceThanMayAndAllRun() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(2000);
        try (CapturedLog log = CapturedLog.atTrace()) {
            for (int i = 0; i < 2000; i++) {
                int number = i;
                reads.execute("key" + i % 7, () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                    ran.countDown();
                    if (number == 1000) {
                        throw new IllegalStateException("a mistake, which is logged");
                    }
                });
            }
            assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
            await().untilAsserted(() ->
                    assertThat(log.lines()).anyMatch(line -> line.endsWith("a mistake, which is logged")));
        }
        assertThat(most.get()).isLessThanOrEqualTo(4);
    }

    /** A connection that calls the writer as HttpClient does: while it has something to say, and when it asks for output. */
    private final class Wire extends TakenBytes {
        final BodyWriter writer;
        private final Semaphore requests = new Semaphore(0);

        Wire(WireBody body) {
            writer = new BodyWriter(body, new Progress(), reads, "key");
        }

        void run(int mostRounds) throws IOException, InterruptedException {
            for (int round = 0; !ended && round < mostRounds; round++) {
                if (round > 0 && writer.available() == 0) {
                    boolean asked =
                            requests.tryAcquire(mostRounds == Integer.MAX_VALUE ? 10_000 : 2, TimeUnit.MILLISECONDS);
                    if (!asked && mostRounds == Integer.MAX_VALUE) {
                        throw new AssertionError("nothing to write, and nobody asked for output");
                    }
                }
                writer.produce(this);
            }
        }

        @Override
        public void requestOutput() {
            requests.release();
        }

        @Override
        int room() {
            return 1 + RANDOM.nextInt(50_000);
        }
    }
}
