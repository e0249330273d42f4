package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class IgnoredNamesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a.jpg",
                "a.jpg.part",
                "a.TMP",
                "a.crdownload",
                "a.jpg.filepart",
                "a.jpg.opdownload",
                "a.jpg.!qB",
                "a.jpg.!QB",
                "a.jpg.aria2",
                "desktop.ini",
                "Thumbs.db",
                "THUMBS.DB",
                ".DS_Store",
                "@eaDir",
                "a.jpg.xmp",
                "a.XMP",
                "a.jpg.json",
                "audit.jsonl"
            })
    void leavesWhatIsNoPictureByItsName(String name) {
        assertThat(IgnoredNames.usual().takes(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a", "part", "json", "my audit.jsonl", "my desktop.ini", "a.tmp.jpg", "a!qB"})
    void takesEverythingElse(String name) {
        assertThat(IgnoredNames.usual().takes(name)).isTrue();
    }

    @Test
    void anOwnListReplacesTheUsualOneButNotWhatBelongsToPictures() {
        IgnoredNames own = new IgnoredNames(List.of("IMG_????_small.*", "[a](b)+.jpg"));

        assertThat(own.takes("img_0001_SMALL.jpg")).isFalse();
        assertThat(own.takes("IMG_1_small.jpg")).isTrue();
        assertThat(own.takes("[a](b)+.jpg")).isFalse();
        assertThat(own.takes("a.part")).isTrue();
        assertThat(own.takes("a.xmp")).isFalse();
        assertThat(own.takes(".hidden")).isFalse();
    }

    @Test
    void aRunLeavesThemWithoutAWordAndCanBeToldOthers() {
        for (String name : List.of("desktop.ini", "Thumbs.db", "b.png.filepart", "b.png.!qB", "b.png.opdownload")) {
            DrawnPicture.write(folder.resolve(name), new byte[] {1});
        }
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        DrawnPicture.write(folder.resolve("tiles (copy).png"), DrawnPicture.tiles());

        CommandRun usual =
                CommandRun.of("--dir", folder.toString(), "--leave", "* (copy).*;desktop.ini;Thumbs.db;*.!qB");
        assertThat(usual.status()).as(usual.out() + usual.err()).isZero();
        assertThat(new Sorted(folder).files())
                .containsExactly(
                        "Thumbs.db",
                        "b.png.!qB",
                        "desktop.ini",
                        "failed/not-a-picture/b.png.filepart",
                        "failed/not-a-picture/b.png.opdownload",
                        "sorted/ceramic-tile/tiles.png",
                        "tiles (copy).png");

        DrawnPicture.write(folder.resolve("c.png.filepart"), new byte[] {1});
        CommandRun again = CommandRun.of("--dir", folder.toString());

        assertThat(again.status()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("1 sorted, 0 to review, 0 failed in");
        assertThat(folder.resolve("c.png.filepart")).exists();
    }
}
