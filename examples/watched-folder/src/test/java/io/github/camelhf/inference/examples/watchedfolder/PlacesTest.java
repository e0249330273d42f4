package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.audit.Sidecar;
import io.github.camelhf.inference.examples.watchedfolder.files.LongestName;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Keywords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in the folders of sorted files. */
class PlacesTest {

    @TempDir
    Path root;

    private Places places = new Places(Path.of(""), true, LongestName.USUAL);

    @BeforeEach
    void open() {
        places = new Places(root, true, LongestName.USUAL);
    }

    @Test
    void makesTheFolderAndKeepsTheName() throws IOException {
        assertThat(place("sorted/brick-wall", "a.jpg")).isEqualTo("sorted/brick-wall/a.jpg");
        assertThat(root.resolve("sorted/brick-wall")).isDirectory();
    }

    @Test
    void numbersTheSecondOfTheSameNameWhetherItIsThereOrUnderWay() throws IOException {
        place("review", "a.b.jpg");
        assertThat(place("review", "a.b.jpg")).isEqualTo("review/a.b-2.jpg");
        Files.writeString(root.resolve("review/a.b-3.jpg"), "");
        assertThat(place("review", "a.b.jpg")).isEqualTo("review/a.b-4.jpg");
    }

    /** Of a picture under way, the keywords may lie there before it does. */
    @Test
    void whatLiesThereBelongsToTheClosestPictureAlsoWhileThatIsUnderWay() throws IOException {
        place("sorted", "a.png");
        Files.writeString(root.resolve("sorted/a.png.xmp"), "");

        assertThat(place("sorted", "a.png.webp")).isEqualTo("sorted/a.png.webp");
    }

    @Test
    void takesUpperAndLowerCaseForTheSame() throws IOException {
        place("review", "a.jpg");
        assertThat(place("review", "A.JPG")).isEqualTo("review/A-2.JPG");
    }

    @Test
    void numbersNamesWithoutAnExtension() throws IOException {
        place("failed", "picture");
        assertThat(place("failed", "picture")).isEqualTo("failed/picture-2");
    }

    @Test
    void keepsANameForAMoveThatIsStillOpen() throws IOException {
        Path held = root.resolve("review/a.jpg");
        places.hold(held);
        assertThat(place("review", "a.jpg")).isEqualTo("review/a-2.jpg");
        places.release(held);
        assertThat(place("review", "a.jpg")).isEqualTo("review/a.jpg");
    }

    @Test
    void givesANameBackWhenItIsReleased() throws IOException {
        places.release(places.reserve("review", "a.jpg", PlacesTest::keywords));
        assertThat(place("review", "a.jpg")).isEqualTo("review/a.jpg");
    }

    @Test
    void writesTheResultOfAPictureThatIsGoneAnew() throws IOException {
        orphan("sorted/brick-wall", "a.jpg");
        assertThat(place("sorted/brick-wall", "a.jpg")).isEqualTo("sorted/brick-wall/a.jpg");
    }

    @Test
    void writesItsKeywordsAnewUnlessSomebodyChangedThem() throws Exception {
        orphan("sorted/brick-wall", "a.jpg");
        Path keywords = root.resolve("sorted/brick-wall/a.jpg.xmp");
        Files.write(keywords, Keywords.merged(null, List.of("brick wall")));
        assertThat(place("sorted/brick-wall", "a.jpg")).isEqualTo("sorted/brick-wall/a.jpg");

        places = new Places(root, true, LongestName.USUAL);
        Files.write(keywords, Keywords.merged(Files.readAllBytes(keywords), List.of("garden")));
        assertThat(place("sorted/brick-wall", "a.jpg")).isEqualTo("sorted/brick-wall/a-2.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "no JSON", "null", "{\"file\":\"a.jpg\",\"sha256\":\"00\"}"})
    void neverTakesAPersonsFileForAResult(String content) throws IOException {
        Files.createDirectories(root.resolve("review"));
        Files.writeString(root.resolve("review/a.jpg.json"), content);
        assertThat(place("review", "a.jpg")).isEqualTo("review/a-2.jpg");
    }

    private void orphan(String folder, String name) throws IOException {
        Files.createDirectories(root.resolve(folder));
        FileResult result = new FileResult(
                name,
                null,
                folder + "/" + name,
                "0".repeat(64),
                1,
                FileResult.ACCEPT,
                null,
                "brick wall",
                0.9,
                0.8,
                List.of(),
                "model",
                null,
                1,
                1,
                null,
                "2026-11-20T10:00:00Z",
                null);
        Files.write(root.resolve(folder).resolve(name + ".json"), Sidecar.content(result));
    }

    @Test
    void neverTakesAFileForASidecar() throws IOException {
        // Somebody dropped a file of that name, and it lies there with a sidecar of its own.
        Files.createDirectories(root.resolve("failed"));
        Files.writeString(root.resolve("failed/a.jpg.json"), "");
        Files.writeString(root.resolve("failed/a.jpg.json.json"), "{}");
        assertThat(place("failed", "a.jpg")).isEqualTo("failed/a-2.jpg");
        place("failed", "b.jpg.json");
        assertThat(place("failed", "b.jpg")).isEqualTo("failed/b-2.jpg");
    }

    @Test
    void neverTakesTheNameOfASidecarForAFile() throws IOException {
        place("failed", "c.jpg");
        assertThat(place("failed", "c.jpg.json")).isEqualTo("failed/c.jpg-2.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "😀"})
    void shortensANameUntilThoseBesideItFit(String character) throws IOException {
        String name = character.repeat(251 / character.getBytes(StandardCharsets.UTF_8).length) + ".jpg";

        Path first = places.reserve("review", name, PlacesTest::keywords);
        Path second = places.reserve("review", name, PlacesTest::keywords);

        assertThat(second).isNotEqualTo(first);
        for (Path place : List.of(first, second)) {
            assertThat(place.getFileName().toString()).startsWith(character).endsWith(".jpg");
            Files.writeString(place, "");
            Files.writeString(Sidecar.of(place), "");
            Files.writeString(keywords(place).get(0), "");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {143, 255})
    void fitsEveryNameIntoWhatTheFileSystemTakes(int longest) throws IOException {
        places = new Places(root, true, longest);
        for (int bytes = longest - 12; bytes <= 255; bytes++) {
            Path place = places.reserve("review", "x".repeat(bytes - 4) + ".jpg", PlacesTest::keywords);
            assertThat(place.getFileName().toString()).endsWith(".jpg");
            assertThat(List.of(Sidecar.of(place), keywords(place).get(0)))
                    .allMatch(beside -> beside.getFileName().toString().length() <= longest);
        }
    }

    @Test
    void keepsTheNameOfTheKeywordsFreeToo() throws IOException {
        Files.createDirectories(root.resolve("review"));
        Files.writeString(root.resolve("review/a.jpg.xmp"), "");
        assertThat(place("review", "a.jpg")).isEqualTo("review/a-2.jpg");
    }

    @Test
    void makesNoFolderWhenNamesAreOnlyThoughtAbout() throws IOException {
        Path place = new Places(root, false, LongestName.USUAL).reserve("review", "a.jpg", PlacesTest::keywords);
        assertThat(place).isEqualTo(root.resolve("review/a.jpg"));
        assertThat(root).isEmptyDirectory();
    }

    private static List<Path> keywords(Path place) {
        return List.of(place.resolveSibling(place.getFileName() + ".xmp"));
    }

    private String place(String folder, String name) throws IOException {
        return root.relativize(places.reserve(folder, name, PlacesTest::keywords))
                .toString()
                .replace('\\', '/');
    }
}
