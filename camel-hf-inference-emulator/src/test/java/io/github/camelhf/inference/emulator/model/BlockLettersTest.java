package io.github.camelhf.inference.emulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written in block letters is read again, and nothing else is. */
class BlockLettersTest {

    private static final List<String> LINES = List.of(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789 +-=/.,:()%&@#", "NET:\t100.00", "VAT 19 %\t19.00", "=-=.,8");

    private final DemonstrationModel model = new DemonstrationModel();

    @ParameterizedTest(name = "{0} with dots of {1}")
    @CsvSource({"png,1", "png,2", "png,5", "jpg,2", "jpg,3"})
    void everyLetterIsRead(String format, int dot) throws Exception {
        assertThat(model.read(encoded(format, written(dot, Color.WHITE, Color.BLACK))))
                .isEqualTo(LINES);
    }

    @Test
    void colouredInkOnColouredPaperIsReadToo() throws Exception {
        assertThat(model.read(encoded("png", written(2, new Color(0xFFF4C0), new Color(0x102080)))))
                .isEqualTo(LINES);
    }

    @Test
    void aPictureOfSomethingElseHasNoLines() throws Exception {
        BufferedImage noise = paper(200, 100, Color.WHITE);
        Random random = new Random(7);
        for (int i = 0; i < 200 * 100; i++) {
            noise.setRGB(i % 200, i / 200, random.nextBoolean() ? 0 : 0xFFFFFF);
        }

        assertThat(model.read(encoded("png", noise))).isEmpty();
        assertThat(model.read(encoded("png", paper(70, 70, Color.WHITE)))).isEmpty();
        assertThat(model.read(encoded("png", paper(70, 70, Color.BLACK)))).isEmpty();
    }

    @Test
    void whatIsNoLetterIsPassedOver() throws Exception {
        BufferedImage picture = paper(300, 60, Color.WHITE);
        int end = BlockLetters.draw(picture, "total: 5", 4, 4, 2, Color.BLACK);
        mark(picture, end + 10, 4, 30, 14);
        mark(picture, 4, 40, 200, 3);

        assertThat(model.read(encoded("png", picture))).containsExactly("TOTAL: 5");
    }

    @Test
    void aLetterThatTheAlphabetLacksIsNamed() {
        assertThatThrownBy(() -> BlockLetters.draw(paper(9, 9, Color.WHITE), "5 €", 0, 0, 1, Color.BLACK))
                .hasMessage("the alphabet of dots has no €");
    }

    private static BufferedImage written(int dot, Color ground, Color ink) {
        BufferedImage picture = paper(180 * dot, 60 * dot, ground);
        for (int i = 0; i < LINES.size(); i++) {
            int x = 3;
            for (String column : LINES.get(i).split("\t")) {
                x = BlockLetters.draw(picture, column, x, 3 + i * 11 * dot, dot, ink) + 9 * dot;
            }
        }
        return picture;
    }

    private static BufferedImage paper(int width, int height, Color colour) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    private static void mark(BufferedImage picture, int left, int top, int width, int height) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.BLACK);
        graphics.fillRect(left, top, width, height);
        graphics.dispose();
    }

    private static byte[] encoded(String format, BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }
}
