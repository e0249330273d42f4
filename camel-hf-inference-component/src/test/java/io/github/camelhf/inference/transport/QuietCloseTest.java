package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stopping while calls run and new ones come is nothing to report. */
class QuietCloseTest {

    private static final int ROUNDS = 15;
    private static final int CALLS = 16;
    private static final WireBody TEXT =
            Calls.json("{\"inputs\":\"oak\",\"parameters\":{\"mode\":\"text_embedding\"}}");

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @Test
    void closingWhileCallsRunLogsNoErrors() throws Exception {
        try (Errors errors = new Errors()) {
            for (int round = 0; round < ROUNDS; round++) {
                List<CompletableFuture<WireResponse>> sent = new ArrayList<>();
                Calls calls = Calls.over(HttpVersionChoice.HTTP_1_1);
                for (int i = 0; i < CALLS; i++) {
                    sent.add(calls.transport().send(Calls.request(EMULATOR.url(), TEXT)));
                }
                CompletableFuture.anyOf(sent.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
                calls.close();
                assertThat(sent).allMatch(CompletableFuture::isDone);
            }
            assertThat(errors.lines).isEmpty();
        }
    }

    private static final class Errors extends AbstractAppender implements AutoCloseable {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final LoggerConfig root = ((LoggerContext) LogManager.getContext(false))
                .getConfiguration()
                .getRootLogger();

        Errors() {
            super("errors", null, null, true, Property.EMPTY_ARRAY);
            start();
            root.addAppender(this, Level.ERROR, null);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }

        @Override
        public void close() {
            root.removeAppender("errors");
            stop();
        }
    }
}
