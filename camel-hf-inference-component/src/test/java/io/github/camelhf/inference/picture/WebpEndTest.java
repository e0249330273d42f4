package io.github.camelhf.inference.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of WebP pictures that no mark ends. */
class WebpEndTest {

    /** By cwebp 1.2: 2000 x 1500 pixels, half black, half white; its last 147 bytes are zero. */
    private static final String EVEN =
            "H4sICCuaB2sCAzIwMDAtaGFsZi1xNTAtbTQud2VicAAL8nRz2yTKwBDu6hQQFmChsAzIDuhlmsuodYH9DqvdxYyNwRqqSxYtyGBk"
                    + "kOLMzHtYnijtIHvh1UozH+dVS24a8q2anHLEapXvZIFRoVGhUaFRoVGhUaFRoVGhUaHBJJST9PvWuq7dJaG3F627K1r2YvV219hd"
                    + "Wm8vhucNJsHM4j3f1V6KW118bF75zveSXuniY3mf78xeEvPavefu853mHjuv9UvuPl+UN7F4rZxx+bwnd5WeR9mkvbc9ucv13JaK"
                    + "s/eqJ5d0z56ZfXF6x9P1bnHK0/ZKVvRFfUl9ZDkqNCo0KjQqNCo0KjQqNCo0KjSYhEQZGP79P8bGMJgA99yP9Vsd/25gYOD6f8aB"
                    + "YfABAGcoXPK6FQAA";

    @ParameterizedTest
    @ValueSource(strings = {"webp-lossy", "webp-lossy-smooth", "webp-lossy-unfiltered", "webp-alpha-packed-best"})
    void anEndThatWasNotFilledIsRefusedWhereverItBegins(String name) throws IOException {
        byte[] whole = new ExpectedPicture(name + ".webp", null).bytes();
        whole(whole);
        int tried = 0;
        for (int filled = whole.length * 2 / 3; filled < whole.length - 64; filled += 7) {
            byte[] copy = Arrays.copyOf(Arrays.copyOf(whole, filled), whole.length);
            assertThatThrownBy(() -> whole(copy))
                    .as("filled up to %d of %d", filled, whole.length)
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessageContaining("not filled");
            tried++;
        }
        assertThat(tried).isPositive();
    }

    @Test
    void aSoundEvenPictureIsSentThoughItEndsInZeros() throws IOException {
        byte[] even;
        try (var packed =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(EVEN)))) {
            even = packed.readAllBytes();
        }
        assertThat(Arrays.copyOfRange(even, even.length - 64, even.length)).containsOnly(0);
        whole(even);
    }

    /** By cwebp, lossless and quick: 4000 x 4000 black pixels in 34 bytes. The reader met the end of the file eight million times. */
    @Test
    @Timeout(8)
    void pixelsThatTakeNoBitsTakeNoTimeEither() throws IOException {
        byte[] black = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA4AAAAvn8/nAwcQEf0PRET/Aw==");
        Image.Picture small = new PicturePreparation(new PictureSettings(64, 85, true, false, 16_000_000))
                .prepare(Content.of(black), "image/webp");
        assertThat(small.mediaType()).isEqualTo("image/jpeg");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 100})
    void aChunkThatGoesBeyondTheStatedLengthIsRefused(int less) throws IOException {
        byte[] webp = new ExpectedPicture("webp-lossy.webp", null).bytes();
        ByteBuffer header = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        // Without the byte behind a chunk of an odd length, which some writers leave out.
        int odd = header.getInt(16) & 1;
        header.putInt(4, header.getInt(4) - odd - less);
        assertThatThrownBy(() -> whole(webp))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("its chunk VP8 states 180 bytes, where its header leaves " + (180 - less));
    }

    @Test
    void halfAPictureWhoseHeaderWasMadeToFitIsRefused() throws IOException {
        byte[] whole = new ExpectedPicture("webp-lossy.webp", null).bytes();
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        ByteBuffer.wrap(half).order(ByteOrder.LITTLE_ENDIAN).putInt(4, half.length - 8);
        assertThatThrownBy(() -> whole(half)).hasMessageContaining("not complete");
    }

    @Test
    void aHeaderThatStatesNothingIsRefused() throws IOException {
        byte[] webp = new ExpectedPicture("webp-lossy.webp", null).bytes();
        ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 0);
        assertThatThrownBy(() -> whole(webp)).hasMessageContaining("expected a picture within the 8 bytes");
    }

    private static void whole(byte[] webp) throws IOException {
        assertThat(PictureEnd.whole(Content.of(webp), PictureFormat.WEBP).length())
                .isEqualTo(webp.length);
    }
}
