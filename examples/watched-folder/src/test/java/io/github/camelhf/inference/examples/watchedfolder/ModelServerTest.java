package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.HfInferenceConfiguration;
import org.junit.jupiter.api.Test;

/** Who gets the token that was found. */
class ModelServerTest {

    private final HfInferenceConfiguration component = new HfInferenceConfiguration();

    @Test
    void anAddressThatTheUserNamedGetsTheTokenThatIsFound() {
        ModelServer.of(null, "https://siglip.example.com/", "auto").configure(component);

        assertThat(component.isUseFoundToken()).isTrue();
        assertThat(component.getToken()).isNull();
    }

    @Test
    void theHostedServiceAndTheDemonstrationNeedNoWord() {
        ModelServer.of("openai/clip-vit-large-patch14", null, "auto").configure(component);
        assertThat(component.isUseFoundToken()).isFalse();

        ModelServer.of(null, null, "auto")
                .emulator("http://127.0.0.1:1/", "own")
                .configure(component);
        assertThat(component.isUseFoundToken()).isFalse();
        assertThat(component.getToken()).isEqualTo("own");
    }
}
