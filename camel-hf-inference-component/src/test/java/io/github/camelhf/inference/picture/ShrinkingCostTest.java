package io.github.camelhf.inference.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.camelhf.inference.input.Content;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A photograph of 12 megapixels, whose bitmap has 48 MB. */
class ShrinkingCostTest {

    private static final int SMALL_WIDTH = 512;
    private static final int SMALL_HEIGHT = 384;

    private static BufferedImage photo;
    private static byte[] jpeg;

    private final PicturePreparation preparation =
            new PicturePreparation(new PictureSettings(SMALL_WIDTH, 95, false, false, 100_000_000));

    @BeforeAll
    static void draw() {
        photo = new BufferedImage(4000, 3000, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Random random = new Random(1);
        for (int i = 0; i < 1500; i++) {
            graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 90));
            int size = 40 + random.nextInt(600);
            graphics.fillOval(random.nextInt(4000) - size / 2, random.nextInt(3000) - size / 2, size, size);
        }
        graphics.dispose();
        jpeg = Drawn.encoded(photo, "jpg");
    }

    @Test
    void takesAFractionOfItsBitmap() throws IOException {
        shrink();
        long before = allocated();
        byte[] small = shrink();
        assertThat(allocated() - before).isLessThan(10_000_000);
        assertThat(small.length).isLessThan(jpeg.length / 4);
    }

    /** Beside the way that decodes every pixel and draws the whole picture smaller. */
    @Test
    void looksNoWorseThanAPictureDecodedWhole() throws IOException {
        BufferedImage whole = new BufferedImage(SMALL_WIDTH, SMALL_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = whole.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(Drawn.decoded(jpeg), 0, 0, SMALL_WIDTH, SMALL_HEIGHT, null);
        graphics.dispose();

        byte[] asWeSend = PictureEncoder.jpeg(whole, 95);

        assertThat(likeness(Drawn.decoded(shrink())))
                .as("decibels")
                .isGreaterThan(35)
                .isGreaterThan(likeness(Drawn.decoded(asWeSend)) - 0.1);
    }

    /** To a picture each of whose pixels is the average of those that it stands for; in decibels. */
    private static double likeness(BufferedImage small) {
        double error = 0;
        for (int y = 0; y < SMALL_HEIGHT; y++) {
            for (int x = 0; x < SMALL_WIDTH; x++) {
                Color actual = new Color(small.getRGB(x, y));
                double[] average = average(x, y);
                error += Math.pow(actual.getRed() - average[0], 2)
                        + Math.pow(actual.getGreen() - average[1], 2)
                        + Math.pow(actual.getBlue() - average[2], 2);
            }
        }
        return 10 * Math.log10(255.0 * 255.0 / (error / (3.0 * SMALL_WIDTH * SMALL_HEIGHT)));
    }

    private byte[] shrink() throws IOException {
        try (var stream =
                preparation.prepare(Content.of(jpeg), "image/jpeg").content().open()) {
            return stream.readAllBytes();
        }
    }

    /** Of the pixels of the photograph that lie below one of the small picture. */
    private static double[] average(int x, int y) {
        int left = x * 4000 / SMALL_WIDTH;
        int right = (x + 1) * 4000 / SMALL_WIDTH;
        int top = y * 3000 / SMALL_HEIGHT;
        int bottom = (y + 1) * 3000 / SMALL_HEIGHT;
        double[] sum = new double[3];
        for (int v = top; v < bottom; v++) {
            for (int u = left; u < right; u++) {
                int rgb = photo.getRGB(u, v);
                sum[0] += rgb >> 16 & 0xFF;
                sum[1] += rgb >> 8 & 0xFF;
                sum[2] += rgb & 0xFF;
            }
        }
        int count = (right - left) * (bottom - top);
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
