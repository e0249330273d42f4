package io.github.camelhf.inference.examples.watchedfolder.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailsTest {

    private static final Path SAMPLES = Path.of("src/main/resources/samples");

    private static final Path KINDS = Path.of("../../camel-hf-inference-component/src/test/resources/pictures");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"IMG_0001.jpg", "lawn-small.png", "scan_07.gif", "DSC00417.bmp", "meadow.webp"})
    void shrinksEachFormat(String sample) throws Exception {
        BufferedImage small = preview(Files.readAllBytes(SAMPLES.resolve(sample)));

        assertThat(Math.max(small.getWidth(), small.getHeight())).isBetween(40, 400);
    }

    static Stream<String> picturesOfEveryKind() throws IOException {
        return Files.readAllLines(KINDS.resolve("expected.csv")).stream();
    }

    /** The component's small pictures of twelve squares, with the colours that other programs show: see the README beside them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("picturesOfEveryKind")
    void showsTheColoursThatOtherProgramsShowOrNothing(String line) throws Exception {
        String name = line.substring(0, line.indexOf(','));
        String expected = line.substring(line.indexOf(',') + 1);
        if (expected.equals("refused") || name.equals("jpeg-arithmetic.jpg")) {
            // The second depends on the library that the Java runtime was built with.
            return;
        }
        BufferedImage small = preview(Files.readAllBytes(KINDS.resolve(name)));
        String[] colours = expected.split(" ");
        for (int i = 0; i < colours.length; i++) {
            Color wanted = new Color(Integer.parseInt(colours[i], 16));
            Color seen = new Color(small.getRGB(i % 4 * 16 + 8, i / 4 * 16 + 8));
            assertThat(Math.max(
                            Math.abs(seen.getRed() - wanted.getRed()),
                            Math.max(
                                    Math.abs(seen.getGreen() - wanted.getGreen()),
                                    Math.abs(seen.getBlue() - wanted.getBlue()))))
                    .as("%s instead of %s in square %d", seen, wanted, i)
                    .isLessThan(12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiff-grey-32-float.tif", "tiff-lab-8.tif", "tiff-cmyk-16.tif", "jpeg-12-bit.jpg"})
    void showsNothingRatherThanOtherColours(String name) throws Exception {
        Path picture = Files.copy(KINDS.resolve(name), folder.resolve(name));
        assertThat(make(picture, "ab".repeat(32))).isZero();
    }

    /** A camera held sideways: the sensor's picture is 600 x 300, the left half red, and says "turn me clockwise". */
    @Test
    void turnsAPictureUpright() throws Exception {
        BufferedImage image = new BufferedImage(600, 300, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 300, 300);
        graphics.dispose();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", plain);

        BufferedImage small = preview(turned(plain.toByteArray(), 6));

        assertThat(small.getWidth()).isEqualTo(200);
        assertThat(small.getHeight()).isEqualTo(400);
        assertThat(new Color(small.getRGB(100, 50)).getRed()).isGreaterThan(200);
        assertThat(new Color(small.getRGB(100, 350)).getRed()).isLessThan(50);
    }

    @Test
    void showsTransparencyAsWhite() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(30, 30, BufferedImage.TYPE_INT_ARGB), "png", png);

        assertThat(new Color(preview(png.toByteArray()).getRGB(15, 15))).isEqualTo(Color.WHITE);
    }

    @Test
    void makesEachOnce() throws Exception {
        Path picture = Files.write(folder.resolve("a.png"), ResultsFolder.picture("png", 20, 20, Color.RED));
        String hash = ResultsFolder.sha256(Files.readAllBytes(picture));
        assertThat(make(picture, hash, hash)).isEqualTo(1);
        Path preview = Thumbnails.file(folder, hash);
        FileTime before = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(preview, before);

        assertThat(make(picture, hash)).isZero();

        assertThat(Files.getLastModifiedTime(preview)).isEqualTo(before);
    }

    @Test
    void makesManyWithoutLosingOne() throws Exception {
        try (Thumbnails thumbnails = new Thumbnails(folder)) {
            for (int number = 0; number < 300; number++) {
                byte[] content = ResultsFolder.picture("png", 20, 20, new Color(number));
                Path picture = Files.write(folder.resolve(number + ".png"), content);
                thumbnails.want(picture, ResultsFolder.sha256(content));
            }
            assertThat(thumbnails.finish()).isEqualTo(300);
        }
        assertThat(files()).hasSize(300).allMatch(name -> name.matches("[0-9a-f]{64}\\.jpg"));
    }

    @Test
    void leavesNothingBehindForWhatIsNoPicture() throws Exception {
        Path text = Files.writeString(folder.resolve("a.jpg"), "no picture");
        byte[] whole = Files.readAllBytes(SAMPLES.resolve("IMG_0001.jpg"));
        Path cut = Files.write(folder.resolve("b.jpg"), Arrays.copyOf(whole, 500));
        Path empty = Files.write(folder.resolve("c.jpg"), new byte[0]);

        for (Path broken : List.of(text, cut, empty, folder.resolve("missing.jpg"))) {
            assertThat(make(broken, "ab".repeat(32))).isZero();
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void writesOnlyUnderTheNameOfAHash() throws Exception {
        Path picture = Files.write(folder.resolve("a.png"), ResultsFolder.picture("png", 20, 20, Color.RED));

        assertThat(make(picture, "../../../escaped", "", "AB".repeat(32), "ab".repeat(31)))
                .isZero();

        assertThat(folder.resolve("thumbnails")).doesNotExist();
    }

    private BufferedImage preview(byte[] content) throws Exception {
        Path picture = Files.write(folder.resolve("picture"), content);
        String hash = ResultsFolder.sha256(content);
        assertThat(make(picture, hash)).isEqualTo(1);
        Path preview = Thumbnails.file(folder, hash);
        assertThat(Files.size(preview)).isLessThan(80_000);
        return ImageIO.read(preview.toFile());
    }

    private long make(Path picture, String... hashes) throws InterruptedException {
        try (Thumbnails thumbnails = new Thumbnails(folder)) {
            for (String hash : hashes) {
                thumbnails.want(picture, hash);
            }
            return thumbnails.finish();
        }
    }

    private List<String> files() throws IOException {
        if (!Files.exists(folder.resolve("thumbnails"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder.resolve("thumbnails"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    /** With an Exif segment that holds nothing but the orientation. */
    private static byte[] turned(byte[] jpeg, int orientation) {
        byte[] exif = HexFormat.of()
                .parseHex("ffe10022457869660000" + "4d4d002a00000008" + "0001" + "01120003000000010" + "00"
                        + orientation + "0000" + "00000000");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, 2);
        bytes.writeBytes(exif);
        bytes.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }
}
