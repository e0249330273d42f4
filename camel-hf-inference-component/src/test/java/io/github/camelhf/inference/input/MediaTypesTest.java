package io.github.camelhf.inference.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

    @TempDir
    Path folder;

    @Test
    void knowsAllFivePicturesByContentWhateverTheirName() throws IOException {
        assertThat(Samples.pictures().keySet()).isEqualTo(MediaTypes.IMAGES);
        for (var picture : Samples.pictures().entrySet()) {
            Path file = Files.write(folder.resolve("notes.txt"), picture.getValue());
            assertThat(MediaTypes.ofContent(picture.getValue())).contains(picture.getKey());
            assertThat(MediaTypes.ofContent(Content.of(file))).contains(picture.getKey());
        }
    }

    @Test
    void knowsACutPictureByItsHead() {
        assertThat(MediaTypes.ofContent(Arrays.copyOf(Samples.drawn("png"), 20)))
                .contains("image/png");
        assertThat(MediaTypes.ofContent(Arrays.copyOf(Samples.drawn("jpg"), 20)))
                .contains("image/jpeg");
    }

    @Test
    void tellsWhatIsNoSuchPicture() throws IOException {
        for (var other : Samples.others().entrySet()) {
            Path file = Files.write(folder.resolve("picture.jpg"), other.getValue());
            assertThat(MediaTypes.ofContent(Content.of(file))).contains(other.getKey());
            assertThat(MediaTypes.IMAGES).doesNotContain(other.getKey());
        }
    }

    @Test
    void saysNothingOfBytesWithoutASignature() throws IOException {
        assertThat(MediaTypes.ofContent(new byte[0])).isEmpty();
        assertThat(MediaTypes.ofContent(Content.of(new byte[] {1, 2, 3, 0, 0, 0})))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png",
        "IMAGE/PNG, image/png",
        "' image/png ', image/png",
        "image/png; charset=binary, image/png",
        "image/jpg, image/jpeg",
        "image/pjpeg, image/jpeg",
        "image/x-png, image/png",
        "image/x-bmp, image/bmp",
        "image/x-ms-bmp, image/bmp",
        "image/gif, image/gif",
        "image/webp, image/webp",
        "text/plain;charset=UTF-8, text/plain"
    })
    void resolvesADeclaredType(String declared, String plain) {
        assertThat(MediaTypes.ofDeclaration(declared)).contains(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "application/octet-stream", "image/", "/png", "image png"})
    void takesNoUsefulTypeFromNonsense(String declared) {
        assertThat(MediaTypes.ofDeclaration(declared)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tile.jpg, image/jpeg",
        "TILE.JPEG, image/jpeg",
        "a b.png, image/png",
        "x.gif, image/gif",
        "x.bmp, image/bmp",
        "x.webp, image/webp",
        "notes.txt, text/plain",
        "archive.tar.png, image/png"
    })
    void readsANamesEnding(String name, String type) {
        assertThat(MediaTypes.ofName(name)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tile", "tile.", "tile.unheard-of"})
    void takesNoTypeFromANameWithoutAKnownEnding(String name) {
        assertThat(MediaTypes.ofName(name)).isEmpty();
    }
}
