package io.github.camelhf.inference.examples.catalogue;

import static io.github.camelhf.inference.examples.catalogue.Running.await;
import static io.github.camelhf.inference.examples.catalogue.Running.encoded;
import static io.github.camelhf.inference.examples.catalogue.Running.files;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the routes do with a small folder, in both of their forms. */
@ParameterizedClass
@EnumSource(Dsl.class)
@Timeout(120)
class RoutesTest {

    private static final List<ProductPicture> PICTURES = ProductPicture.catalogue().stream()
            .filter(picture -> picture.name().matches("(red|blue|green)-(tile|striped)-(24|60)\\..*"))
            .toList();

    /** As base64: PNG, JPEG, GIF, BMP. */
    private static final Pattern PICTURE = Pattern.compile("\\{\"inputs\":\\[?\"(iVBOR|/9j/|R0lG|Qk)");

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    private final Dsl dsl;
    private Running running;

    RoutesTest(Dsl dsl) {
        this.dsl = dsl;
    }

    @BeforeEach
    void index() throws Exception {
        for (ProductPicture picture : PICTURES) {
            picture.write(folder);
        }
        running = start().indexed(12);
    }

    private Running start() throws Exception {
        return Running.start(Running.settings(folder, EMULATOR.url(), Map.of("batchSize", "1")), dsl);
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    @Test
    void indexesEachContentOnceAndFollowsTheFolder() throws Exception {
        assertThat(picturesSent()).isEqualTo(12);
        Path red = folder.resolve(PICTURES.get(0).name());
        Files.createDirectory(folder.resolve("more"));
        Files.copy(red, folder.resolve("more/same content.png"));
        Files.writeString(folder.resolve("note.jpg"), "This is no picture.");
        running.indexed(13);
        assertThat(picturesSent())
                .as("no call for a known content, none for what is no picture")
                .isEqualTo(12);
        assertThat(running.get("api/status").path("problems").path("note.jpg").asText())
                .contains("picture");

        Files.delete(folder.resolve("note.jpg"));
        Files.delete(folder.resolve(PICTURES.get(1).name()));
        Files.copy(folder.resolve(PICTURES.get(11).name()), red, StandardCopyOption.REPLACE_EXISTING);
        running.indexed(12);
        await().untilAsserted(() ->
                assertThat(running.catalogue.indexing().problems()).isEmpty());
        await().untilAsserted(() -> assertThat(files(running.get(
                        "api/search?count=3&like=" + encoded(PICTURES.get(11).name()))))
                .contains(PICTURES.get(0).name(), PICTURES.get(11).name()));
        running.close();

        running = start().indexed(12);
        assertThat(picturesSent()).as("a restart asks for nothing").isEqualTo(12);
    }

    @Test
    void findsByWordsByPictureByProductAndMixed() throws Exception {
        assertThat(files(running.get("api/search?count=2&text=" + encoded("red tile"))))
                .allMatch(file -> file.startsWith("red-tile"));
        byte[] blue = Files.readAllBytes(folder.resolve(name("blue-striped-24")));
        JsonNode byPicture = running.send("POST", "api/search?count=3", blue);
        assertThat(files(byPicture).get(0)).startsWith("blue-striped-24");
        assertThat(byPicture.path("hits").get(0).path("score").asDouble()).isGreaterThan(0.999);
        assertThat(byPicture.path("hits").get(0).path("label").asText()).isIn("", "striped");
        assertThat(files(running.get("api/search?count=3&like=" + name("green-tile-60")))
                        .get(0))
                .startsWith("green-tile-60");
        assertThat(files(running.send("POST", "api/search?count=1&words=0.5&text=green", blue)))
                .as("striped like the picture, green as the word says")
                .allMatch(file -> file.startsWith("green-striped"));
    }

    @Test
    void labelsAreChangedWithoutSendingAPicture() throws Exception {
        JsonNode first = running.get("api/labels");
        assertThat(first.path("counts").path("tile").asInt()).isEqualTo(6);
        assertThat(first.path("counts").path("striped").asInt()).isBetween(5, 6);
        int calls = EMULATOR.requests().size();

        JsonNode colours = running.send("PUT", "api/labels", utf8("[\"red\", \"blue\", \"green\", \"red \"]"));
        assertThat(colours.path("counts").toString()).isEqualTo("{\"red\":4,\"blue\":4,\"green\":4}");
        assertThat(EMULATOR.requests()).hasSize(calls + 1);
        running.send("PUT", "api/labels", utf8("[\"tile\", \"blue\"]"));
        assertThat(EMULATOR.requests()).as("both texts are known").hasSize(calls + 1);

        assertThat(files(running.get("api/search?label=blue&text=red")))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(running.get("api/search?like=" + file)
                                .path("hits")
                                .get(0)
                                .path("label")
                                .asText())
                        .isEqualTo("blue"));
        assertThat(running.problem("GET", "api/search?label=green&text=red", new byte[0]))
                .isEqualTo("400 There is no label green at present; choose one of the list");
        assertThat(running.problem("PUT", "api/labels", utf8("[]"))).isEqualTo("400 Give 1 to 200 labels, not 0");
        assertThat(picturesSent()).isEqualTo(12);
    }

    @Test
    void showsDuplicatesAndTheMap() throws Exception {
        Path copy = folder.resolve("=copy, of \"red\".png");
        Files.copy(folder.resolve(PICTURES.get(0).name()), copy);
        running.indexed(13);
        JsonNode groups = running.get("api/duplicates.json?threshold=0.99");
        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).path("files")).hasSize(2);
        assertThat(running.answer("GET", "api/duplicates.csv?threshold=0.99", new byte[0])
                        .body())
                .isEqualToNormalizingNewlines("group,likeness,file\n1,1.0000,\"'=copy, of \"\"red\"\".png\"\n1,1.0000,"
                        + PICTURES.get(0).name() + "\n");
        JsonNode map = running.get("api/map");
        assertThat(map.path("points")).hasSize(13);
        assertThat(map.path("outliers").get(0).path("score").asDouble()).isLessThan(0.95);
        assertThat(running.problem("GET", "api/duplicates.json?threshold=many", new byte[0]))
                .startsWith("400 threshold must be a number");
    }

    @Test
    void givesThePageAndNoFileBesidesTheProducts() throws Exception {
        assertThat(running.answer("GET", "", new byte[0]).body()).contains("<title>Catalogue</title>");
        assertThat(running.answer("GET", "page/catalogue.js", new byte[0])
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("text/javascript");
        String product = PICTURES.get(0).name();
        assertThat(running.answer("GET", "picture?file=" + product, new byte[0]).statusCode())
                .isEqualTo(200);
        for (String path : List.of("picture?file=.catalogue/write.lock", "picture?file=../x.png", "page/../secret")) {
            assertThat(running.answer("GET", path, new byte[0]).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String name(String start) {
        return PICTURES.stream()
                .map(ProductPicture::name)
                .filter(name -> name.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    /** Each goes in a call of its own here. */
    private static long picturesSent() {
        return EMULATOR.requests().stream()
                .map(request -> new String(request.bodyHead(), StandardCharsets.US_ASCII))
                .filter(body -> PICTURE.matcher(body).lookingAt())
                .count();
    }
}
