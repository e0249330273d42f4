package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route of the README, in both languages. */
class SortPicturesTest extends RecipeTest {

    @TempDir
    Path inbox;

    @BeforeEach
    void nameTheInbox() {
        set("inbox", inbox.toString());
    }

    @Test
    void theJavaRouteMovesEachPictureIntoTheFolderOfItsLabel() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::sort-pictures
                onException(InferenceUnavailableException.class)
                        .maximumRedeliveries(5)
                        .redeliveryDelay(1000)
                        .asyncDelayedRedelivery();

                from("file:{{inbox}}?move=sorted/${header.CamelHfInferenceSafeLabel}/${file:name}&moveFailed=failed")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red tile,blue tile,wood flooring")
                        .log("${file:name}: ${header.CamelHfInferenceLabel}, ${header.CamelHfInferenceScore}");
                // end::sort-pictures
            }
        });
        assertSorts();
    }

    @Test
    void theYamlRouteMovesEachPictureIntoTheFolderOfItsLabel() throws Exception {
        load("sort-pictures.yaml");
        assertSorts();
    }

    private void assertSorts() throws IOException {
        EMULATOR.fault(Fault.modelLoading(0.05));
        Files.write(inbox.resolve("wall.png"), RED);
        Files.write(inbox.resolve("pool.png"), BLUE);
        Files.writeString(inbox.resolve("notes.jpg"), "no picture at all");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
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
}
