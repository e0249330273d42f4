package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryDelayTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration CAP = Duration.ofMinutes(2);

    private static @Nullable Duration delay(Map<String, String> headers, OptionalDouble estimate) {
        return RetryDelay.of(new WireResponse(429, headers, new byte[0]), estimate, NOW, CAP);
    }

    private static @Nullable Duration retryAfter(String value) {
        return delay(Map.of("retry-after", value), OptionalDouble.empty());
    }

    private static @Nullable Duration rateLimit(String value) {
        return delay(Map.of("ratelimit", value), OptionalDouble.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "3, PT3S",
        "' 3 ', PT3S",
        "1.5, PT1.5S",
        "120, PT2M",
        "121, PT2M",
        "2147483646, PT2M",
        "'Fri, 20 Nov 2026 10:00:07 GMT', PT7S",
        "'60, 60', PT1M",
        "'3,4', PT4S",
        "'0, 9', PT9S",
        "'Friday, 20-Nov-26 10:00:07 GMT', PT7S",
        "'Fri Nov 20 10:00:07 2026', PT7S",
        "'Tue Dec  1 10:00:00 2026', PT2M",
        "'Monday, 20-Nov-51 10:00:00 GMT', PT2M",
        "'Fri, 20 Nov 2026 11:00:00 GMT', PT2M",
        "'Mon, 20 Nov 2090 11:00:00 GMT', PT2M"
    })
    void readsRetryAfter(String value, Duration expected) {
        assertThat(retryAfter(value)).isEqualTo(expected);
    }

    /** A delay of zero would take the place of the route's own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0",
                "0.0001",
                "0, 0",
                "Fri, 20 Nov 2026 10:00:00 GMT",
                "Fri, 20 Nov 2026 09:59:00 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994"
            })
    void takesNoTimeForNoHint(String value) {
        assertThat(retryAfter(value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "1e3",
                "NaN",
                "Infinity",
                "0x10",
                "3s",
                "3, soon",
                ", ,",
                "Monday, 20-Nov-26 10:00:07 GMT",
                "Mon Nov 20 10:00:07 2026",
                "9999999999",
                "99999999999999999999",
                "Mon, 20 Nov 2026 10:00:07 GMT",
                "Fri, 32 Nov 2026 10:00:07 GMT",
                "2026-11-20T10:00:07Z"
            })
    void ignoresNonsenseInRetryAfter(String value) {
        assertThat(retryAfter(value)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"api\";r=0;t=53', PT53S",
        "'\"api\"; r=0; t=53', PT53S",
        "'\"api\";t=53;r=0', PT53S",
        "'\"resolvers\";r=0;t=300', PT2M",
        "'\"api\";r=0;t=0, \"x\";r=0;t=1', PT1S"
    })
    void readsAnExhaustedRateLimit(String value, Duration expected) {
        assertThat(rateLimit(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"api\";r=998;t=253",
                "\"api\";r=0",
                "\"api\";t=253",
                "r=0;t=3;",
                "\"api\";r=0;t=0",
                "\"api\";r=-1;t=3",
                "\"api\";r=0;t=-3",
                "\"api\";r=0;t=9999999999",
                "\"api\";r=;t="
            })
    void ignoresARateLimitThatAsksForNothing(String value) {
        assertThat(rateLimit(value)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"20.0, PT20S", "22.307, PT22.307S", "945, PT2M", "0.0006, PT0.001S"})
    void readsTheEstimatedTime(double seconds, Duration expected) {
        assertThat(delay(Map.of(), OptionalDouble.of(seconds))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 0.0004, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300})
    void ignoresANonsensicalEstimate(double seconds) {
        assertThat(delay(Map.of(), OptionalDouble.of(seconds))).isNull();
    }

    @Test
    void takesTheLongestOfAll() {
        Map<String, String> headers = Map.of("retry-after", "5", "ratelimit", "\"api\";r=0;t=9");
        assertThat(delay(headers, OptionalDouble.of(7))).isEqualTo(Duration.ofSeconds(9));
        assertThat(delay(headers, OptionalDouble.of(70))).isEqualTo(Duration.ofSeconds(70));
        assertThat(delay(Map.of("retry-after", "nonsense"), OptionalDouble.of(7)))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void saysNothingWhenTheServerSaidNothing() {
        assertThat(delay(Map.of(), OptionalDouble.empty())).isNull();
    }
}
