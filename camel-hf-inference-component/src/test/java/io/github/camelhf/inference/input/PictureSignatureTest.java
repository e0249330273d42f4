package io.github.camelhf.inference.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short cut says what the general detector says, or nothing. */
class PictureSignatureTest {

    private static final byte[] BMP_HEAD =
            Base64.getDecoder().decode("Qk06AAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAQAAAA=");

    private static final Map<String, byte[]> HEADS = Map.of(
            "image/jpeg", bytes(0xFF, 0xD8, 0xFF, 0xE0),
            "image/png", bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
            "image/gif", bytes('G', 'I', 'F', '8', '9', 'a'),
            "image/webp", bytes('R', 'I', 'F', 'F', 9, 9, 9, 9, 'W', 'E', 'B', 'P', 'V', 'P', '8', ' '),
            "image/bmp", BMP_HEAD);

    @Test
    void agreesWithTheDetectorWhateverFollowsTheSignature() throws IOException {
        Random random = new Random(1);
        for (Map.Entry<String, byte[]> head : HEADS.entrySet()) {
            for (int i = 0; i < 50; i++) {
                byte[] content = new byte[4096];
                random.nextBytes(content);
                System.arraycopy(head.getValue(), 0, content, 0, head.getValue().length);

                assertThat(PictureSignature.of(content)).isEqualTo(head.getKey());
                assertThat(detected(content)).isEqualTo(head.getKey());
            }
        }
    }

    /** The detector does not know this header of 12 bytes; readers do. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 24})
    void knowsABitmapOfOs2(int depth) {
        byte[] head = Arrays.copyOf(
                bytes('B', 'M', 9, 9, 9, 9, 0, 0, 0, 0, 26, 0, 0, 0, 12, 0, 0, 0, 64, 0, 48, 0, 1, 0), 64);
        assertThat(PictureSignature.of(head)).isNull();
        head[24] = (byte) depth;
        assertThat(PictureSignature.of(head)).isEqualTo("image/bmp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp"})
    void saysNothingOfACutSignature(String type) {
        byte[] head = HEADS.get(type);
        int needed = type.equals("image/jpeg") ? 3 : type.equals("image/webp") ? 12 : head.length;

        for (int length = 0; length < Math.min(needed, PictureSignature.LENGTH); length++) {
            assertThat(PictureSignature.of(Arrays.copyOf(head, length))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BMW is a car, not a bitmap, however it starts", "RIFF----WAVEfmt ", "GIF88a", "%PDF-1.7", "text"
            })
    void saysNothingOfOtherContent(String text) {
        assertThat(PictureSignature.of(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isNull();
    }

    private static String detected(byte[] content) throws IOException {
        return MimeTypes.getDefaultMimeTypes()
                .detect(new ByteArrayInputStream(content), new Metadata())
                .toString();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
