package io.github.camelhf.inference.emulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PictureTraitsTest {

    @Test
    void jointsBetweenTilesAreAGrid() throws Exception {
        PictureTraits traits = traits(Drawing.tiles(new Color(0x5F9A78)));
        assertThat(traits.get(Trait.GRID)).isGreaterThan(0.9);
        assertThat(traits.get(Trait.CLEAN)).isGreaterThan(0.5);
        assertThat(traits.get(Trait.COURSES)).isLessThan(0.1);
        assertThat(traits.get(Trait.IRREGULAR)).isLessThan(0.1);
    }

    @Test
    void aCheckeredFloorIsAGridToo() throws Exception {
        BufferedImage checkered = Drawing.of(256, 192, Color.WHITE, canvas -> {
            canvas.setColor(Color.BLACK);
            for (int i = 0; i < 48; i++) {
                if ((i % 8 + i / 8) % 2 == 0) {
                    canvas.fillRect(i % 8 * 32, i / 8 * 32, 32, 32);
                }
            }
        });
        assertThat(traits(checkered).get(Trait.GRID)).isGreaterThan(0.9);
        assertThat(traits(checkered).get(Trait.CONTRAST)).isGreaterThan(0.9);
    }

    @Test
    void bricksAreLaidInCourses() throws Exception {
        PictureTraits traits = traits(Drawing.bricks());
        assertThat(traits.get(Trait.COURSES)).isGreaterThan(0.8);
        assertThat(traits.get(Trait.GRID)).isLessThan(0.2);
        assertThat(traits.get(Trait.WARM)).isGreaterThan(0.5);
    }

    @Test
    void boardsHaveGrainOneWay() throws Exception {
        PictureTraits traits = traits(Drawing.boards());
        assertThat(traits.get(Trait.BOARDS)).isGreaterThan(0.5);
        assertThat(traits.get(Trait.GRAIN)).isGreaterThan(0.5);
        assertThat(traits.get(Trait.LEVEL)).isGreaterThan(0.5);
        assertThat(traits.get(Trait.UPRIGHT)).isZero();
    }

    @Test
    void aTurnedPictureHasItsGrainTheOtherWay() throws Exception {
        BufferedImage boards = Drawing.boards();
        BufferedImage turned = Drawing.of(192, 256, Color.WHITE, canvas -> {
            canvas.rotate(Math.PI / 2);
            canvas.drawImage(boards, 0, -192, null);
        });
        PictureTraits traits = traits(turned);
        assertThat(traits.get(Trait.UPRIGHT)).isGreaterThan(0.5);
        assertThat(traits.get(Trait.BOARDS)).isGreaterThan(0.5);
    }

    @Test
    void spotsAreIrregular() throws Exception {
        PictureTraits traits = traits(Drawing.spots(new Color(0x606060), new Color(0xC0C0C0), 12));
        assertThat(traits.get(Trait.IRREGULAR)).isGreaterThan(0.8);
        assertThat(traits.get(Trait.PALE)).isGreaterThan(0.8);
        assertThat(traits.get(Trait.GRID)).isZero();
    }

    @Test
    void mosaicIsPatchwork() throws Exception {
        PictureTraits traits = traits(Drawing.mosaic());
        assertThat(traits.get(Trait.PATCHWORK)).isGreaterThan(0.7);
        assertThat(traits.get(Trait.COLOURFUL)).isGreaterThan(0.5);
    }

    @Test
    void aGradientIsSmooth() throws Exception {
        PictureTraits traits = traits(Drawing.gradient(new Color(0x4F8ACB), new Color(0xC4DDF0)));
        assertThat(traits.get(Trait.SMOOTH)).isGreaterThan(0.9);
        assertThat(traits.get(Trait.GRADIENT)).isGreaterThan(0.5);
        assertThat(traits.get(Trait.COLD)).isGreaterThan(0.3);
    }

    @Test
    void lightAndDarkAreToldApart() throws Exception {
        assertThat(traits(Drawing.plain(Color.BLACK)).get(Trait.DARK)).isEqualTo(1);
        assertThat(traits(Drawing.plain(Color.WHITE)).get(Trait.BRIGHT)).isEqualTo(1);
        assertThat(traits(Drawing.plain(Color.WHITE)).get(Trait.DARK)).isZero();
    }

    @Test
    void coloursAreNamedAsPeopleNameThem() {
        assertThat(name(0xFF0000)).isEqualTo("red");
        assertThat(name(0x8B0000)).isEqualTo("red");
        assertThat(name(0x00FF00)).isEqualTo("green");
        assertThat(name(0x0000FF)).isEqualTo("blue");
        assertThat(name(0x87CEEB)).isEqualTo("light-blue");
        assertThat(name(0xFFA500)).isEqualTo("orange");
        assertThat(name(0x8B4513)).isEqualTo("brown");
        assertThat(name(0xF5F5DC)).isIn("beige", "white");
        assertThat(name(0x808080)).isEqualTo("grey");
        assertThat(name(0x101010)).isEqualTo("black");
    }

    private static String name(int rgb) {
        double[] lab = Pixels.lab(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
        double[] shares = NamedColour.shares(lab[0], lab[1], lab[2]);
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        return NamedColour.ALL.get(best).word();
    }

    private static PictureTraits traits(BufferedImage image) throws UnreadableImageException {
        Pixels pixels = PictureDecoder.decode(Drawing.png(image));
        return new PictureTraits(
                pixels,
                new ColourStatistics(pixels),
                new EdgeStatistics(pixels),
                LineStatistics.horizontal(pixels),
                LineStatistics.vertical(pixels));
    }
}
