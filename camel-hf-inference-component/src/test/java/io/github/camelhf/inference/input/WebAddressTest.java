package io.github.camelhf.inference.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address asks for what was written, byte by byte. */
class WebAddressTest {

    private static String plain(String text) {
        return WebAddress.parse(text).uri().toString();
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/M\u0075\u0308ller.png, https://h/Mu%CC%88ller.png",
        "https://h/M\u00FCller.png, https://h/M%C3%BCller.png",
        "https://h/?q=\u0041\u030A&x=\u212B, https://h/?q=A%CC%8A&x=%E2%84%AB",
        "https://h/%C3%BC%2f%2F/a%20b, https://h/%C3%BC%2f%2F/a%20b",
        "https://h/\uD83E\uDEB5, https://h/%F0%9F%AA%B5",
        "https://B\u0075\u0308cher.example/, https://xn--bcher-kva.example/"
    })
    void keepsItsBytes(String text, String expected) {
        assertThat(plain(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/\uD83E", "https://h/\uDEB5x", "https://h/?\uD83Ex"})
    void refusesHalfACharacter(String text) {
        assertThatThrownBy(() -> plain(text))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("is not a valid URI");
    }

    @Test
    void followsARedirectToTheBytesThatTheServerSent() {
        WebAddress from = WebAddress.parse("https://h/a/b");
        // As an HTTP client reads a header: each byte one character.
        String utf8 = new String(
                "/u\u0308 \u00E0".replace(" ", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(from.resolve(utf8).uri()).hasToString("https://h/u%CC%88%C3%A0");
        assertThat(from.resolve("\u00FC?q=\u00FC").uri()).hasToString("https://h/a/%FC?q=%FC");
        assertThat(from.resolve("/u\u0308").uri()).hasToString("https://h/u%CC%88");
    }
}
