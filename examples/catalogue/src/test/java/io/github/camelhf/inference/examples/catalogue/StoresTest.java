package io.github.camelhf.inference.examples.catalogue;

import static io.github.camelhf.inference.examples.catalogue.Running.await;
import static io.github.camelhf.inference.examples.catalogue.Running.encoded;
import static io.github.camelhf.inference.examples.catalogue.Running.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The same routes with the stores beside Lucene: a live PostgreSQL with pgvector, and Qdrant's contract. */
@Timeout(120)
class StoresTest {

    private static final List<ProductPicture> PICTURES = ProductPicture.catalogue().stream()
            .filter(picture -> picture.name().matches("(red|blue)-(tile|striped)-60.*"))
            .toList();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    @Test
    void pgvectorFindsWhatLuceneFindsAndMayBeAwayForAWhile() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                Running running = start("pgvector", postgres.url())) {
            useIt(running);

            postgres.down();
            assertThat(running.problem("GET", "api/search?text=red", new byte[0]))
                    .isEqualTo("503 The store does not answer at present; nothing is lost, try again in a minute");
            ProductPicture later = ProductPicture.catalogue().get(40);
            later.write(folder);
            await().untilAsserted(() ->
                    assertThat(running.catalogue.indexing().total()).isEqualTo(4));
            assertThat(running.catalogue.shelf().product(later.name())).isNull();
            postgres.up();
            running.indexed(4);
            assertThat(files(running.get("api/search?count=9&text=red"))).contains(later.name());
        }
    }

    @Test
    void qdrantsContractIsKept() throws Exception {
        try (QdrantContract qdrant = new QdrantContract()) {
            try (Running running = start("qdrant", qdrant.url())) {
                useIt(running);
                assertThat(qdrant.points).hasSize(3);
            }
            try (Running again = start("qdrant", qdrant.url())) {
                assertThat(files(again.get("api/search?count=9&text=red"))).hasSize(4);
            }
        }
    }

    @Test
    void aStoreThatIsDownOrFullDelaysWithASentenceAndLosesNothing() throws Exception {
        try (QdrantContract qdrant = new QdrantContract();
                Running running = start("qdrant", qdrant.url())) {
            qdrant.down();
            assertThat(running.problem("GET", "api/search?text=red", new byte[0]))
                    .isEqualTo("503 The store does not answer at present; nothing is lost, try again in a minute");
            ProductPicture later = ProductPicture.catalogue().get(40);
            later.write(folder);
            await().untilAsserted(() -> assertThat(notice(running)).startsWith("What is new waits"));
            assertThat(running.catalogue.shelf().product(later.name())).isNull();

            qdrant.full(true);
            qdrant.up();
            await().untilAsserted(() -> assertThat(notice(running)).contains("No space left on device"));
            assertThat(running.catalogue.shelf().product(later.name())).isNull();

            qdrant.full(false);
            running.indexed(5);
            assertThat(qdrant.points).hasSize(5);
            assertThat(files(running.get("api/search?count=9&text=red"))).contains(later.name());
            await().untilAsserted(() -> assertThat(notice(running)).isEmpty());
        }
    }

    private static String notice(Running running) throws Exception {
        return running.get("api/status").path("notice").asText("");
    }

    private Running start(String store, String url) throws Exception {
        for (ProductPicture picture : PICTURES) {
            picture.write(folder);
        }
        return Running.start(
                        Running.settings(folder, EMULATOR.url(), Map.of("store", store, "storeUrl", url)), Dsl.JAVA)
                .indexed(4);
    }

    private void useIt(Running running) throws Exception {
        String question = "api/search?count=4&text=" + encoded("red striped");
        await().untilAsserted(() -> assertThat(files(running.get(question))).hasSize(4));
        assertThat(files(running.get(question)).get(0)).startsWith("red-striped");
        assertThat(running.get(question).path("hits").get(0).path("score").asDouble())
                .isBetween(0.3, 1.0);

        Path gone = folder.resolve(files(running.get(question)).get(0));
        Files.delete(gone);
        running.indexed(3);
        assertThat(files(running.get(question)))
                .hasSize(3)
                .doesNotContain(gone.getFileName().toString());
    }
}
