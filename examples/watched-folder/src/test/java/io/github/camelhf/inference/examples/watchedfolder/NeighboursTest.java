package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Keywords;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Neighbours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of other programs beside pictures: each goes with its own picture, and nobody's stays behind without a word. */
@Timeout(120)
class NeighboursTest {

    private static final byte[] BY_HAND = xmp();

    @TempDir
    Path folder;

    private static byte[] xmp() {
        try {
            return Keywords.merged(null, List.of("Oma"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anXmpFileBelongsToTheClosestPicture() throws IOException {
        // The shades are contents of their own, so that the pictures are on their way at the same time.
        for (int picture = 0; picture < 20; picture++) {
            DrawnPicture.write(folder.resolve("a" + picture + ".png"), DrawnPicture.tiles(2 * picture));
            DrawnPicture.write(folder.resolve("a" + picture + ".png.webp"), DrawnPicture.tiles(2 * picture + 1));
            Files.write(folder.resolve("a" + picture + ".png.xmp"), BY_HAND);
        }

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        for (int picture = 0; picture < 20; picture++) {
            Path own = folder.resolve("sorted/ceramic-tile/a" + picture + ".png.xmp");
            Path others = folder.resolve("sorted/ceramic-tile/a" + picture + ".png.webp.xmp");
            assertThat(Files.readString(own)).contains("Oma", "ceramic tile");
            assertThat(Files.readString(others)).doesNotContain("Oma").contains("ceramic tile");
            assertThat(folder.resolve("a" + picture + ".png.xmp")).doesNotExist();
        }
    }

    @Test
    void anXmpFileOfAStemGoesWithTheOnlyPictureThatHasIt() throws IOException {
        DrawnPicture.write(folder.resolve("a.png.webp"), DrawnPicture.tiles());
        Files.write(folder.resolve("a.png.xmp"), BY_HAND);

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(Files.readString(folder.resolve("sorted/ceramic-tile/a.png.xmp")))
                .contains("Oma", "ceramic tile");
        assertThat(folder.resolve("a.png.xmp")).doesNotExist();
    }

    @Test
    void editsAndDuplicatesOfOtherProgramsGoAlongAsTheyAre() throws IOException {
        DrawnPicture.write(folder.resolve("a.png"), DrawnPicture.tiles());
        Files.write(folder.resolve("a.png.xmp"), BY_HAND);
        List<String> others = List.of("a.png.pp3", "a.png.dop", "a.png.arp", "a_01.png.xmp", "a_03.png.xmp");
        for (String name : others) {
            Files.writeString(folder.resolve(name), "of " + name);
        }
        Files.createDirectories(folder.resolve("sorted/ceramic-tile"));
        Files.writeString(folder.resolve("sorted/ceramic-tile/a.png.pp3"), "somebody's");

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(folder.resolve("sorted/ceramic-tile/a.png.pp3")).hasContent("somebody's");
        assertThat(folder.resolve("sorted/ceramic-tile/a-2.png")).exists();
        assertThat(Files.readString(folder.resolve("sorted/ceramic-tile/a-2.png.xmp")))
                .contains("Oma", "ceramic tile");
        for (String name : others) {
            assertThat(folder.resolve(
                            "sorted/ceramic-tile/" + name.replace("a", "a-2").replace("a-2rp", "arp")))
                    .hasContent("of " + name);
        }
        assertThat(inbox()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"IMG_1.AAE, IMG_1-2.AAE", "IMG_1.aae, IMG_1-2.aae"})
    void whatPhotosOfAppleWroteGoesWithItsPicture(String name, String there) throws IOException {
        DrawnPicture.write(folder.resolve("IMG_1.png"), DrawnPicture.tiles());
        Files.writeString(folder.resolve(name), "edits");
        Path place = Files.createDirectories(folder.resolve("sorted/ceramic-tile"));
        Files.writeString(place.resolve(name), "somebody's");

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(place.resolve(there)).hasContent("edits");
        assertThat(place.resolve("IMG_1-2.png")).exists();
        assertThat(place.resolve(name)).hasContent("somebody's");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void aDuplicateThatIsAPictureOfItsOwnKeepsItsFile() throws IOException {
        DrawnPicture.write(folder.resolve("a.png"), DrawnPicture.tiles());
        DrawnPicture.write(folder.resolve("a_01.png"), DrawnPicture.grey());
        Files.write(folder.resolve("a.png.xmp"), BY_HAND);
        Files.writeString(folder.resolve("a_01.png.xmp"), "of a_01.png");

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(folder.resolve("review/a_01.png.xmp")).hasContent("of a_01.png");
        assertThat(folder.resolve("sorted/ceramic-tile/a_01.png.xmp")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"a.pp3", "a.png.pp3", "a.json"})
    void aSharedXmpFileDoesNotWaitForWhatIsNoPicture(String other) throws IOException {
        DrawnPicture.write(folder.resolve("a.png"), DrawnPicture.tiles());
        Files.write(folder.resolve("a.xmp"), BY_HAND);
        Files.writeString(folder.resolve(other), "somebody's");

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(folder.resolve("a.xmp")).doesNotExist();
        assertThat(folder.resolve("sorted/ceramic-tile/a.xmp")).exists();
    }

    @ParameterizedTest
    @CsvSource({"a.png.json", "a.png.supplemental-metadata.json", "a.png.supplemental-meta.json", "a.json"})
    void theJsonOfATakeoutStaysAndIsNamed(String name) throws IOException {
        DrawnPicture.write(folder.resolve("a.png"), DrawnPicture.tiles());
        Files.writeString(folder.resolve(name), "{\"title\": \"a.png\"}");

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.out()).contains("1 sorted", name + " is no result of this program and stays");
        assertThat(folder.resolve(name)).hasContent("{\"title\": \"a.png\"}");
        assertThat(new Sorted(folder)
                        .result("sorted/ceramic-tile/a.png")
                        .path("decision")
                        .asText())
                .isEqualTo(FileResult.ACCEPT);
    }

    @Test
    void aDuplicateWithoutTheFileOfTheFirstGoesAlongAndEndingsInCapitalsDo() throws IOException {
        DrawnPicture.write(folder.resolve("a.png"), DrawnPicture.tiles());
        List<String> others = List.of("a_01.png.xmp", "a.png.PP3", "a.png.DOP");
        for (String name : others) {
            Files.writeString(folder.resolve(name), "of " + name);
        }

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        for (String name : others) {
            assertThat(folder.resolve("sorted/ceramic-tile/" + name)).hasContent("of " + name);
        }
        assertThat(inbox()).isEmpty();
    }

    @Test
    void whatStaysWithoutItsPictureIsNamed() throws IOException {
        DrawnPicture.write(folder.resolve("a.png"), DrawnPicture.tiles());
        List<String> others = List.of("a(1).json", "a.png.suppl.json", "a_02.png.xmp", "gone.AAE", "gone.xmp");
        for (String name : others) {
            Files.writeString(folder.resolve(name), "of " + name);
        }

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(inbox()).containsExactlyInAnyOrderElementsOf(others);
        assertThat(run.out())
                .contains("these stay in the inbox: a(1).json, a.png.suppl.json, a_02.png.xmp, gone.AAE, gone.xmp");
    }

    @ParameterizedTest
    @CsvSource({
        // The picture, what comes with it, what lies there, its name there.
        "dup.png, dup_01.png.xmp, dup_01.png, dup-2.png",
        "near.png.webp, near.png.xmp, near.png, near.png-2.webp",
        "near.png, near.xmp, near.jpg, near-2.png",
        "near.png, near.xmp, near.CR2, near-2.png",
        "near.png, near.xmp, near, near-2.png",
        "near.png, near.png.pp3, near.xmp, near-2.png",
        "near.png, near.xmp, near.png.XMP, near-2.png",
        "near.png, near.png.xmp, near.png.PP3, near-2.png",
        "near.png, near.AAE, near.heic, near-2.png",
        "near.png, near.png.xmp, near.png.webp, near.png"
    })
    void noXmpFileComesToLieBesideTheWrongPicture(String name, String xmp, String there, String expected)
            throws IOException {
        DrawnPicture.write(folder.resolve(name), DrawnPicture.tiles());
        Files.write(folder.resolve(xmp), BY_HAND);
        Path place = Files.createDirectories(folder.resolve("sorted/ceramic-tile"));
        Files.writeString(place.resolve(there), "somebody's");

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(place.resolve(expected)).exists();
        assertThat(place.resolve(there)).hasContent("somebody's");
    }

    @Test
    void theFileOfADuplicateThatIsAPictureOnItsWayIsNotTaken() throws IOException {
        for (String name : List.of("a.png", "a.png.xmp", "a_01.png.xmp", "a_02.png.xmp")) {
            Files.writeString(folder.resolve(name), "");
        }
        Path leaving = folder.resolve("a_01.png");

        assertThat(Neighbours.duplicates(folder.resolve("a.png"), leaving::equals))
                .containsExactly(folder.resolve("a_02.png.xmp"));
    }

    private List<String> inbox() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("audit.jsonl"))
                    .toList();
        }
    }
}
