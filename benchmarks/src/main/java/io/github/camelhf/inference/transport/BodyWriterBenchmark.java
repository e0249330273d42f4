package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.input.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Base64 of a picture of 100 KB on its way to a connection that takes all it gets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BodyWriterBenchmark {

    /** What is in memory is not read ahead. */
    private static final BlockingWork NO_READS = new BlockingWork(Runnable::run, 1, 1);

    private final byte[] picture = new byte[100 * 1024];
    private final WireBody body = new WireBody(WireBody.JSON, List.of(new WireBody.Base64Encoded(Content.of(picture))));

    public BodyWriterBenchmark() {
        new Random(1).nextBytes(picture);
    }

    /** As the component writes it. */
    @Benchmark
    public long streamed() throws IOException {
        Sink sink = new Sink();
        BodyWriter writer = new BodyWriter(body, new Progress(), NO_READS, "none");
        while (!sink.ended) {
            writer.produce(sink);
        }
        return sink.bytes;
    }

    /** As routes do it. */
    @Benchmark
    public String asString() {
        return Base64.getEncoder().encodeToString(picture);
    }

    private static final class Sink implements DataStreamChannel {
        private long bytes;
        private boolean ended;

        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            bytes += count;
            source.position(source.limit());
            return count;
        }

        @Override
        public void endStream() {
            ended = true;
        }

        @Override
        public void endStream(List<? extends Header> trailers) {
            ended = true;
        }

        @Override
        public void requestOutput() {
            // Always takes more.
        }
    }
}
