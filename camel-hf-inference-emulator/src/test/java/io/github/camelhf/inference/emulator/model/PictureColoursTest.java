package io.github.camelhf.inference.emulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The component's small pictures: the README beside them says how they and the expected colours were made. */
class PictureColoursTest {

    private static final Path FOLDER = Path.of("../camel-hf-inference-component/src/test/resources/pictures");
    private static final int ACROSS = 4;
    private static final int DOWN = 3;

    /** Of lightness, a and b, each divided by 100. */
    private static final double BOUND = 0.04;

    /** What the Java runtime may be built without, and what the WebP reader says that it cannot do. */
    private static final List<String> MAY_BE_REFUSED = List.of("jpeg-arithmetic", "webp-alpha-stored-");

    /** Without what the model does not care for: how a camera was held, and where the first frame lies. */
    static List<String> pictures() throws IOException {
        return Files.readAllLines(FOLDER.resolve("expected.csv")).stream()
                .filter(line -> !line.startsWith("tiff-"))
                .filter(line -> !line.contains("-turned.") && !line.contains("-small-frame."))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void isRightOrRefused(String line) throws IOException {
        String name = line.substring(0, line.indexOf(','));
        String expected = line.substring(line.indexOf(',') + 1);
        byte[] picture = Files.readAllBytes(FOLDER.resolve(name));
        if (expected.equals("refused")) {
            assertThatThrownBy(() -> PictureDecoder.decode(picture)).isInstanceOf(UnreadableImageException.class);
            return;
        }
        Pixels pixels;
        try {
            pixels = PictureDecoder.decode(picture);
        } catch (UnreadableImageException e) {
            assertThat(MAY_BE_REFUSED).as(e.getMessage()).anyMatch(name::startsWith);
            return;
        }
        String[] colours = expected.split(" ");
        for (int i = 0; i < ACROSS * DOWN; i++) {
            int rgb = Integer.parseInt(colours[i], 16);
            double[] lab = Pixels.lab(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
            double[] seen = {
                middle(pixels.light, i), middle(pixels.a, i), middle(pixels.b, i),
            };
            for (int channel = 0; channel < 3; channel++) {
                assertThat(Math.abs(seen[channel] - lab[channel] / 100))
                        .as("square %d, channel %d", i, channel)
                        .isLessThan(BOUND);
            }
        }
    }

    private static double middle(float[] values, int square) {
        int width = Pixels.SIDE / ACROSS;
        int height = Pixels.SIDE / DOWN;
        double sum = 0;
        int count = 0;
        for (int y = square / ACROSS * height + height * 3 / 8; y < square / ACROSS * height + height * 5 / 8; y++) {
            for (int x = square % ACROSS * width + width * 3 / 8; x < square % ACROSS * width + width * 5 / 8; x++) {
                sum += values[y * Pixels.SIDE + x];
                count++;
            }
        }
        return sum / count;
    }
}
