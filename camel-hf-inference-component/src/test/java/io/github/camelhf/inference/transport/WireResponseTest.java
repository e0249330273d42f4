package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireResponseTest {

    @ParameterizedTest
    @ValueSource(strings = {"x-request-id", "x-amzn-trace-id", "x-amz-cf-id"})
    void theIdOfACallIsOneShortLineWhateverTheServerSent(String header) {
        WireResponse response =
                new WireResponse(200, Map.of(header, "\0id\r\nX-Evil: 1\u2028" + "x".repeat(10_000)), new byte[0]);

        assertThat(response.requestId().orElseThrow())
                .startsWith("id X-Evil: 1 x")
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContainPattern("[\\p{Cc}\\u2028]");
    }
}
