package io.github.camelhf.inference.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.input.Content;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grass, gravel and cloth are averaged, as the filters of other programs do it, and not sampled. */
class TextureTest {

    @ParameterizedTest
    @CsvSource({"333, 64", "333, 100", "500, 300", "1000, 64", "999, 333"})
    void becomesItsAverageInASmallerPicture(int side, int smallSide) throws IOException {
        BufferedImage texture = texture(side);
        BufferedImage small = shrunk(texture, smallSide);
        assertThat(small.getWidth()).isEqualTo(smallSide);
        assertThat(difference(texture, small)).as("mean of 255").isLessThan(3);
    }

    private static BufferedImage texture(int side) {
        Random random = new Random(side);
        BufferedImage texture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int level = random.nextInt(200);
                texture.setRGB(x, y, new Color(level, level / 2 + 40, 255 - level).getRGB());
            }
        }
        return texture;
    }

    private static BufferedImage shrunk(BufferedImage texture, int side) throws IOException {
        var prepared = new PicturePreparation(new PictureSettings(side, 100, false, false, 100_000_000))
                .prepare(Content.of(Drawn.encoded(texture, "png")), "image/png");
        try (var stream = prepared.content().open()) {
            return Drawn.decoded(stream.readAllBytes());
        }
    }

    /** Of the brightness, which a JPEG keeps finely: the mean beside the average of the pixels that each pixel stands for. */
    private static double difference(BufferedImage texture, BufferedImage small) {
        double ratio = texture.getWidth() / (double) small.getWidth();
        double sum = 0;
        for (int y = 0; y < small.getHeight(); y++) {
            for (int x = 0; x < small.getWidth(); x++) {
                sum += Math.abs(average(texture, x * ratio, y * ratio, ratio) - brightness(small.getRGB(x, y)));
            }
        }
        return sum / small.getWidth() / small.getHeight();
    }

    private static double average(BufferedImage texture, double left, double top, double size) {
        double sum = 0;
        for (int v = (int) top; v < top + size && v < texture.getHeight(); v++) {
            double high = Math.min(v + 1, top + size) - Math.max(v, top);
            for (int u = (int) left; u < left + size && u < texture.getWidth(); u++) {
                sum += high * (Math.min(u + 1, left + size) - Math.max(u, left)) * brightness(texture.getRGB(u, v));
            }
        }
        return sum / (size * size);
    }

    private static double brightness(int rgb) {
        return 0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
    }
}
