package io.github.camelhf.inference.examples.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Entity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is hidden in a text, without a model and with one. */
class RedactionTest {

    private final Redaction redaction = new Redaction();

    private List<String> pieces(byte[] file) throws IOException {
        return redaction.pieces(new ByteArrayInputStream(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            write to ann@example.org, please           | write to ████, please
            Ann.O'Hara+x@mail.example.co.uk wrote      | ████ wrote
            jürgen@müller.example                      | ████
            root@localhost                             | ████
            call +49 (0)30 / 123-45 67 now             | call ████ now
            Tel. 030-1234567.                          | Tel. ████.
            call 0049301234567, or 030 123 45 67       | call ████, or ████
            (030) / 12 34 56 or 030 -- 123456          | ████ or ████
            ann/lee#1@example.org                      | ████
            ann.lee (at) example.org, bob[at]example   | ████, ████
            see example.org/?mail=ann%40example.org    | see ████
            ann@example.org/bob@example.org@x.org a@b  | ████████@x.org ████
            030_12_34_56 or [0]30 123456               | ████ or [████
            5 tiles of 30 x 30 in 2026                 | 5 tiles of 30 x 30 in 2026
            """)
    void addressesAndNumbersAreHiddenWhateverTheModelSays(String text, String left) {
        assertThat(redaction.blackedOut(List.of(text), List.of(new Entities(List.of()))))
                .isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "030\u20131234567",
                "030\u20111234567",
                "+49 30\n1234567",
                "01\u202F23\u202F45\u202F67\u202F89",
                "\u0660\u0663\u0660\u0661\u0662\u0663\u0664\u0665",
                "\uFF10\uFF13\uFF10\uFF11\uFF12\uFF13\uFF14\uFF15",
                "ju\u0308rgen@mu\u0308ller.example",
                "o\u2019hara@example.org",
                "ann\uFF20example.org",
                "ann@\u200Bexample.org",
                "ann\u200B@example.\u00ADorg",
                "030\u221212\u221234\u221256",
                "030\u00B712\u00B734\u00B756"
            })
    void aWordProcessorsSpacesDashesAndAccentsHideNothingFromThePatterns(String personal) {
        assertThat(redaction.blackedOut(List.of("to " + personal + " !"), List.of(new Entities(List.of()))))
                .isEqualTo("to ████ !");
    }

    @Test
    void aNameGoesWithTheAccentsThatAreCharactersOfTheirOwn() {
        Entities found = new Entities(List.of(new Entity("PER", 0.9, "Rene", 0, 4)));

        assertThat(redaction.blackedOut(List.of("Rene\u0301 lives"), List.of(found)))
                .isEqualTo("████ lives");
    }

    @Test
    void aPageOfNumbersIsHiddenAsWell() {
        String numbers = "1 ".repeat(Redaction.LONGEST_TEXT / 2);

        assertThat(redaction.blackedOut(List.of(numbers), List.of(new Entities(List.of()))))
                .doesNotContain("1 1 1 1 1 1 1")
                .hasSizeLessThan(numbers.length() / 10);
    }

    @Test
    void whatTheModelFoundIsHiddenInWholeWords() {
        List<String> pieces = List.of("I met Ann ", "Leeworth and 😀 Tom\n");
        Entities first = new Entities(List.of(new Entity("PER", 0.9, "Ann", 6, 9)));
        Entities second =
                new Entities(List.of(new Entity("PER", 0.9, "Lee", 0, 3), new Entity("PER", 0.1, "Tom", 16, 19)));

        assertThat(redaction.blackedOut(pieces, List.of(first, second))).isEqualTo("I met ████ ████ and 😀 ████\n");
    }

    @Test
    void aLongTextIsCutWhereNoNameIs() throws Exception {
        String text =
                "\n\n" + "Ann Lee lives here. Tom Miller does not.\n".repeat(100) + " ".repeat(1000) + "\nthe end\n\n";

        List<String> pieces = pieces(text.getBytes(StandardCharsets.UTF_8));

        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces)
                .hasSizeGreaterThan(10)
                .noneMatch(String::isBlank)
                .allSatisfy(piece -> assertThat(piece.strip())
                        .hasSizeLessThanOrEqualTo(Redaction.LONGEST_PIECE)
                        .matches("(?s)(Ann Lee|the end).*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-8859-1"})
    void aTextInAnotherEncodingIsNotGuessedAt(String charset) throws Exception {
        byte[] letter = "Grüße von Ann Lee".getBytes(charset);

        assertThatThrownBy(() -> pieces(letter))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("expected a text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ann&#64;example.org", "ann&commat;example.org", "A&#x6E;n Lee", "{\"name\": \"\\u0041nn Lee\"}"
            })
    void aTextThatSpellsItsCharactersIsNotPlain(String text) {
        assertThatThrownBy(() -> pieces(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("expected a plain text, got one that spells characters as ");
    }

    @Test
    void ofAFileWithoutEndNoMoreIsReadThanATextMayHave() {
        InputStream endless = new InputStream() {
            private int read;

            @Override
            public int read() {
                assertThat(read++).isLessThan(4 * Redaction.LONGEST_TEXT);
                return 'a';
            }
        };

        assertThatThrownBy(() -> redaction.pieces(endless)).hasMessageContaining("divide it");
    }

    @Test
    void whatCannotBeReadToItsEndIsRefused() {
        String word = "x".repeat(Redaction.LONGEST_PIECE + 1);
        String book = String.join(" ", Collections.nCopies(Redaction.LONGEST_TEXT, "a"));

        assertThatThrownBy(() -> pieces(word.getBytes(StandardCharsets.UTF_8))).hasMessageContaining("without a space");
        assertThatThrownBy(() -> pieces(book.getBytes(StandardCharsets.UTF_8))).hasMessageContaining("divide it");
        assertThatThrownBy(() -> pieces(" \n".getBytes(StandardCharsets.UTF_8))).hasMessage("there is nothing in it");
    }
}
