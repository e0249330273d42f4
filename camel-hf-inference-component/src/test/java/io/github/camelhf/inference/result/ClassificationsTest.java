package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Classification OAK = new Classification("oak", 0.7);
    private static final Classification TILE = new Classification("tile", 0.2);
    private static final Classification STONE = new Classification("stone", 0.1);
    private static final Classifications ALL = new Classifications(List.of(TILE, STONE, OAK));

    @Test
    void putsTheBestFirst() {
        assertThat(ALL).containsExactly(OAK, TILE, STONE);
        assertThat(ALL.best()).isEqualTo(OAK);
        assertThat(ALL.margin()).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void keepsTheServersOrderAmongEqualScores() {
        Classification a = new Classification("a", 0.5);
        Classification b = new Classification("b", 0.5);
        assertThat(new Classifications(List.of(b, a))).containsExactly(b, a);
        assertThat(new Classifications(List.of(b, a)).margin()).isZero();
    }

    @Test
    void marginOfOneLabelIsItsScore() {
        assertThat(new Classifications(List.of(OAK)).margin()).isEqualTo(0.7);
    }

    @Test
    void sortsRawScoresBelowZero() {
        Classification low = new Classification("low", -12.5);
        Classification high = new Classification("high", 3);
        assertThat(new Classifications(List.of(low, high))).containsExactly(high, low);
    }

    @Test
    void cutsToTheBest() {
        assertThat(ALL.top(2)).containsExactly(OAK, TILE);
        assertThat(ALL.top(3)).isSameAs(ALL);
        assertThat(ALL.top(99)).isSameAs(ALL);
    }

    @Test
    void isNeverEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Classifications(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> ALL.top(0));
        assertThatExceptionOfType(ValueInstantiationException.class)
                .isThrownBy(() -> MAPPER.readValue("[]", Classifications.class));
    }

    @Test
    void cannotBeChanged() {
        List<Classification> given = new ArrayList<>(List.of(OAK, TILE));
        Classifications kept = new Classifications(given);
        given.clear();
        assertThat(kept).hasSize(2);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> kept.add(STONE));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> kept.set(0, STONE));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> kept.remove(0));
    }

    @Test
    void equalsAnyListOfTheSame() {
        assertThat(ALL).isEqualTo(List.of(OAK, TILE, STONE)).hasSameHashCodeAs(List.of(OAK, TILE, STONE));
        assertThat(ALL).isEqualTo(new Classifications(List.of(OAK, STONE, TILE)));
        assertThat(ALL).isNotEqualTo(ALL.top(2));
    }

    @Test
    void passesThroughJsonBothWays() throws JsonProcessingException {
        String json = MAPPER.writeValueAsString(ALL);
        assertThat(json)
                .isEqualTo("[{\"label\":\"oak\",\"score\":0.7},{\"label\":\"tile\",\"score\":0.2},"
                        + "{\"label\":\"stone\",\"score\":0.1}]");
        assertThat(MAPPER.readValue(json, Classifications.class)).isEqualTo(ALL);
        assertThat(MAPPER.readValue("{\"label\":\"oak\",\"score\":7e-1}", Classification.class))
                .isEqualTo(OAK);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void scoreIsFinite(double score) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Classification("oak", score))
                .withMessageContaining("oak");
    }
}
