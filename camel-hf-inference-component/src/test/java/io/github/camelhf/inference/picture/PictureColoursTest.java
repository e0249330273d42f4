package io.github.camelhf.inference.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.MediaTypes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every colour model, depth and compression comes out as other decoders see it, or is refused: never silently wrong. */
class PictureColoursTest {

    /** Of 255 a channel: rounding of two decoders and of the JPEG that is sent. */
    private static final double BOUND = 6;

    /** The JPEG library that a Java runtime was built with decodes it or says that it does not. */
    private static final Set<String> DEPENDS_ON_THE_RUNTIME = Set.of("jpeg-arithmetic.jpg");

    private static final PictureSettings SHRUNK = new PictureSettings(32, 100, true, true, 1_000_000);
    private static final PictureSettings WHOLE = new PictureSettings(0, 100, true, true, 1_000_000);

    static List<ExpectedPicture> pictures() throws IOException {
        return ExpectedPicture.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void isRightOrRefusedWhenShrunk(ExpectedPicture picture) throws IOException {
        check(picture, SHRUNK, 32, 24);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void isRightOrRefusedWhenConvertedOrTurned(ExpectedPicture picture) throws IOException {
        if (picture.name().startsWith("tiff-") || picture.name().contains("-turned.")) {
            check(picture, WHOLE, 64, 48);
        } else {
            assertThat(prepared(picture, WHOLE).mediaType()).isNotEqualTo("image/tiff");
        }
    }

    private static void check(ExpectedPicture picture, PictureSettings settings, int width, int height)
            throws IOException {
        if (picture.colours() == null) {
            assertThatThrownBy(() -> prepared(picture, settings))
                    .as("%s", picture)
                    .isInstanceOf(InvalidInferenceInputException.class);
            return;
        }
        Image.Picture prepared;
        try {
            prepared = prepared(picture, settings);
        } catch (InvalidInferenceInputException e) {
            assertThat(picture.name()).as(e.getMessage()).isIn(DEPENDS_ON_THE_RUNTIME);
            return;
        }
        assertThat(prepared.mediaType()).isEqualTo("image/jpeg");
        BufferedImage image;
        try (var stream = prepared.content().open()) {
            image = Drawn.decoded(stream.readAllBytes());
        }
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        assertThat(picture.difference(image)).as("%s of 255", picture).isLessThan(BOUND);
    }

    private static Image.Picture prepared(ExpectedPicture picture, PictureSettings settings) throws IOException {
        Content content = Content.of(picture.bytes());
        // No detector knows BigTIFF, so it comes with its name.
        String type = picture.name().equals("tiff-big.tif")
                ? "image/tiff"
                : MediaTypes.ofContent(content).orElseThrow();
        return new PicturePreparation(settings).prepare(content, type);
    }
}
