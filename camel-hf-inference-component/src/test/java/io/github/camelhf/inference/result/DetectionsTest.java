package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Detection CAT = new Detection("cat", 0.5, new Box(1, 2, 30, 40));
    private static final Detection DOG = new Detection("dog", 0.9, new Box(0, 0, 50, 60));

    @Test
    void putsTheBestFirst() {
        assertThat(new Detections(List.of(CAT, DOG))).containsExactly(DOG, CAT);
    }

    @Test
    void mayBeEmpty() {
        assertThat(new Detections(List.of())).isEmpty();
    }

    @Test
    void givesThoseOfOneLabel() {
        assertThat(new Detections(List.of(CAT, DOG)).labelled("cat")).containsExactly(CAT);
    }

    @Test
    void passesThroughJsonBothWays() throws JsonProcessingException {
        Detections all = new Detections(List.of(CAT, DOG));
        String json = MAPPER.writeValueAsString(all);

        assertThat(json)
                .isEqualTo("[{\"label\":\"dog\",\"score\":0.9,\"box\":{\"xMin\":0,\"yMin\":0,\"xMax\":50,\"yMax\":60}},"
                        + "{\"label\":\"cat\",\"score\":0.5,\"box\":{\"xMin\":1,\"yMin\":2,\"xMax\":30,\"yMax\":40}}]");
        assertThat(MAPPER.readValue(json, Detections.class)).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({"-1,0,1,1", "0,-1,1,1", "2,0,1,1", "0,2,1,1"})
    void aBoxBeginsBeforeItEnds(int xMin, int yMin, int xMax, int yMax) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Box(xMin, yMin, xMax, yMax))
                .withMessageContaining("xMin <= xMax");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aScoreIsFinite(double score) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Detection("cat", score, CAT.box()))
                .withMessageContaining("cat");
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_BYTE_INDEXED})
    void cutsItsPartOutOfThePicture(int type) {
        BufferedImage picture = new BufferedImage(40, 50, type);
        picture.setRGB(1, 2, Color.RED.getRGB());
        picture.setRGB(29, 39, Color.BLUE.getRGB());

        BufferedImage part = CAT.box().cutFrom(picture);

        assertThat(part.getWidth()).isEqualTo(29);
        assertThat(part.getHeight()).isEqualTo(38);
        assertThat(part.getRGB(0, 0)).isEqualTo(Color.RED.getRGB());
        assertThat(part.getRGB(28, 37)).isEqualTo(Color.BLUE.getRGB());
    }

    @Test
    void cutsNoMoreThanThePictureHas() {
        BufferedImage part = DOG.box().cutFrom(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB));

        assertThat(part.getWidth()).isEqualTo(20);
        assertThat(part.getHeight()).isEqualTo(10);
    }

    @Test
    void cutsNothingOutOfAnotherPicture() {
        BufferedImage other = new BufferedImage(20, 1, BufferedImage.TYPE_INT_RGB);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CAT.box().cutFrom(other))
                .withMessageContaining("20 x 1");
    }

    @Test
    void drawsAFrameAroundEachOnACopy() {
        BufferedImage picture = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);

        BufferedImage drawn = new Detections(List.of(CAT)).drawnOn(picture);

        assertThat(drawn.getRGB(1, 2)).isEqualTo(Color.RED.getRGB());
        assertThat(drawn.getRGB(29, 39)).isEqualTo(Color.RED.getRGB());
        assertThat(drawn.getRGB(0, 1)).isEqualTo(Color.BLACK.getRGB());
        assertThat(drawn.getRGB(30, 40)).isEqualTo(Color.BLACK.getRGB());
        assertThat(picture.getRGB(1, 2)).isEqualTo(Color.BLACK.getRGB());
    }

    /** On a photo that is shown small, and of things at its edges. */
    @Test
    void labelsAreLargeEnoughAndWithinThePicture() {
        BufferedImage photo = new BufferedImage(3000, 2000, BufferedImage.TYPE_INT_RGB);
        for (Box corner : List.of(
                new Box(0, 0, 10, 10),
                new Box(2990, 0, 3000, 10),
                new Box(0, 1990, 10, 2000),
                new Box(2990, 1990, 3000, 2000))) {
            BufferedImage drawn = new Detections(List.of(new Detection("elephant", 1, corner))).drawnOn(photo);

            Rectangle written = red(drawn);
            assertThat(written.width).isGreaterThan(150);
            assertThat(written.height).isGreaterThan(30);
        }
    }

    private static Rectangle red(BufferedImage picture) {
        Rectangle all = new Rectangle(-1, -1);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if ((picture.getRGB(x, y) & 0xFF0000) != 0) {
                    all.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return all;
    }

    @Test
    void blackensNoMoreAndNoLessThanEachOnACopy() {
        BufferedImage picture = speckled(80, 80);

        BufferedImage drawn = new Detections(List.of(CAT, DOG)).blackenedOn(picture);

        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 80; x++) {
                boolean hidden = x < 50 && y < 60;
                assertThat(drawn.getRGB(x, y)).isEqualTo(hidden ? Color.BLACK.getRGB() : picture.getRGB(x, y));
            }
        }
        assertThat(picture.getRGB(1, 2)).isEqualTo(speckled(80, 80).getRGB(1, 2));
    }

    @Test
    void leavesNothingOfThePatternThatItBlurs() {
        BufferedImage picture = speckled(80, 80);

        BufferedImage drawn = new Detections(List.of(CAT)).blurredOn(picture);

        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 80; x++) {
                if (x >= 1 && y >= 2 && x < 30 && y < 40) {
                    assertThat(new Color(drawn.getRGB(x, y)).getRed()).isBetween(110, 145);
                } else {
                    assertThat(drawn.getRGB(x, y)).isEqualTo(picture.getRGB(x, y));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0,1,1", "79,0,80,80", "0,79,80,80", "40,40,40,60", "3,3,9,80"})
    void blursPartsOfAnyForm(int xMin, int yMin, int xMax, int yMax) {
        BufferedImage grey = new BufferedImage(80, 80, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 80; x++) {
                grey.setRGB(x, y, 0x80808080);
            }
        }

        BufferedImage drawn =
                new Detections(List.of(new Detection("cat", 1, new Box(xMin, yMin, xMax, yMax)))).blurredOn(grey);

        assertThat(drawn.getRGB(0, 0, 80, 80, null, 0, 80)).isEqualTo(grey.getRGB(0, 0, 80, 80, null, 0, 80));
    }

    @Test
    void hidesNothingInAnotherPicture() {
        Detections found = new Detections(List.of(CAT));
        BufferedImage other = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);

        for (UnaryOperator<BufferedImage> change :
                List.<UnaryOperator<BufferedImage>>of(found::drawnOn, found::blackenedOn, found::blurredOn)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> change.apply(other))
                    .withMessageContaining("40 x 30")
                    .withMessageContaining("found in another picture");
        }
    }

    /** Black and white by turns. */
    private static BufferedImage speckled(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, (x + y) % 2 == 0 ? 0xFFFFFF : 0);
            }
        }
        return picture;
    }
}
