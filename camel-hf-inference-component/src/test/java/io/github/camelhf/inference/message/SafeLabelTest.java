package io.github.camelhf.inference.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A label becomes a folder's name on every operating system. */
class SafeLabelTest {

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(textBlock = """
            Ceramic Tile,            ceramic-tile
            'tench, Tinca tinca',    tench-tinca-tinca
            Büro 2,                  büro-2
            a/b\\c:d*e?f"g<h>i|j,    a-b-c-d-e-f-g-h-i-j
            ../../etc/passwd,        etc-passwd
            ..,                      unnamed
            -,                       unnamed
            '',                      unnamed
            ends with a dot.,        ends-with-a-dot
            .hidden,                 hidden
            CON,                     _con
            com1.txt,                _com1.txt
            COM¹,                    _com¹
            lpt².log,                _lpt².log
            concrete,                concrete
            """)
    void becomesAName(String label, String name) {
        assertThat(SafeLabel.of(label)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "語", "\uD840\uDC00", "e\u0301", "\uD83D\uDE00x"})
    void isNeverTooLongForAFileSystem(String part) {
        String name = SafeLabel.of(part.repeat(300));

        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 240);
    }

    @Test
    void controlCharactersAndHalvesOfPairsDoNotStay() {
        assertThat(SafeLabel.of("a\u0000b\u202Ec\uD800d")).isEqualTo("a-b-c-d");
    }
}
