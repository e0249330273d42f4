package io.github.camelhf.inference.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ramps from black to white in every depth that a TIFF can state: right, or refused in words. */
class TiffDepthsTest {

    /** Of 255: rounding and the JPEG. */
    private static final double BOUND = 4;

    private static final Set<Integer> GREY = Set.of(1, 2, 4, 8, 16);
    private static final Set<Integer> RGB = Set.of(8, 16);

    static List<TiffRamp> ramps() {
        List<TiffRamp> ramps = new ArrayList<>();
        for (int bits = 1; bits <= 32; bits++) {
            for (int photometric = 0; photometric <= 2; photometric++) {
                for (boolean alpha : new boolean[] {false, true}) {
                    ramps.add(new TiffRamp(bits, photometric, alpha, 1));
                }
            }
        }
        return ramps;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ramps")
    void comeOutRightOrAreRefused(TiffRamp ramp) throws IOException {
        for (int maxSize : new int[] {0, TiffRamp.WIDTH / 2, TiffRamp.WIDTH / 5}) {
            Image.Picture picture;
            try {
                picture = prepared(ramp, maxSize);
            } catch (InvalidInferenceInputException e) {
                assertThat(isExpected(ramp)).as("%s: %s", ramp, e.getMessage()).isFalse();
                assertThat(e).hasMessageContaining("expected").hasMessageContaining("convert it to");
                continue;
            }
            assertThat(isExpected(ramp)).as("%s comes out", ramp).isTrue();
            BufferedImage image;
            try (var stream = picture.content().open()) {
                image = Drawn.decoded(stream.readAllBytes());
            }
            assertThat(ramp.difference(image)).as("%s at %d", ramp, maxSize).isLessThan(BOUND);
        }
    }

    @Test
    void numbersWithASignAreRefused() {
        assertThatThrownBy(() -> prepared(new TiffRamp(16, 1, false, 2), 0))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("SampleFormat is 2");
    }

    /** The middle of the message says what came, and does not contradict what was expected. */
    @Test
    void inkWithTransparencyIsRefusedForItsTransparency() {
        assertThatThrownBy(() -> prepared(new TiffRamp(8, 5, true, 1), 0))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessage(
                        "expected a CMYK TIFF picture of 8 bits a sample and without transparency, its BitsPerSample is"
                                + " 8, 8, 8, 8, 8, which comes out in other colours; convert it to RGB of 8 bits first");
    }

    private static boolean isExpected(TiffRamp ramp) {
        if (ramp.photometric() == 2) {
            return RGB.contains(ramp.bits());
        }
        if (ramp.alpha()) {
            return ramp.photometric() == 1 && (ramp.bits() == 8 || ramp.bits() == 16);
        }
        return GREY.contains(ramp.bits()) || (ramp.bits() == 32 && ramp.photometric() == 1);
    }

    private static Image.Picture prepared(TiffRamp ramp, int maxSize) throws IOException {
        return new PicturePreparation(new PictureSettings(maxSize, 100, true, true, 1_000_000))
                .prepare(Content.of(ramp.bytes()), "image/tiff");
    }
}
