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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://h/IMG 1.jpg?key=secret   | : a space at character 14; write it as %20
            https://h h/?key=secret          | : a space at character 10; write it as %20
            https://h/a\\tb?key=secret        | : the character U+0009 at character 12; write it as %09
            https://h/a\\u00A0b?key=secret    | : the character U+00A0 at character 12; write it percent-encoded
            https://h/?a=[1]&b={2}&key=secret | : the character { at character 20; write it as %7B
            https://h/a%zz?key=secret        | : malformed escape pair at character 12
            """)
    void namesThePlaceAndTheCharacterAndNoMoreOfTheAddress(String text, String fault) {
        String address = text.replace("\\t", "\t").replace("\\u00A0", "\u00A0");
        assertThatThrownBy(() -> plain(address))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessage("the picture's http(s) address is not a valid URI" + fault);
        assertThatThrownBy(() -> WebAddress.parse("https://h/").resolve("/x y?key=secret"))
                .hasMessage("the picture's http(s) address redirects to something that is not a valid URI: a space at"
                        + " character 3; write it as %20");
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
