package io.github.camelhf.inference.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "65536, 65536",
        "65536B, 65536",
        "64KB, 65536",
        "64kb, 65536",
        "64K, 65536",
        "'64 KB', 65536",
        "' 32MB ', 33554432",
        "1GB, 1073741824",
        "1g, 1073741824",
        "999999999999999, 999999999999999"
    })
    void reads(String text, long bytes) {
        assertThat(ByteSize.parse("maxRequestSize", text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "MB",
                "-1",
                "+1",
                "1.5MB",
                "1e6",
                "32 M B",
                "32MiB",
                "1TB",
                "0x10",
                "1000000000000000",
                "999999999999999GB",
                "0",
                "0MB",
                "٣"
            })
    void refusesAnythingElseNamingTheOption(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse("maxRequestSize", text))
                .withMessageContaining("maxRequestSize=" + text)
                .withMessageContaining("64KB");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void isAtLeastOneByte(long bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteSize(bytes));
    }

    @Test
    void showsTheLargestWholeUnit() {
        assertThat(new ByteSize(1)).hasToString("1 bytes");
        assertThat(new ByteSize(1025)).hasToString("1025 bytes");
        assertThat(new ByteSize(64 * 1024)).hasToString("64 KB");
        assertThat(new ByteSize(32L << 20)).hasToString("32 MB");
        assertThat(new ByteSize(5L << 30)).hasToString("5 GB");
    }
}
