package io.github.camelhf.inference.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a text holds, reading it ends soon, in bytes, an address or the one exception that says what is wrong. */
class TextPropertiesTest {

    @Property(tries = 3000)
    void base64InAnyDressIsReadBack(
            @ForAll byte[] bytes,
            @ForAll boolean urlSafe,
            @ForAll boolean padded,
            @ForAll("lineLengths") int lineLength) {
        Base64.Encoder encoder = urlSafe ? Base64.getUrlEncoder() : Base64.getEncoder();
        String text = (padded ? encoder : encoder.withoutPadding()).encodeToString(bytes);
        String dressed = text.replaceAll("(.{" + lineLength + "})", "$1\r\n");
        if (bytes.length > 0) {
            assertThat(ImageText.decode(dressed)).isEqualTo(bytes);
            assertThat(ImageText.decode("data:image/png;base64," + dressed)).isEqualTo(bytes);
        }
    }

    @Provide
    Arbitrary<Integer> lineLengths() {
        return Arbitraries.of(1, 4, 64, 76);
    }

    @Property(tries = 10_000)
    void anyTextIsDecodedOrRefused(@ForAll("texts") String text) {
        try {
            assertThat(ImageText.decode(text).length).isLessThanOrEqualTo(text.length());
        } catch (InvalidInferenceInputException e) {
            assertThat(e.getMessage()).hasSizeLessThan(400);
        }
        ImageText.isPicture(text);
    }

    @Property(tries = 20_000)
    void anyAddressIsPlainOrRefused(@ForAll("addresses") String text) {
        try {
            WebAddress address = WebAddress.parse(text);
            assertThat(address.uri().getScheme()).isIn("http", "https");
            assertThat(address.uri().getRawUserInfo()).isNull();
            assertThat(address.uri().getRawFragment()).isNull();
            assertThat(address.host()).matches("[a-z0-9._:-]+").doesNotEndWith(".");
            assertThat(address.port()).isBetween(1, 65535);
            // The plain form is stable: what it names does not depend on how often it is read.
            assertThat(WebAddress.parse(address.uri().toString())).isEqualTo(address);
            // A client that takes the host out of the URI reaches the host that was checked.
            String host = address.uri().getHost();
            if (host != null) {
                assertThat(host.replaceAll("[\\[\\]]", "")).isEqualTo(address.host());
            }
        } catch (InvalidInferenceInputException e) {
            assertThat(e.getMessage()).startsWith("the picture's http(s) address");
        }
    }

    @Property(tries = 5000)
    void anyRedirectIsPlainOrRefused(@ForAll("addresses") String location) {
        WebAddress from = WebAddress.parse("https://example.com/a/b?c");
        try {
            assertThat(from.resolve(location).uri().getRawUserInfo()).isNull();
        } catch (InvalidInferenceInputException e) {
            assertThat(e.getMessage()).startsWith("the picture's http(s) address");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "data:",
                "image/png",
                ";base64",
                ",",
                "iVBORw0KGgo",
                "=",
                "==",
                "%2B",
                "%",
                "-",
                "_",
                "\n",
                " ",
                "+/",
                "a",
                "http://");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                pieces.list().ofMaxSize(20).map(list -> String.join("", list)));
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> pieces = Arbitraries.of(
                "http",
                "https",
                "HTTP",
                ":",
                "//",
                "/",
                "\\",
                "@",
                "#",
                "?",
                "[",
                "]",
                "::1",
                "::ffff:",
                "127.0.0.1",
                "0x7f",
                "0177",
                "2130706433",
                "localhost",
                ".",
                "..",
                "%",
                "%25",
                "%2f",
                "１２７",
                "。",
                "ß",
                "é",
                "xn--",
                "example.com",
                ":80",
                ":0",
                ":65536",
                "user",
                " ",
                "\t",
                "\r\n",
                "\u0000",
                "_",
                "-",
                "a".repeat(64),
                "ⓛ",
                "\u00AD",
                "\u200D");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(12).map(list -> "http://" + String.join("", list)),
                pieces.list().ofMaxSize(8).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(60).map(text -> "https://" + text));
    }
}
