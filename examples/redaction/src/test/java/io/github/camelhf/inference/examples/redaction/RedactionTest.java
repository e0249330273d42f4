package io.github.camelhf.inference.examples.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Entity;
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
                "ann\uFF20example.org"
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
    void aLongTextIsCutWhereNoNameIs() {
        String text =
                "\n\n" + "Ann Lee lives here. Tom Miller does not.\n".repeat(100) + " ".repeat(1000) + "\nthe end\n\n";

        List<String> pieces = redaction.pieces(text.getBytes(StandardCharsets.UTF_8));

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

        assertThatThrownBy(() -> redaction.pieces(letter))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("expected a text in UTF-8");
    }

    @Test
    void whatCannotBeReadToItsEndIsRefused() {
        String word = "x".repeat(Redaction.LONGEST_PIECE + 1);
        String book = String.join(" ", Collections.nCopies(Redaction.LONGEST_TEXT, "a"));

        assertThatThrownBy(() -> redaction.pieces(word.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("without a space");
        assertThatThrownBy(() -> redaction.pieces(book.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("divide it");
        assertThatThrownBy(() -> redaction.pieces(" \n".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("there is nothing in it");
    }
}
