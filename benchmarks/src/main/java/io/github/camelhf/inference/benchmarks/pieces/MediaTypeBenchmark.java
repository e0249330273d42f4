package io.github.camelhf.inference.benchmarks.pieces;

import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a JPEG of 100 KB is. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MediaTypeBenchmark {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0};

    private final byte[] bytes = Arrays.copyOf(JPEG, 100 * 1024);
    private final Content content = Content.of(bytes);

    /** As the component finds out. */
    @Benchmark
    public Optional<String> component() throws IOException {
        return MediaTypes.ofContent(content);
    }

    /** Tika's general detector. */
    @Benchmark
    public MediaType tika() throws IOException {
        return MimeTypes.getDefaultMimeTypes().detect(new ByteArrayInputStream(bytes), new Metadata());
    }
}
