package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The greatest values that options take work in every message, and greater ones stop the start. */
class OptionBoundsTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static String uri(String options) {
        return "hf-inference:text-embedding?endpointUrl={{url}}&" + options;
    }

    @Test
    void twoEndpointsOfTheGreatestBoundDoNotAddUpToOneConnection() throws Exception {
        EMULATOR.alwaysFault(Fault.neverAnswer());
        for (String options : new String[] {"", "&parameters.normalize=true"}) {
            for (int i = 0; i < 4; i++) {
                routes.send(uri("adaptive=false&maxInFlight=2147483647" + options), "text " + i);
            }
        }
        EMULATOR.awaitRequests(8, Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maxWaitForModel",
                "requestTimeout",
                "connectTimeout",
                "batchTimeout",
                "maxRetryAfter",
                "scaleUpTimeout"
            })
    void theLongestDurationWorksAndALongerOneIsNamedAtStart(String option) throws Exception {
        Exchange exchange = routes.call(uri("batchSize=2&" + option + "=365d"), "oak");
        assertThat(exchange.getException()).isNull();

        for (String tooLong : new String[] {"366d", "9223372036854775807"}) {
            HfInferenceEndpoint endpoint = routes.endpoint(uri(option + "=" + tooLong));
            assertThatThrownBy(() -> endpoint.readOptions())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("option " + option + "=\\d+ ms must be .* to 365 days");
        }
    }

    @Test
    void aDurationOfJavaThatHasNoMillisecondsIsNamedAtStart() {
        HfInferenceEndpoint endpoint = routes.endpoint(uri("topK=1"));
        endpoint.getConfiguration().setRequestTimeout(Duration.ofSeconds(Long.MAX_VALUE));
        assertThatThrownBy(() -> endpoint.readOptions())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option requestTimeout=PT2562047788015215H30M7S must be 1 ms to 365 days");
    }
}
