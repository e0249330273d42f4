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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
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

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger stalled = new AtomicInteger();
    private AnsweringServer server;

    @BeforeEach
    void start() throws Exception {
        server = new AnsweringServer();
        context.getShutdownStrategy().setTimeout(1);
        context.start();
        route("slow", "a", "&requestTimeout=3000");
        route("other", "b", "");
    }

    @AfterEach
    void stop() {
        end.countDown();
        context.stop();
        server.close();
    }

    private void route(String id, String path, String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:" + id).to("hf-inference:image-embedding?endpointUrl=" + server.url() + path + options);
            }
        });
    }

    private CompletableFuture<Exchange> send(String id, Object body) {
        return context.createProducerTemplate()
                .asyncSend("direct:" + id, exchange -> exchange.getMessage().setBody(body));
    }

    @Test
    void anotherRouteGoesOnAndTheStalledOneEndsAtItsDeadline() throws Exception {
        Path file = Files.write(folder.resolve("red.png"), LARGE);
        List<CompletableFuture<Exchange>> slow = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            slow.add(send("slow", new Stalling()));
        }
        await().until(() -> stalled.get() >= 2);

        assertThat(send("other", RED).get(20, TimeUnit.SECONDS).getException())
                .as("from memory")
                .isNull();
        assertThat(send("other", file).get(20, TimeUnit.SECONDS).getException())
                .as("from a file")
                .isNull();

        for (CompletableFuture<Exchange> each : slow) {
            assertThat(each.get(20, TimeUnit.SECONDS).getException())
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
