package io.github.camelhf.inference.examples.watchedfolder.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void leavesNothingThatATerminalWouldActOn() {
        assertThat(Printable.of("a\u001B[2Jb\u009Bc\u202Egpj.exe\u2028d\u200Be\uD800f"))
                .isEqualTo("a?[2Jb?c?gpj.exe?d?e?f");
    }

    @Test
    void leavesNamesOfAllLanguagesAsTheyAre() {
        assertThat(Printable.of("Gänseblümchen 雏菊 \uD83C\uDF3C.jpg")).isEqualTo("Gänseblümchen 雏菊 \uD83C\uDF3C.jpg");
    }

    @Test
    void leavesOutTheMiddleOfALongName() {
        assertThat(Printable.of("a".repeat(200) + ".jpg", 20)).isEqualTo("a".repeat(9) + "..." + "aaaa.jpg");
        assertThat(Printable.of("12345678.jpg", 12)).isEqualTo("12345678.jpg");
        assertThat(Printable.of("\uD83C\uDF3C".repeat(30), 10))
                .isEqualTo("\uD83C\uDF3C".repeat(4) + "..." + "\uD83C\uDF3C".repeat(3));
    }
}
