package io.github.camelhf.inference.emulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextVectorTest {

    private final TextVector texts = new TextVector(Vocabulary.load());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "?!",
                "tile",
                "a photo of a red tile",
                "the wall",
                "zxqj",
                "x",
                "größe",
                "瓷砖",
                "🙂",
                "1 2 3",
                "red tile red tile red tile"
            })
    void everyTextHasLengthOne(String text) {
        float[] vector = texts.of(text);
        assertThat(vector).hasSize(768);
        assertThat(UnitVector.dot(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void passesOverWordsThatNameNoLook() {
        assertThat(texts.of("A photo of a red tile!")).containsExactly(texts.of("red tile"));
    }

    @Test
    void textsOfPassedOverWordsStillDiffer() {
        assertThat(cosine("the wall", "a floor")).isLessThan(0.9);
    }

    @ParameterizedTest
    @CsvSource({
        "tile,     porcelain, wood",
        "stone,    granite,   tile",
        "oak,      parquet,   brick",
        "grass,    leaves,    metal",
        "sky,      water,     brick",
        "fabric,   carpet,    sky",
        "red,      crimson,   blue",
        "red tile, blue tile, green grass",
        "red tile, red brick, blue sky"
    })
    void relatedWordsLieNearer(String text, String related, String unrelated) {
        assertThat(cosine(text, related)).isGreaterThan(cosine(text, unrelated) + 0.2);
    }

    @Test
    void unknownWordsHaveDirectionsOfTheirOwn() {
        assertThat(cosine("giraffe", "sonata")).isLessThan(0.4);
        assertThat(cosine("giraffe", "tile")).isZero();
        assertThat(cosine("giraffes", "giraffe")).isGreaterThan(0.6);
    }

    @Test
    void anUnknownWordBesideAKnownOneChangesLittle() {
        assertThat(cosine("handmade tile", "tile")).isBetween(0.95, 0.999);
    }

    @Test
    void noWordsAreLikeNothing() {
        assertThat(cosine("", "tile")).isZero();
        assertThat(cosine("", "giraffe")).isZero();
    }

    private double cosine(String one, String other) {
        return UnitVector.dot(texts.of(one), texts.of(other));
    }
}
