package io.github.camelhf.inference.examples.catalogue;

import static io.github.camelhf.inference.examples.catalogue.Running.encoded;
import static io.github.camelhf.inference.examples.catalogue.Running.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.catalogue.compare.LabelVectors;
import io.github.camelhf.inference.examples.catalogue.compare.Labelling;
import io.github.camelhf.inference.examples.pictures.Pattern;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How right the answers about the drawn catalogue are, as numbers. Its truth is known from how each picture was drawn. */
@Timeout(120)
class PrecisionTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final Map<String, ProductPicture> TRUTH =
            ProductPicture.catalogue().stream().collect(Collectors.toMap(ProductPicture::name, Function.identity()));

    @TempDir
    static Path folder;

    private static Running running;
    private static int calls;

    @BeforeAll
    static void index() throws Exception {
        ProductPicture.writeAll(folder);
        running = Running.start(folder, EMULATOR.url(), Dsl.JAVA).indexed(TRUTH.size());
        calls = EMULATOR.requests().size();
        running.get("api/labels");
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
    }

    @Test
    void aColourAndAPatternInWordsFindTheProducts() throws Exception {
        double right = 0;
        Set<String> labels = TRUTH.values().stream().map(ProductPicture::label).collect(Collectors.toSet());
        for (String label : labels) {
            List<String> found = files(running.get("api/search?count=3&text=" + encoded("a photo of a " + label)));
            right += found.stream()
                            .filter(file -> label.equals(TRUTH.get(file).label()))
                            .count()
                    / 3.0;
        }
        assertThat(labels).hasSize(66);
        assertThat(right / labels.size()).as("precision of the first three").isGreaterThan(0.87);
    }

    @Test
    void aProductFindsThoseOfItsKind() throws Exception {
        double right = 0;
        List<ProductPicture> asked =
                TRUTH.values().stream().filter(ProductPicture::isCopy).toList();
        for (ProductPicture picture : asked) {
            List<String> found = files(running.get("api/search?count=4&like=" + picture.name()));
            assertThat(found.get(0)).isEqualTo(picture.name());
            right += found.stream()
                            .skip(1)
                            .filter(file -> TRUTH.get(file).colour().equals(picture.colour()))
                            .count()
                    / 3.0;
        }
        assertThat(right / asked.size()).as("of the same colour").isGreaterThan(0.9);
    }

    @Test
    void furtherPicturesOfAProductAreFoundAsDuplicates() throws Exception {
        Set<Set<String>> expected = TRUTH.values().stream()
                .filter(ProductPicture::isCopy)
                .map(copy -> Set.of(copy.name(), copy.copyOf()))
                .collect(Collectors.toSet());
        Set<Set<String>> found = new HashSet<>();
        for (JsonNode group : running.get("api/duplicates.json?threshold=0.985")) {
            Set<String> names = new HashSet<>();
            group.path("files").forEach(file -> names.add(file.asText()));
            found.add(names);
        }
        Set<Set<String>> both = new HashSet<>(found);
        both.retainAll(expected);
        assertThat((double) both.size() / found.size()).as("precision").isEqualTo(1);
        assertThat((double) both.size() / expected.size()).as("recall").isGreaterThanOrEqualTo(0.75);
    }

    @Test
    void labelsAreThoseThatTheEndpointWouldGive() throws Exception {
        List<String> labels = Arrays.stream(Pattern.values()).map(Pattern::word).toList();
        running.send(
                "PUT", "api/labels", ("[\"" + String.join("\", \"", labels) + "\"]").getBytes(StandardCharsets.UTF_8));
        assertThat(running.send("POST", "api/sharpness", new byte[0])
                        .path("sharpness")
                        .asDouble())
                .as("the demonstration model's, from one call")
                .isEqualTo(11, within(0.05));

        double bestLabel = 0;
        for (JsonNode point : running.get("api/map").path("points")) {
            String pattern = TRUTH.get(point.path("file").asText()).pattern().word();
            bestLabel += point.path("label").asText().equals(pattern) ? 1 : 0;
        }
        assertThat(bestLabel / TRUTH.size()).as("right labels").isBetween(0.88, 0.92);

        float[][] vectors =
                new LabelVectors(folder.resolve(".catalogue")).of(labels).toArray(float[][]::new);
        ProducerTemplate template = running.catalogue.camel().createProducerTemplate();
        double farthest = 0;
        for (ProductPicture picture : TRUTH.values()) {
            if (List.of("red", "blue", "grey").contains(picture.colour()) && picture.rhythm() == 40) {
                Classifications endpoint = template.requestBody(
                        "hf-inference:zero-shot?labels=" + String.join(",", labels),
                        folder.resolve(picture.name()).toFile(),
                        Classifications.class);
                double[] local = Labelling.softmax(
                        running.catalogue.shelf().vectorOfFile(picture.name()).orElseThrow(), vectors, 11);
                for (Classification each : endpoint) {
                    farthest = Math.max(farthest, Math.abs(each.score() - local[labels.indexOf(each.label())]));
                }
            }
        }
        assertThat(farthest).as("greatest distance of a score").isLessThan(1e-4);
    }

    @Test
    void picturesShareCalls() {
        assertThat(calls).isLessThan(TRUTH.size() / 3);
    }
}
