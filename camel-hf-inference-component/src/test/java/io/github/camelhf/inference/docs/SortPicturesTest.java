package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The route of the README, in each language. */
class SortPicturesTest extends RecipeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path inbox;

    @BeforeEach
    void nameTheInbox() throws IOException {
        inbox = Files.createDirectory(folder.resolve("inbox"));
        set("inbox", inbox.toString());
    }

    private static RoutesBuilder java() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // tag::sort-pictures
                onException(InferenceUnavailableException.class)
                        .maximumRedeliveries(5)
                        .redeliveryDelay(1000)
                        .asyncDelayedRedelivery();

                from("file:{{inbox}}?move=sorted/${header.CamelHfInferenceSafeLabel}/${file:name}&moveFailed=failed"
                                + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red tile,blue tile,wood flooring")
                        .log("${file:name}: ${header.CamelHfInferenceLabel}, ${header.CamelHfInferenceScore}");
                // end::sort-pictures
            }
        };
    }

    private void sort(String language) throws Exception {
        if (language.equals("java")) {
            run(java());
        } else {
            load("sort-pictures." + language);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void movesEachPictureIntoTheFolderOfItsLabel(String language) throws Exception {
        sort(language);
        EMULATOR.fault(Fault.modelLoading(0.05));
        arrive("wall.png", RED);
        arrive("pool.png", BLUE);
        arrive("notes.jpg", text("no picture at all"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(inbox.resolve("sorted/red-tile/wall.png")).hasBinaryContent(RED);
            assertThat(inbox.resolve("sorted/blue-tile/pool.png")).hasBinaryContent(BLUE);
            assertThat(inbox.resolve("failed/notes.jpg")).exists();
        });
        assertThat(EMULATOR.requests()).hasSize(3);
        RecordedRequest request = EMULATOR.requests().get(2);
        assertThat(new ObjectMapper()
                        .readTree(request.bodyText())
                        .at("/parameters/candidate_labels/2")
                        .asText())
                .isEqualTo("wood flooring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void keepsEachOfSeveralFilesOfOneName(String language) throws Exception {
        sort(language);
        for (int i = 1; i <= 3; i++) {
            arrive("IMG_0001.png", RED);
            arrive("notes.jpg", text("no picture at all, " + i));
            await().atMost(PATIENCE).until(() -> Arrivals.isEmpty(inbox));
        }

        assertThat(Arrivals.names(inbox.resolve("sorted/red-tile")))
                .containsExactly("IMG_0001-2.png", "IMG_0001-3.png", "IMG_0001.png");
        assertThat(Arrivals.names(inbox.resolve("failed"))).containsExactly("notes-2.jpg", "notes-3.jpg", "notes.jpg");
        assertThat(inbox.resolve("failed/notes.jpg")).hasContent("no picture at all, 1");
        assertThat(inbox.resolve("failed/notes-3.jpg")).hasContent("no picture at all, 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void takesAFileThatIsWrittenInTwoStepsWhenItIsWhole(String language) throws Exception {
        sort(language);
        Path slow = inbox.resolve("slow.png");

        Arrivals.writeInTwoSteps(slow, BLUE);

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(inbox.resolve("sorted/blue-tile/slow.png")).hasBinaryContent(BLUE));
        assertThat(inbox.resolve("failed")).doesNotExist();
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    private void arrive(String name, byte[] content) throws IOException {
        Arrivals.arrive(folder, inbox.resolve(name), content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
