package io.github.camelhf.inference.examples.watchedfolder;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import io.github.camelhf.inference.emulator.model.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped picture comes out as what it shows. */
class SamplePicturesTest {

    private static final Path FOLDER = Path.of("src/main/resources/samples");

    private static final List<String> LABELS =
            List.of("ceramic tile", "natural stone", "wood flooring", "brick wall", "mosaic", "grass");

    private static final Map<String, String> SHOWS = Map.ofEntries(
            entry("bathroom-wall.webp", "ceramic tile"),
            entry("IMG_0001.jpg", "ceramic tile"),
            entry("IMG_0002.jpg", "ceramic tile"),
            entry("kitchen_green.png", "ceramic tile"),
            entry("checkered floor.gif", "ceramic tile"),
            entry("terracotta.webp", "ceramic tile"),
            entry("DSC00417.bmp", "ceramic tile"),
            entry("ornament_tiles.jpg", "ceramic tile"),
            entry("IMG_0003.jpg", "natural stone"),
            entry("worktop-granite.webp", "natural stone"),
            entry("P1010022.JPG", "natural stone"),
            entry("garden_path.png", "natural stone"),
            entry("old-wall.gif", "natural stone"),
            entry("IMG_0009.jpg", "natural stone"),
            entry("IMG_0004.jpg", "wood flooring"),
            entry("living-room.webp", "wood flooring"),
            entry("new_floor.png", "wood flooring"),
            entry("DSC00418.bmp", "wood flooring"),
            entry("hallway.jpg", "wood flooring"),
            entry("scan_07.gif", "wood flooring"),
            entry("IMG_0005.jpg", "brick wall"),
            entry("facade.webp", "brick wall"),
            entry("clinker.png", "brick wall"),
            entry("DSC00421.bmp", "brick wall"),
            entry("IMG_0006.jpg", "mosaic"),
            entry("pool-edge.webp", "mosaic"),
            entry("roman_floor.png", "mosaic"),
            entry("P1010031.gif", "mosaic"),
            entry("IMG_0007.jpg", "grass"),
            entry("meadow.webp", "grass"),
            entry("thumbnail_12.bmp", "grass"),
            entry("lawn-small.png", "grass"));

    /** Half wood and half tiles, a grey card, and a sky. */
    private static final Set<String> DOUBTFUL = Set.of("IMG_0008.jpg", "grey-card.png", "IMG_0010.jpg");

    private static final Set<String> UNREADABLE = Set.of("truncated-upload.jpg", "shopping-list.jpg");

    private final DemonstrationModel model = new DemonstrationModel();

    static Stream<Map.Entry<String, String>> shows() {
        return SHOWS.entrySet().stream();
    }

    static Stream<String> doubtful() {
        return DOUBTFUL.stream();
    }

    @ParameterizedTest
    @MethodSource("shows")
    void aPictureComesOutAsWhatItShows(Map.Entry<String, String> expected) throws Exception {
        double[] scores = scores(expected.getKey());
        double[] sorted = Arrays.stream(scores).sorted().toArray();
        double best = sorted[sorted.length - 1];
        assertThat(scores[LABELS.indexOf(expected.getValue())]).isEqualTo(best).isGreaterThanOrEqualTo(0.6);
        assertThat(best - sorted[sorted.length - 2]).isGreaterThanOrEqualTo(0.4);
    }

    @ParameterizedTest
    @MethodSource("doubtful")
    void aDoubtfulPictureHasALowScore(String name) throws Exception {
        assertThat(Arrays.stream(scores(name)).max().orElseThrow()).isLessThan(0.5);
    }

    @Test
    void theCutOffPictureIsRefused() throws Exception {
        byte[] picture = Files.readAllBytes(FOLDER.resolve("truncated-upload.jpg"));
        assertThatThrownBy(() -> model.image(picture))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void theTextIsRefused() throws Exception {
        Path file = FOLDER.resolve("shopping-list.jpg");
        assertThat(Files.readString(file, StandardCharsets.US_ASCII)).startsWith("Shopping list");
        assertThatThrownBy(() -> model.image(Files.readAllBytes(file)))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("text that begins");
    }

    @Test
    void everyFileOfTheFolderIsExpectedAndDrawn() throws IOException {
        Set<String> expected = new TreeSet<>(SHOWS.keySet());
        expected.addAll(DOUBTFUL);
        expected.addAll(UNREADABLE);
        Set<String> drawn =
                SamplePictures.all().stream().map(SamplePictures.Sample::name).collect(Collectors.toSet());
        drawn.addAll(UNREADABLE);
        assertThat(names()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(names()).containsExactlyInAnyOrderElementsOf(drawn);
    }

    @Test
    void thereAreManyFilesOfEveryFormatAndTheyAreSmall() throws IOException {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(28);
        Map<String, Long> formats = names().stream()
                .collect(Collectors.groupingBy(
                        name -> name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT),
                        Collectors.counting()));
        assertThat(formats).containsOnlyKeys("jpg", "png", "gif", "bmp", "webp");
        assertThat(formats.values()).allMatch(count -> count >= 4);
        long bytes = 0;
        for (String name : names()) {
            bytes += Files.size(FOLDER.resolve(name));
        }
        assertThat(bytes).isLessThan(3_000_000);
    }

    @Test
    void theDrawingsAreStillTheShippedPictures() throws IOException {
        BufferedImage shipped = ImageIO.read(FOLDER.resolve("garden_path.png").toFile());
        BufferedImage drawn = SamplePictures.all().stream()
                .filter(sample -> sample.name().equals("garden_path.png"))
                .findFirst()
                .orElseThrow()
                .drawing()
                .get();
        long difference = 0;
        for (int i = 0; i < shipped.getWidth() * shipped.getHeight(); i++) {
            int x = i % shipped.getWidth();
            int y = i / shipped.getWidth();
            difference += Math.abs((shipped.getRGB(x, y) & 0xFF) - (drawn.getRGB(x, y) & 0xFF));
        }
        // Not zero everywhere: the last bit of a sine may differ between Java versions.
        assertThat((double) difference / (shipped.getWidth() * shipped.getHeight()))
                .isLessThan(0.1);
    }

    private double[] scores(String name) throws Exception {
        return model.zeroShot(
                model.image(Files.readAllBytes(FOLDER.resolve(name))),
                LABELS.stream().map(model::text).toList());
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
