package io.github.camelhf.inference.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.transport.WireResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeTimeTest {

    private static final Map<String, String> TEXT_EMBEDDINGS_INFERENCE = Map.of(
            "x-compute-type", "gpu+optimized",
            "x-total-time", "13",
            "x-tokenization-time", "1",
            "x-queue-time", "2",
            "x-inference-time", "9");

    /** As it was recorded. */
    private static final Map<String, String> TEXT_GENERATION_INFERENCE = Map.of(
            "x-compute-type", "1-a10-g",
            "x-total-time", "362",
            "x-validation-time", "0",
            "x-queue-time", "4",
            "x-inference-time", "357");

    private static Optional<Duration> read(String value, Map<String, String> beside) {
        Map<String, String> headers = new HashMap<>(beside);
        headers.put("x-compute-time", value);
        return ComputeTime.of(new WireResponse(200, headers, new byte[0]));
    }

    @Test
    void textEmbeddingsInferenceCountsMilliseconds() {
        assertThat(read("13", TEXT_EMBEDDINGS_INFERENCE)).contains(Duration.ofMillis(13));
        assertThat(read("0", TEXT_EMBEDDINGS_INFERENCE)).contains(Duration.ZERO);
    }

    @Test
    void theOthersCountSeconds() {
        assertThat(read("0.362352731", TEXT_GENERATION_INFERENCE)).contains(Duration.ofNanos(362_352_731));
        assertThat(read("0.025", Map.of("x-compute-type", "cpu"))).contains(Duration.ofMillis(25));
        assertThat(read("13", Map.of("x-compute-type", "cache"))).contains(Duration.ofSeconds(13));
        assertThat(read("0.013", TEXT_EMBEDDINGS_INFERENCE)).contains(Duration.ofMillis(13));
    }

    @ParameterizedTest
    @CsvSource({"' 0.5 ', PT0.5S", "5.714e-05, PT0.00005714S", "12.5, PT12.5S", "999999999, PT999999999S"})
    void readsEveryNumberThatServersWrite(String value, Duration expected) {
        assertThat(read(value, Map.of())).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "NaN", "Infinity", "soon", "1e99", "0x1p3", "1d", "99999999999", "1e999999999"})
    void ignoresWhatMakesNoSense(String value) {
        assertThat(read(value, Map.of())).isEmpty();
    }
}
