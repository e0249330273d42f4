package io.github.camelhf.inference.picture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What headers and ends of pictures say. */
class PictureStructureTest {

    private static final Map<PictureFormat, byte[]> PICTURES = new LinkedHashMap<>();

    static {
        BufferedImage flag = Drawn.flag(31, 17);
        PICTURES.put(PictureFormat.JPEG, Drawn.encoded(flag, "jpg"));
        PICTURES.put(PictureFormat.PNG, Drawn.encoded(flag, "png"));
        PICTURES.put(PictureFormat.GIF, Drawn.encoded(flag, "gif"));
        PICTURES.put(PictureFormat.BMP, Drawn.encoded(flag, "bmp"));
        PICTURES.put(
                PictureFormat.WEBP, Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSize(PictureFormat format) throws IOException {
        PictureHeader header = PictureHeader.read(Content.of(requireNonNull(PICTURES.get(format))), format);
        PictureHeader expected = format == PictureFormat.WEBP ? new PictureHeader(1, 1) : new PictureHeader(31, 17);
        assertThat(header).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void acceptsAWholePictureAndOneWithMoreBehindIt(PictureFormat format) {
        byte[] whole = requireNonNull(PICTURES.get(format));
        assertThatCode(() -> PictureEnd.check(Content.of(whole), format)).doesNotThrowAnyException();
        assertThatCode(() -> PictureEnd.check(Content.of(Drawn.concat(whole, new byte[777])), format))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void noticesEveryCut(PictureFormat format) {
        byte[] whole = requireNonNull(PICTURES.get(format));
        for (int length = 0; length < whole.length; length++) {
            Content cut = Content.of(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> {
                        PictureHeader.read(cut, format);
                        PictureEnd.check(cut, format);
                    })
                    .as("%s of %s bytes", length, whole.length)
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessageContaining("the " + format + " picture is truncated: its " + length + " bytes");
        }
    }

    @Test
    void doesNotTakeTheEndOfAPreviewForTheEnd() {
        byte[] preview = requireNonNull(PICTURES.get(PictureFormat.JPEG));
        byte[] picture = Drawn.encoded(Drawn.flag(64, 64), "jpg");
        byte[] segment = Drawn.concat(
                new byte[] {(byte) 0xFF, (byte) 0xE2, (byte) ((preview.length + 2) >> 8), (byte) (preview.length + 2)},
                preview);
        byte[] withPreview =
                Drawn.concat(Arrays.copyOf(picture, 2), segment, Arrays.copyOfRange(picture, 2, picture.length));
        Content cut = Content.of(Arrays.copyOf(withPreview, withPreview.length - 9));
        assertThatThrownBy(() -> PictureEnd.check(cut, PictureFormat.JPEG)).hasMessageContaining("truncated");
    }

    @Test
    void countsTheFirstFrameOfAGifThatIsLargerThanItsScreen() throws IOException {
        byte[] gif = Drawn.animation(20, Color.RED, Color.BLUE);
        gif[6] = 1;
        gif[8] = 1;
        assertThat(PictureHeader.read(Content.of(gif), PictureFormat.GIF)).isEqualTo(new PictureHeader(20, 20));
    }

    @Test
    void refusesAPictureWithoutPixels() {
        byte[] png = requireNonNull(PICTURES.get(PictureFormat.PNG)).clone();
        Arrays.fill(png, 16, 20, (byte) 0);
        assertThatThrownBy(() -> PictureHeader.read(Content.of(png), PictureFormat.PNG))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessage("the PNG picture is broken: its header states 0 x 17 pixels");
    }
}
