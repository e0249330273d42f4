package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.result.Classifications;
import java.io.File;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// tag::test
class PictureRouteTest {

    @RegisterExtension
    static final HfInferenceEmulator SERVER = HfInferenceEmulator.create();

    private static final File PICTURE = new File("src/test/resources/recipes/red-tile.png");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template = context.createProducerTemplate();

    @BeforeEach
    void start() {
        context.start();
        template.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void namesTheColourOfATile() {
        Classifications kinds = template.requestBody(zeroShot(), PICTURE, Classifications.class);

        assertThat(kinds.best().label()).isEqualTo("red tile");
    }

    @Test
    void tellsHowLongTheServerWantsToRest() {
        SERVER.fault(Fault.rateLimited(Duration.ofSeconds(3)));

        Exchange failed =
                template.send(zeroShot(), exchange -> exchange.getMessage().setBody(PICTURE));

        RateLimitedException limited = failed.getException(RateLimitedException.class);
        assertThat(limited.getRetryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(SERVER.requests()).hasSize(1);
    }

    private static String zeroShot() {
        return "hf-inference:zero-shot?labels=red tile,blue tile&endpointUrl=" + SERVER.url();
    }
}
// end::test
