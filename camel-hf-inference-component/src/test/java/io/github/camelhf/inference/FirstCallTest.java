package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.result.Classifications;
import java.awt.Color;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FirstCallTest {
    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @Test
    void classifies() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Object result = context.createProducerTemplate()
                    .requestBody(
                            "hf-inference:zero-shot?endpointUrl=" + EMULATOR.url() + "&labels=red,green,blue",
                            Pictures.plain("png", Color.RED));
            System.out.println(result);
            System.out.println(EMULATOR.requests());
            assertThat(((Classifications) result).best().label()).isEqualTo("red");
        }
    }
}
