package io.github.camelhf.inference.benchmarks.pieces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import io.github.camelhf.inference.transport.WireResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** 32 vectors of 768 numbers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecodeBenchmark {

    private static final int ROWS = 32;
    private static final int COLUMNS = 768;

    private static final JsonFactory STREAMING = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final ObjectMapper mapper = new ObjectMapper();
    private final byte[] json = matrix();
    private final InferenceRequest request = new InferenceRequest(
            Task.TEXT_EMBEDDING,
            Dialect.PIPELINE,
            null,
            List.of(),
            Collections.nCopies(ROWS, "a text"),
            List.of(),
            null,
            null,
            Map.of(),
            null,
            null,
            true,
            null);
    private final WireRequest sent = new WireRequest(
            URI.create("http://127.0.0.1/"),
            Map.of(),
            null,
            Task.TEXT_EMBEDDING.encode(request),
            new Limits(Duration.ofSeconds(1), new ByteSize(1), Duration.ZERO));
    private final WireResponse response = new WireResponse(200, Map.of(), json);

    /** As the component reads it, checks included. */
    @Benchmark
    public List<?> component() {
        return Task.TEXT_EMBEDDING.decode(request, sent, response);
    }

    /** The numbers alone, by a parser of all JSON with its fast number reader. */
    @Benchmark
    public float[][] streaming() throws IOException {
        float[][] rows = new float[ROWS][COLUMNS];
        try (JsonParser parser = STREAMING.createParser(json)) {
            parser.nextToken();
            for (float[] row : rows) {
                parser.nextToken();
                for (int column = 0; column < COLUMNS; column++) {
                    parser.nextToken();
                    row[column] = parser.getFloatValue();
                }
                parser.nextToken();
            }
        }
        return rows;
    }

    /** As routes do it. */
    @Benchmark
    public List<List<Double>> databind() throws IOException {
        return mapper.readValue(json, new TypeReference<>() {});
    }

    private static byte[] matrix() {
        Random random = new Random(1);
        StringJoiner rows = new StringJoiner(",", "[", "]");
        for (int row = 0; row < ROWS; row++) {
            StringJoiner numbers = new StringJoiner(",", "[", "]");
            for (int column = 0; column < COLUMNS; column++) {
                numbers.add(String.format(Locale.ROOT, "%.9f", random.nextGaussian() / 28));
            }
            rows.add(numbers.toString());
        }
        return rows.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
