package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.awt.Color;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errors, such as a memory that is full, end the exchange that meets them and no other. */
class FatalErrorsTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final DefaultCamelContext context = RunningContext.start();

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
        AsyncProducer producer = context.getEndpoint(
                        "hf-inference:image-embedding?maxWaiting=1&allowedHosts=127.0.0.1&endpointUrl="
                                + EMULATOR.url())
                .createAsyncProducer();
        ServiceHelper.startService(producer);
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        producer.process(exchange, sync -> done.complete(exchange));
        done.get(10, TimeUnit.SECONDS);
        ServiceHelper.stopService(producer);
        return exchange;
    }

    private static final class Exhausted extends InputStream {
        @Override
        public int read() {
            throw new OutOfMemoryError("of the test");
        }
    }
}
