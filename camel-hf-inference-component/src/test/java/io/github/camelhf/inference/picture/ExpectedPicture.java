package io.github.camelhf.inference.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small picture of twelve squares, four in a row, and the colours that independent decoders see in them. The folder's README says
 * how they were made.
 *
 * @param colours null where the picture has to be refused
 */
record ExpectedPicture(String name, int @Nullable [] colours) {

    private static final Path FOLDER = Path.of("src/test/resources/pictures");
    private static final int ACROSS = 4;
    private static final int DOWN = 3;

    static List<ExpectedPicture> all() throws IOException {
        return Files.readAllLines(FOLDER.resolve("expected.csv")).stream()
                .map(line -> line.split(",", 2))
                .map(parts -> new ExpectedPicture(parts[0], parts[1].equals("refused") ? null : parse(parts[1])))
                .toList();
    }

    private static int[] parse(String colours) {
        return Arrays.stream(colours.split(" "))
                .mapToInt(colour -> Integer.parseInt(colour, 16))
                .toArray();
    }

    byte[] bytes() throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name));
    }

    /** The largest difference of a channel in the middle of a square. */
    double difference(BufferedImage image) {
        double most = 0;
        for (int i = 0; i < ACROSS * DOWN; i++) {
            double[] seen = middle(image, i % ACROSS, i / ACROSS);
            for (int channel = 0; channel < 3; channel++) {
                int expected = colours[i] >> 8 * (2 - channel) & 0xFF;
                most = Math.max(most, Math.abs(seen[channel] - expected));
            }
        }
        return most;
    }

    private static double[] middle(BufferedImage image, int column, int row) {
        int width = image.getWidth() / ACROSS;
        int height = image.getHeight() / DOWN;
        double[] sum = new double[3];
        int count = 0;
        for (int y = row * height + height / 4; y < row * height + height * 3 / 4; y++) {
            for (int x = column * width + width / 4; x < column * width + width * 3 / 4; x++) {
                int rgb = image.getRGB(x, y);
                for (int channel = 0; channel < 3; channel++) {
                    sum[channel] += rgb >> 8 * (2 - channel) & 0xFF;
                }
                count++;
            }
        }
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    @Override
    public String toString() {
        return name;
    }
}
