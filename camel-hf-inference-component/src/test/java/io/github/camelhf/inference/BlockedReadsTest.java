package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.error.InferenceTransportException;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message whose bytes do not come holds up itself only. */
class BlockedReadsTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);

    /** As much as is read of a picture before it is sent, and more. */
    private static final byte[] LARGE = Arrays.copyOf(RED, 200_000);

    @TempDir
    private Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger stalled = new AtomicInteger();

    @AutoClose
    private final AnsweringServer server = new AnsweringServer();

    @AutoClose
    private final Routes routes = new Routes().with("url", server.url());

    @BeforeEach
    void start() throws Exception {
        routes.context.getShutdownStrategy().setTimeout(1);
        routes.add(route -> {
            route.errorHandler(route.noErrorHandler());
            route.from("direct:slow").to("hf-inference:image-embedding?endpointUrl={{url}}a&requestTimeout=3000");
            route.from("direct:other").to("hf-inference:image-embedding?endpointUrl={{url}}b");
        });
    }

    @AfterEach
    void endStalledReads() {
        end.countDown();
    }

    @Test
    void anotherRouteGoesOnAndTheStalledOneEndsAtItsDeadline() throws Exception {
        Path file = Files.write(folder.resolve("red.png"), LARGE);
        List<CompletableFuture<Exchange>> slow = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            slow.add(routes.send("direct:slow", new Stalling()));
        }
        await().until(() -> stalled.get() >= 2);

        assertThat(routes.send("direct:other", RED).join().getException())
                .as("from memory")
                .isNull();
        assertThat(routes.send("direct:other", file).join().getException())
                .as("from a file")
                .isNull();

        for (CompletableFuture<Exchange> each : slow) {
            assertThat(each.join().getException())
                    .isInstanceOf(InferenceTransportException.class)
                    .hasMessageContaining("requestTimeout");
        }
        assertThat(end.getCount()).isOne();
    }

    /** A cache that somebody wrote: the thread of the route reads it, every other finds the disk stalled after some bytes. */
    private final class Stalling extends InputStream implements StreamCache {
        private final InputStream bytes = new ByteArrayInputStream(LARGE);
        private final Thread route = Thread.currentThread();
        private int left = 50_000;

        @Override
        public int read() throws IOException {
            stall();
            left--;
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            stall();
            int read = bytes.read(target, offset, count);
            left -= read;
            return read;
        }

        private void stall() throws IOException {
            if (left > 0 || Thread.currentThread() == route) {
                return;
            }
            stalled.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("the disk has gone");
        }

        @Override
        public void reset() {
            left = 50_000;
            try {
                bytes.reset();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void writeTo(OutputStream target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StreamCache copy(Exchange exchange) {
            return new Stalling();
        }

        @Override
        public boolean inMemory() {
            return true;
        }

        @Override
        public long length() {
            return LARGE.length;
        }

        @Override
        public long position() {
            return 0;
        }
    }
}
