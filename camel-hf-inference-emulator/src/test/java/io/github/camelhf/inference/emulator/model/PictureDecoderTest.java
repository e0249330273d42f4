package io.github.camelhf.inference.emulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {

    private final DemonstrationModel model = new DemonstrationModel();

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "gif", "bmp", "red-tiles-lossy.webp", "red-tiles-lossless.webp"})
    void theFormatHardlyMatters(String format) throws Exception {
        float[] png = model.image(redTiles("png"));
        assertThat(model.cosine(png, model.image(redTiles(format)))).isGreaterThan(0.97);
    }

    @ParameterizedTest
    @CsvSource({
        "png, 0.5",
        "png, 0.99",
        "jpg, 0.05",
        "jpg, 0.5",
        "jpg, 0.999",
        "gif, 0.5",
        "gif, 0.999",
        "bmp, 0.01",
        "bmp, 0.5",
        "bmp, 0.999",
        "red-tiles-lossy.webp, 0.5",
        "red-tiles-lossless.webp, 0.99"
    })
    void refusesAPictureThatIsCutOff(String format, double part) throws Exception {
        byte[] whole = redTiles(format);
        byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part));
        assertThatThrownBy(() -> model.image(cut))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("cut off after " + cut.length + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "red-tiles-lossy.webp"})
    void everyCutIsRefusedAndNothingElseHappens(String format) throws Exception {
        byte[] whole = redTiles(format);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 150) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> model.image(cut)).isInstanceOf(UnreadableImageException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "red-tiles-lossy.webp"})
    void bytesAfterTheEndDoNotMatter(String format) throws Exception {
        byte[] whole = redTiles(format);
        byte[] longer = Arrays.copyOf(whole, whole.length + 1000);
        assertThat(model.image(longer)).containsExactly(model.image(whole));
    }

    @Test
    void aGifMayLackItsLastByteButNoOther() throws Exception {
        byte[] whole = redTiles("gif");
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        assertThat(model.image(cut)).containsExactly(model.image(whole));
        assertThatThrownBy(() -> model.image(Arrays.copyOf(whole, whole.length - 2)))
                .hasMessageContaining("cut off");
        byte[] unfilled = Arrays.copyOf(Arrays.copyOf(whole, whole.length / 2), whole.length);
        assertThatThrownBy(() -> model.image(unfilled)).hasMessageContaining("cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"red-tiles-lossy.webp", "red-tiles-lossless.webp"})
    void halfAWebpWhoseHeaderWasMadeToFitIsCutOff(String name) throws Exception {
        byte[] whole = redTiles(name);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        ByteBuffer.wrap(half).order(ByteOrder.LITTLE_ENDIAN).putInt(4, half.length - 8);
        assertThatThrownBy(() -> model.image(half)).hasMessageContaining("cut off");
    }

    @Test
    void theEndOfAPreviewIsNotTheEndOfThePicture() throws Exception {
        byte[] whole = redTiles("jpg");
        ByteBuffer withPreview = ByteBuffer.allocate(whole.length + 4 + whole.length);
        withPreview.put(whole, 0, 2).putShort((short) 0xFFE1).putShort((short) (whole.length + 2));
        withPreview.put(whole).put(whole, 2, whole.length - 2);
        assertThatCode(() -> model.image(withPreview.array())).doesNotThrowAnyException();

        byte[] cut = Arrays.copyOf(withPreview.array(), whole.length * 3 / 2);
        assertThatThrownBy(() -> model.image(cut)).hasMessageContaining("cut off");
    }

    @Test
    void refusesTextAndSaysSo() {
        assertUnreadable("Shopping list\n- tiles\n", "22 bytes of text that begins \"Shopping list - tiles\"");
        assertUnreadable("<html><body>404 Not Found</body></html>", "text that begins \"<html><body>404 Not Foun\"");
    }

    @Test
    void refusesOtherData() {
        assertThatThrownBy(() -> model.image(new byte[0])).hasMessageContaining("found no bytes at all");
        assertThatThrownBy(() -> model.image(new byte[] {'P', 'K', 3, 4, 20, 0}))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("6 bytes of data that begins 50 4B 03 04 14 00");
        assertUnreadable("RIFF....WAVEfmt ", "RIFF");
    }

    @Test
    void refusesDamagedData() throws Exception {
        byte[] picture = redTiles("png");
        // Somewhere in the compressed pixels; the chunks stay whole.
        Arrays.fill(picture, 60, 90, (byte) 0x55);
        assertThatThrownBy(() -> model.image(picture))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("found damaged data");
    }

    @Test
    void refusesAHugePictureBeforeDecodingIt() throws Exception {
        byte[] picture = redTiles("png");
        ByteBuffer header = ByteBuffer.wrap(picture);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 crc = new CRC32();
        crc.update(picture, 12, 17);
        header.putInt(29, (int) crc.getValue());
        assertThatThrownBy(() -> model.image(picture))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("60000 x 60000");
    }

    @Test
    void transparentPartsAreWhite() throws Exception {
        BufferedImage clear = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        assertThat(PictureDecoder.decode(Drawing.png(clear)).light[0]).isCloseTo(1, within(0.01f));
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_INT_RGB})
    void greyIsTheSameHoweverItIsStored(int type) throws Exception {
        BufferedImage grey = new BufferedImage(40, 40, type);
        double level = type == BufferedImage.TYPE_USHORT_GRAY ? 0x8080 : 0x80;
        for (int i = 0; i < 1600; i++) {
            for (int band = 0; band < grey.getRaster().getNumBands(); band++) {
                grey.getRaster().setSample(i % 40, i / 40, band, level);
            }
        }
        assertThat(PictureDecoder.decode(Drawing.png(grey)).light[0]).isCloseTo(0.536f, within(0.005f));
    }

    @Test
    void largeAndSmallPicturesKeepTheirProportionsOfColour() throws Exception {
        BufferedImage large = Drawing.of(3000, 1000, Color.WHITE, canvas -> {
            canvas.setColor(Color.BLACK);
            canvas.fillRect(0, 0, 750, 1000);
        });
        float[] light = PictureDecoder.decode(Drawing.png(large)).light;
        double mean = 0;
        for (float value : light) {
            mean += value / light.length;
        }
        assertThat(mean).isCloseTo(0.75, within(0.01));
    }

    private void assertUnreadable(String content, String message) {
        assertThatThrownBy(() -> model.image(content.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageStartingWith("Expected a JPEG, PNG, GIF, BMP or WebP picture, found")
                .hasMessageContaining(message);
    }

    /** Java writes no WebP: those two files were made with {@code cwebp} from the very PNG that this draws. */
    private static byte[] redTiles(String format) throws IOException {
        if (!format.endsWith(".webp")) {
            return Drawing.encoded(Drawing.tiles(320, 240, new Color(0xB03028)), format);
        }
        try (var in = PictureDecoderTest.class.getResourceAsStream(format)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            in.transferTo(bytes);
            return bytes.toByteArray();
        }
    }
}
