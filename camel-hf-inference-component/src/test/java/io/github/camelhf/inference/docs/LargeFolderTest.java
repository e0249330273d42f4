package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe for very large folders, with files for three polls; {@code FolderTrial} of the benchmarks runs it with 100,000. */
class LargeFolderTest extends RecipeTest {

    private static final int COUNT = 6_000;
    private static final int IN_FLIGHT = 32;

    /** What maxWaiting allows unless said otherwise, what is open, and what the polling thread brings. */
    private static final int MOST_OPEN = 1000 + IN_FLIGHT + 1;

    private static final String ANSWER =
            "[{\"label\": \"red\", \"score\": 0.9}, {\"label\": \"blue\", \"score\": 0.1}]";

    @TempDir
    Path inbox;

    @TempDir
    Path outside;

    @Test
    void aLargeFolderIsTakenAtThePaceOfTheServer() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            Files.write(inbox.resolve(i + ".png"), RED);
        }
        set("inbox", inbox.toString());
        EMULATOR.alwaysFault(Fault.answer(200, "application/json", ANSWER)); // what is tested is not the emulator's eye
        OpenExchanges open = new OpenExchanges();
        context.getManagementStrategy().addEventNotifier(open);

        run(recipe());

        await().atMost(Duration.ofMinutes(2)).until(() -> moved(".done") == COUNT);
        assertThat(EMULATOR.requests()).hasSize(COUNT);
        assertThat(EMULATOR.maxConcurrentRequests()).isBetween(2, IN_FLIGHT);
        assertThat(open.most.get())
                .as("a place is given back before the file is moved: what waits to be moved comes on top")
                .isBetween(2, 3 * MOST_OPEN);
        assertThat(inbox.resolve(".failed")).doesNotExist();
    }

    private static RoutesBuilder recipe() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // tag::large-folder
                from("file:{{inbox}}?initialDelay=0&greedy=true&maxMessagesPerPoll=5000"
                                + "&move=.done&moveFailed=.failed"
                                + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red,blue&maxInFlight=32");
                // end::large-folder
            }
        };
    }

    @Test
    void filesOfOneNameAndTimeAreAllTaken() throws Exception {
        set("inbox", inbox.toString());
        run(recipe());
        for (int i = 1; i <= 3; i++) {
            Path whole = Files.write(outside.resolve("arriving"), i == 2 ? BLUE : RED);
            Files.setLastModifiedTime(whole, FileTime.fromMillis(1_000_000_000_000L));
            Files.move(whole, inbox.resolve("export.png"));
            await().atMost(Duration.ofMinutes(1)).until(() -> Arrivals.isEmpty(inbox));
        }

        assertThat(Arrivals.names(inbox.resolve(".done")))
                .containsExactly("export-2.png", "export-3.png", "export.png");
        assertThat(inbox.resolve(".done/export.png")).hasBinaryContent(RED);
        assertThat(inbox.resolve(".done/export-2.png")).hasBinaryContent(BLUE);
    }

    @Test
    void aFileThatIsWrittenInTwoStepsIsTakenWhenItIsWhole() throws Exception {
        set("inbox", inbox.toString());
        run(recipe());

        Arrivals.writeInTwoSteps(inbox.resolve("slow.png"), BLUE);

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(inbox.resolve(".done/slow.png")).hasBinaryContent(BLUE));
        assertThat(inbox.resolve(".failed")).doesNotExist();
        assertThat(EMULATOR.requests()).hasSize(1);
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
