package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe for very large folders, with files for three polls; {@code FolderTrial} of the benchmarks runs it with 100,000. */
class LargeFolderTest extends RecipeTest {

    private static final int COUNT = 11_000;
    private static final int IN_FLIGHT = 32;

    /** What maxWaiting allows unless said otherwise, what is open, and what the polling thread brings. */
    private static final int MOST_OPEN = 1000 + IN_FLIGHT + 1;

    private static final String ANSWER =
            "[{\"label\": \"red\", \"score\": 0.9}, {\"label\": \"blue\", \"score\": 0.1}]";

    @TempDir
    Path inbox;

    @Test
    void aLargeFolderIsTakenAtThePaceOfTheServer() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            Files.write(inbox.resolve(i + ".png"), RED);
        }
        set("inbox", inbox.toString());
        EMULATOR.alwaysFault(Fault.answer(200, "application/json", ANSWER)); // what is tested is not the emulator's eye
        OpenExchanges open = new OpenExchanges();
        context.getManagementStrategy().addEventNotifier(open);

        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::large-folder
                getContext().getRegistry().bind("taken", MemoryIdempotentRepository.memoryIdempotentRepository(10_000));

                from("file:{{inbox}}?initialDelay=0&greedy=true&maxMessagesPerPoll=5000"
                                + "&idempotent=true&idempotentRepository=#taken"
                                + "&idempotentKey=${file:name}-${file:modified}"
                                + "&filterFile=${header.CamelFileLastModified} != null"
                                + "&move=.done&moveFailed=.failed"
                                + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red,blue&maxInFlight=32");
                // end::large-folder
            }
        });

        await().atMost(Duration.ofMinutes(2)).until(() -> moved(".done") == COUNT);
        assertThat(EMULATOR.requests()).hasSize(COUNT);
        assertThat(EMULATOR.maxConcurrentRequests()).isBetween(2, IN_FLIGHT);
        assertThat(open.most.get())
                .as("a place is given back before the file is moved: what waits to be moved comes on top")
                .isBetween(2, 3 * MOST_OPEN);
        assertThat(inbox.resolve(".failed")).doesNotExist();
    }

    private long moved(String folder) throws IOException {
        if (!Files.isDirectory(inbox.resolve(folder))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(inbox.resolve(folder))) {
            return files.count();
        }
    }

    private static final class OpenExchanges extends EventNotifierSupport {
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeCreatedEvent) {
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
            } else if (isEnd(event)) {
                open.decrementAndGet();
            }
        }

        private static boolean isEnd(CamelEvent event) {
            return event instanceof CamelEvent.ExchangeCompletedEvent
                    || event instanceof CamelEvent.ExchangeFailedEvent;
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof ExchangeEvent;
        }
    }
}
