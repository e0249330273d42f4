package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.awt.Color;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errors, such as a memory that is full, end the exchange that meets them and no other. */
class FatalErrorsTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @Test
    void anErrorWhileTheMessageIsReadEndsTheExchange() throws Exception {
        assertThat(send(new Exhausted()).getException()).hasRootCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void anErrorAfterADownloadEndsTheExchange() throws Exception {
        String address =
                EMULATOR.picture("red.png", Pictures.plain("png", Color.RED)).toString();

        assertThat(send(List.of(address, new Exhausted())).getException())
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void theNextMessageIsAnswered() throws Exception {
        for (int i = 0; i < 100; i++) {
            send(new Exhausted());
        }

        assertThat(send(Pictures.plain("png", Color.RED)).getException()).isNull();
    }

    private Exchange send(Object body) throws Exception {
        AsyncProducer producer =
                routes.producer("hf-inference:image-embedding?maxWaiting=1&allowedHosts=127.0.0.1&endpointUrl={{url}}");
        Exchange exchange = routes.send(producer, body).join();
        producer.stop();
        return exchange;
    }

    private static final class Exhausted extends InputStream {
        @Override
        public int read() {
            throw new OutOfMemoryError("of the test");
        }
    }
}
