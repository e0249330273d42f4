package io.github.camelhf.inference.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTextTest {

    private static final byte[] PNG = Samples.drawn("png");
    private static final String LONG = "-and-so-on-and-so-on-and-so-on-and-so-on-and-so-on-and-so-on-and-so-on"
            + "-and-so-on-and-so-on-and-so-on-and-so-on-and-so-on@host";
    private static final String BASE64 = Base64.getEncoder().encodeToString(PNG);

    @Test
    void decodesEveryFormOfBase64() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String standard = Base64.getEncoder().encodeToString(all);
        assertThat(standard).contains("+", "/", "=");
        assertThat(ImageText.decode(standard)).isEqualTo(all);
        assertThat(ImageText.decode(standard.replace("=", ""))).isEqualTo(all);
        assertThat(ImageText.decode(Base64.getMimeEncoder().encodeToString(all)))
                .isEqualTo(all);
        assertThat(ImageText.decode(" \t" + standard.replaceAll("(.{10})", "$1 \n") + "\r\n"))
                .isEqualTo(all);
        assertThat(ImageText.decode(Base64.getUrlEncoder().encodeToString(all))).isEqualTo(all);
        assertThat(ImageText.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(all)))
                .isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png;base64,",
                "DATA:IMAGE/PNG;BASE64,",
                "data:;base64,",
                "data:image/png;name=a.png;base64,",
                "  data:image/jpeg;base64,  "
            })
    void decodesADataUri(String prefix) {
        assertThat(ImageText.decode(prefix + BASE64)).isEqualTo(PNG);
        assertThat(ImageText.isPicture(prefix + BASE64)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png,AAAA",
                "data:image/png;base64",
                "data:",
                "data:,",
                "data:image/svg+xml;utf8,<svg/>"
            })
    void refusesADataUriOfAnotherForm(String text) {
        assertThatThrownBy(() -> ImageText.decode(text))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("data:image/png;base64,…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "=",
                "A",
                "a sentence, not a picture",
                "/home/me/tile.jpg",
                "C:\\tiles\\tile.jpg",
                "./tile.png",
                "tile.png",
                "file:/etc/passwd",
                "ftp://host/tile.png",
                "data:image/png;base64,",
                "AAAA!AAA",
                "A+_A"
            })
    void refusesAnyOtherTextAndReadsNoPath(String text) {
        assertThatThrownBy(() -> ImageText.decode(text))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("never read as a path");
    }

    @Test
    void showsLittleOfARefusedText() {
        String long_ = "tile? ".repeat(1000);
        assertThat(catchThrowable(() -> ImageText.decode(long_)).getMessage())
                .contains("(6000 characters)")
                .hasSizeLessThan(250);
        assertThat(catchThrowable(() -> ImageText.decode("a\r\nb\u001b!")).getMessage())
                .doesNotContain("\r", "\n", "\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://user:s3cret@host/tile.png",
                "s3://user:s3cret@bucket/x?",
                "sftp://s3cret@host/tile.png",
                "data://user:s3cret@host/tile.png",
                "ftp://a-rather-long-user-name:and-then-s3cret-is-cut@host/t.png",
                "ftp://me:s3cret" + LONG
            })
    void neverShowsAUserOrPassword(String text) {
        assertThat(catchThrowable(() -> ImageText.decode(text)).getMessage()).doesNotContain("s3cret", "user:");
    }

    @Test
    void readsAnAddress() {
        assertThat(ImageText.isAddress("https://example.com/tile.png")).isTrue();
        assertThat(ImageText.isAddress("HTTP://example.com/tile.png")).isTrue();
        assertThat(ImageText.isAddress("httpbin")).isFalse();
        assertThat(ImageText.isAddress("ftp://example.com")).isFalse();
        assertThat(ImageText.address(" https://example.com/tile.png?a=b "))
                .hasToString("https://example.com/tile.png?a=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret@example.com/x.png",
                "https://s3cret@example.com/x.png",
                "https://user:s3cret@exa mple.com/x.png",
                "https:///x.png",
                "http://"
            })
    void refusesAnAddressWithAUserOrWithoutAHost(String text) {
        assertThatThrownBy(() -> ImageText.address(text))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("http(s) address")
                .hasNoCause()
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void recognisesPictures() {
        assertThat(ImageText.isPicture("https://example.com/x")).isTrue();
        for (byte[] picture : Samples.pictures().values()) {
            assertThat(ImageText.isPicture(Base64.getEncoder().encodeToString(picture)))
                    .isTrue();
            String lines = Base64.getMimeEncoder().encodeToString(picture);
            assertThat(ImageText.isPicture(lines)).isTrue();
            assertThat(ImageText.isPicture(lines.replace("\n", " \n\t  "))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "oak",
                "natural stone",
                "abcd",
                "ceramic+tile",
                "word word word word word word word word",
                "R0lGODlhAQAB AAAA", // as a word it would begin a GIF
                "Data: 12/05/2024, totale 5,00",
                "data:a, b;base64, c"
            })
    void takesATextForAText(String text) {
        assertThat(ImageText.isPicture(text)).isFalse();
        assertThat(ImageText.isPicture((text + " ").repeat(100))).isFalse();
    }
}
