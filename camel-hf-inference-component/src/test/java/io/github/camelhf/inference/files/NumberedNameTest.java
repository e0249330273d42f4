package io.github.camelhf.inference.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberedNameTest {

    @ParameterizedTest
    @CsvSource({
        "IMG_0001.jpg, IMG_0001-2.jpg",
        "../sorted/red-tile/IMG_0001.jpg, ../sorted/red-tile/IMG_0001-2.jpg",
        "C:\\sorted.old\\scan, C:\\sorted.old\\scan-2",
        "sorted/a.tar.gz, sorted/a.tar-2.gz",
        "sorted/.hidden, sorted/.hidden-2",
        "sorted/dot., sorted/dot-2.",
    })
    void theNumberStandsBeforeTheLastSuffix(String name, String numbered) {
        assertThat(NumberedName.of(name, 2)).isEqualTo(numbered);
    }

    @Test
    void afterNinetyNineItIsRandom() {
        assertThat(NumberedName.of("a.jpg", 99)).isEqualTo("a-99.jpg");
        assertThat(NumberedName.of("a.jpg", 100)).matches("a-[0-9a-f-]{36}\\.jpg");
        assertThat(NumberedName.of("a.jpg", 100)).isNotEqualTo(NumberedName.of("a.jpg", 100));
    }

    @Test
    void aLongNameDoesNotGrowWhereAFileSystemMayTakeNoLongerOne() {
        String longest = "a".repeat(139) + ".jpg"; // on eCryptfs

        assertThat(NumberedName.of("sorted/" + longest, 2)).isEqualTo("sorted/" + "a".repeat(137) + "-2.jpg");
        assertThat(NumberedName.of("a".repeat(200) + ".jpg", 100)).hasSize(204);
    }

    @Test
    void aLongNameIsShortenedByWholeCharacters() {
        String name = NumberedName.of("sorted/" + "\uD83D\uDC1E".repeat(62) + ".jpg", 2);

        assertThat(name).startsWith("sorted/\uD83D\uDC1E").endsWith("\uD83D\uDC1E-2.jpg");
        assertThat(name.substring("sorted/".length()).getBytes(StandardCharsets.UTF_8).length)
                .isBetween(250, 255);
    }
}
