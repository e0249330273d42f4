package io.github.camelhf.inference.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.MediaTypes;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturePreparationTest {

    private static final PictureSettings OFF = new PictureSettings(0, 85, false, false, 100_000_000);
    private static final PictureSettings TO_64 = new PictureSettings(64, 95, false, false, 100_000_000);
    private static final PictureSettings UPRIGHT = new PictureSettings(0, 95, true, false, 100_000_000);

    private static Image.Picture prepare(PictureSettings settings, byte[] picture) throws IOException {
        Content content = Content.of(picture);
        return new PicturePreparation(settings)
                .prepare(content, MediaTypes.ofContent(content).orElseThrow());
    }

    private static byte[] bytes(Image.Picture picture) throws IOException {
        try (InputStream stream = picture.content().open()) {
            return stream.readAllBytes();
        }
    }

    private static BufferedImage shown(Image.Picture picture) throws IOException {
        assertThat(picture.mediaType()).isEqualTo("image/jpeg");
        return Drawn.decoded(bytes(picture));
    }

    private static void assertColour(BufferedImage image, double right, double down, Color expected) {
        Color actual = new Color(image.getRGB((int) (right * image.getWidth()), (int) (down * image.getHeight())));
        int difference = Math.abs(actual.getRed() - expected.getRed())
                + Math.abs(actual.getGreen() - expected.getGreen())
                + Math.abs(actual.getBlue() - expected.getBlue());
        assertThat(difference)
                .as("%s at %s, %s instead of %s", actual, right, down, expected)
                .isLessThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
    void sendsAsItIsWhatNeedsNothing(String format) throws IOException {
        byte[] picture = Drawn.encoded(Drawn.flag(64, 40), format);
        assertThat(bytes(prepare(OFF, picture))).isEqualTo(picture);
        assertThat(bytes(prepare(TO_64, picture))).isEqualTo(picture);
        assertThat(bytes(prepare(UPRIGHT, picture))).isEqualTo(picture);
    }

    @Test
    void leavesATurnedPictureAsItIsUnlessAskedOrShrunk() throws IOException {
        byte[] turned = Drawn.withOrientation(Drawn.encoded(Drawn.flag(64, 40), "jpg"), 6);
        assertThat(bytes(prepare(OFF, turned))).isEqualTo(turned);
        assertThat(bytes(prepare(TO_64, turned))).as("small enough").isEqualTo(turned);
    }

    @ParameterizedTest
    @CsvSource({
        "jpg, 400, 300, 64, 48",
        "png, 300, 400, 48, 64",
        "gif, 65, 65, 64, 64",
        "bmp, 1000, 10, 64, 1",
        "png, 3, 2000, 1, 64",
    })
    void shrinksTheLongerSide(String format, int width, int height, int newWidth, int newHeight) throws IOException {
        BufferedImage small = shown(prepare(TO_64, Drawn.encoded(Drawn.flag(width, height), format)));
        assertThat(small.getWidth()).isEqualTo(newWidth);
        assertThat(small.getHeight()).isEqualTo(newHeight);
    }

    @Test
    void shrinksToWhatThePictureShowed() throws IOException {
        BufferedImage small = shown(prepare(TO_64, Drawn.encoded(Drawn.flag(500, 375), "png")));
        assertColour(small, 0.25, 0.6, Color.RED);
        assertColour(small, 0.75, 0.6, Color.BLUE);
        assertColour(small, 0.5, 0.1, Color.GREEN);
    }

    /** Where the corners of the upright flag are found in a picture that a camera noted with the tag. */
    @ParameterizedTest(name = "orientation {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsWhatTheCameraNoted(int tag) throws IOException {
        BufferedImage upright = Drawn.flag(200, 120);
        byte[] turned = Drawn.withOrientation(Drawn.encoded(asTheSensorSawIt(upright, tag), "jpg"), tag);

        BufferedImage whole = shown(prepare(UPRIGHT, turned));
        BufferedImage small = shown(prepare(TO_64, turned));

        assertThat(new int[] {whole.getWidth(), whole.getHeight()}).containsExactly(200, 120);
        assertThat(small.getWidth()).isEqualTo(64);
        for (BufferedImage image : new BufferedImage[] {whole, small}) {
            assertColour(image, 0.25, 0.6, Color.RED);
            assertColour(image, 0.75, 0.6, Color.BLUE);
            assertColour(image, 0.5, 0.1, Color.GREEN);
        }
    }

    /** What the tag undoes, pixel by pixel, by the table of the Exif standard. */
    private static BufferedImage asTheSensorSawIt(BufferedImage upright, int tag) {
        int width = upright.getWidth();
        int height = upright.getHeight();
        BufferedImage seen = tag < 5
                ? new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
                : new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = width - 1 - x;
                int down = height - 1 - y;
                int[] place = switch (tag) {
                    case 2 -> new int[] {right, y};
                    case 3 -> new int[] {right, down};
                    case 4 -> new int[] {x, down};
                    case 5 -> new int[] {y, x};
                    case 6 -> new int[] {y, right};
                    case 7 -> new int[] {down, right};
                    case 8 -> new int[] {down, x};
                    default -> new int[] {x, y};
                };
                seen.setRGB(place[0], place[1], upright.getRGB(x, y));
            }
        }
        return seen;
    }

    @Test
    void turnsAPngThatNotesItsOrientation() throws IOException {
        byte[] turned = Drawn.pngWithOrientation(Drawn.encoded(asTheSensorSawIt(Drawn.flag(80, 40), 8), "png"), 8);
        BufferedImage upright = shown(prepare(UPRIGHT, turned));
        assertThat(upright.getWidth()).isEqualTo(80);
        assertColour(upright, 0.25, 0.6, Color.RED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65535})
    void takesAnUnknownOrientationForUpright(int tag) throws IOException {
        byte[] odd = Drawn.withOrientation(Drawn.encoded(Drawn.flag(64, 40), "jpg"), tag);
        assertThat(bytes(prepare(UPRIGHT, odd))).isEqualTo(odd);
    }

    @Test
    void dropsWhatTheCameraNotedOfThePlace() throws IOException {
        byte[] located = Drawn.withOrientation(Drawn.encoded(Drawn.flag(400, 300), "jpg"), 3);
        assertThat(new String(located, StandardCharsets.ISO_8859_1)).contains("GPS-SECRET");
        assertThat(new String(bytes(prepare(TO_64, located)), StandardCharsets.ISO_8859_1))
                .doesNotContain("GPS-SECRET", "Exif");
    }

    @Test
    void putsTransparencyOnWhite() throws IOException {
        BufferedImage glass = new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 200; x++) {
                glass.setRGB(x, y, x < 100 ? 0x00000000 : 0x800000FF);
            }
        }
        BufferedImage small = shown(prepare(TO_64, Drawn.encoded(glass, "png")));
        assertColour(small, 0.25, 0.5, Color.WHITE);
        assertColour(small, 0.75, 0.5, new Color(127, 127, 255));
    }

    @Test
    void reads16BitColourAndGrey() throws IOException {
        BufferedImage grey = new BufferedImage(200, 100, BufferedImage.TYPE_USHORT_GRAY);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 200; x++) {
                grey.getRaster().setSample(x, y, 0, x < 100 ? 0x4040 : 0xC0C0);
            }
        }
        BufferedImage small = shown(prepare(TO_64, Drawn.encoded(grey, "png")));
        assertColour(small, 0.25, 0.5, new Color(0x40, 0x40, 0x40));
        assertColour(small, 0.75, 0.5, new Color(0xC0, 0xC0, 0xC0));

        byte[] eightBits = Drawn.encoded(grey8(), "jpg");
        assertColour(shown(prepare(TO_64, eightBits)), 0.5, 0.5, new Color(0x60, 0x60, 0x60));

        BufferedImage deep = shown(prepare(TO_64, png16(100, 0xFFFF, 0x8080, 0x0000)));
        assertColour(deep, 0.5, 0.5, new Color(255, 128, 0));
    }

    private static BufferedImage grey8() {
        BufferedImage grey = new BufferedImage(100, 100, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSamples(0, 0, 100, 100, 0, samples(0x60));
        return grey;
    }

    private static int[] samples(int value) {
        int[] samples = new int[100 * 100];
        Arrays.fill(samples, value);
        return samples;
    }

    /** 16 bits for each colour, as scanners save; the JDK's writer takes it from a raster of shorts. */
    private static byte[] png16(int side, int red, int green, int blue) {
        var colours = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        var model = new ComponentColorModel(colours, false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        var raster = model.createCompatibleWritableRaster(side, side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                raster.setPixel(x, y, new int[] {red, green, blue});
            }
        }
        return Drawn.encoded(new BufferedImage(model, raster, false, null), "png");
    }

    @Test
    void readsInk() throws IOException {
        // Full cyan: no red light comes back.
        BufferedImage small = shown(prepare(TO_64, Drawn.cmyk(200, 255, 0, 0, 0)));
        Color middle = new Color(small.getRGB(32, 32));
        assertThat(middle.getRed()).isLessThan(60);
        assertThat(middle.getGreen()).isGreaterThan(120);
        assertThat(middle.getBlue()).isGreaterThan(180);
    }

    @Test
    void takesTheFirstFrame() throws IOException {
        BufferedImage small = shown(prepare(TO_64, Drawn.animation(200, Color.RED, Color.BLUE)));
        assertColour(small, 0.5, 0.5, Color.RED);
    }

    @Test
    void shrinksWebP() throws IOException {
        byte[] one = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
        assertThat(bytes(prepare(TO_64, one))).isEqualTo(one);
        BufferedImage decoded = PictureDecoder.of(PictureFormat.WEBP)
                .decode(Content.of(one), header -> {}, 0)
                .image();
        assertThat(decoded.getWidth()).isEqualTo(1);
    }

    /** The reader would make it opaque. */
    @Test
    void refusesATransparencyThatItCannotRead() throws IOException {
        byte[] webp = new ExpectedPicture("webp-alpha-packed-none.webp", null).bytes();
        int chunk = new String(webp, StandardCharsets.ISO_8859_1).indexOf("ALPH");
        webp[chunk + 8] = 2;
        PictureSettings to32 = new PictureSettings(32, 95, false, false, 100_000_000);
        assertThatThrownBy(() -> prepare(to32, webp))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining(
                        "the WEBP picture cannot be decoded: expected its transparency stored or packed for 3072"
                                + " pixels, found packing 2 of");
    }

    @Test
    void shrinksWhatARouteHoldsDecodedAndElseLosesNothing() throws IOException {
        PicturePreparation preparation = new PicturePreparation(TO_64);
        BufferedImage flag = Drawn.flag(60, 30);
        Image.Picture whole = preparation.prepare(flag);
        assertThat(whole.mediaType()).isEqualTo("image/png");
        assertThat(Drawn.decoded(bytes(whole)).getRGB(10, 20)).isEqualTo(flag.getRGB(10, 20));
        assertThat(shown(preparation.prepare(Drawn.flag(640, 320))).getWidth()).isEqualTo(64);
    }

    @Test
    void aHigherQualityTakesMoreBytes() throws IOException {
        byte[] picture = Drawn.encoded(Drawn.flag(400, 300), "png");
        PictureSettings rough = new PictureSettings(200, 10, false, false, 100_000_000);
        PictureSettings fine = new PictureSettings(200, 100, false, false, 100_000_000);
        assertThat(bytes(prepare(rough, picture)).length).isLessThan(bytes(prepare(fine, picture)).length);
    }

    @Test
    void refusesAPictureThatUnpacksToGigabytesByItsHeader() {
        // 50,000 x 50,000 pixels of nothing: 10 GB decoded.
        byte[] bomb = Drawn.encoded(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY), "png");
        ByteBuffer.wrap(bomb).putInt(16, 50_000).putInt(20, 50_000);
        for (PictureSettings settings : new PictureSettings[] {OFF, TO_64, UPRIGHT}) {
            assertThatThrownBy(() -> prepare(settings, bomb))
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessage(
                            "the picture has 50000 x 50000 pixels, more than maxPixels=100000000; it was not decoded; raise"
                                    + " maxPixels if pictures of this size are meant");
        }
    }

    @ParameterizedTest
    @CsvSource({"99, true", "100, false"})
    void countsPixelsExactly(long maxPixels, boolean refused) throws IOException {
        PictureSettings settings = new PictureSettings(0, 85, false, false, maxPixels);
        byte[] picture = Drawn.encoded(Drawn.flag(10, 10), "bmp");
        if (refused) {
            assertThatThrownBy(() -> prepare(settings, picture)).hasMessageContaining("more than maxPixels=99");
            assertThatThrownBy(() -> new PicturePreparation(settings).prepare(Drawn.flag(10, 10)))
                    .hasMessageContaining("more than maxPixels=99");
        } else {
            assertThat(bytes(prepare(settings, picture))).isEqualTo(picture);
        }
    }

    @Test
    void convertsWhatAnInstalledReaderDecodesOnlyWhenAsked() throws IOException {
        byte[] tiff = Drawn.encoded(Drawn.flag(80, 40), "tiff");
        assertThatThrownBy(() -> prepare(OFF, tiff))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessage("expected a JPEG, PNG, GIF, WebP or BMP picture, the content is image/tiff;"
                        + " convertUnsupported=true converts what an installed ImageIO reader can decode");

        PictureSettings converting = new PictureSettings(0, 95, false, true, 100_000_000);
        BufferedImage converted = shown(prepare(converting, tiff));
        assertThat(converted.getWidth()).isEqualTo(80);
        assertColour(converted, 0.25, 0.6, Color.RED);

        PictureSettings strict = new PictureSettings(0, 95, false, true, 3199);
        assertThatThrownBy(() -> prepare(strict, tiff)).hasMessageContaining("more than maxPixels=3199");
    }

    @Test
    void saysWhatNoReaderDecodes() {
        PictureSettings converting = new PictureSettings(0, 95, false, true, 100_000_000);
        byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> prepare(converting, heic))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessage(
                        "the content is image/heic, and no installed ImageIO reader decodes it; send JPEG, PNG, GIF,"
                                + " WebP or BMP, or put a reader of it on the class path");
    }

    @Test
    void saysWhatIsBrokenInside() {
        byte[] png = Drawn.encoded(Drawn.flag(200, 200), "png");
        Arrays.fill(png, 60, png.length - 12, (byte) 0x55);
        assertThatThrownBy(() -> prepare(TO_64, png))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("PNG picture");
    }
}
