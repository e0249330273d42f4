package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntitiesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Entity ANN = new Entity("PER", 0.75, "Ann", 3, 6);
    private static final Entity ROME = new Entity("LOC", 0.5, "Rome", 10, 14);

    @Test
    void standInTheOrderOfTheText() {
        Entity both = new Entity("X", 1, "Ann of Rome", 3, 14);
        assertThat(new Entities(List.of(ROME, both, ANN))).containsExactly(ANN, both, ROME);
    }

    @Test
    void mayBeNone() throws JsonProcessingException {
        assertThat(new Entities(List.of())).isEmpty();
        assertThat(MAPPER.readValue("[]", Entities.class)).isEmpty();
    }

    @Test
    void cannotBeChanged() {
        List<Entity> given = new ArrayList<>(List.of(ANN));
        Entities kept = new Entities(given);
        given.clear();
        assertThat(kept).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> kept.remove(0));
    }

    @Test
    void passThroughJsonBothWays() throws JsonProcessingException {
        Entities both = new Entities(List.of(ANN, ROME));
        String json = MAPPER.writeValueAsString(both);
        assertThat(json)
                .isEqualTo("[{\"label\":\"PER\",\"score\":0.75,\"text\":\"Ann\",\"start\":3,\"end\":6},"
                        + "{\"label\":\"LOC\",\"score\":0.5,\"text\":\"Rome\",\"start\":10,\"end\":14}]");
        assertThat(MAPPER.readValue(json, Entities.class)).isEqualTo(both);
    }

    @Test
    void haveFiniteScoresAndPlacesThatFitTheirText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Entity("PER", Double.NaN, "Ann", 0, 3))
                .withMessageContaining("PER");
        assertThatIllegalArgumentException().isThrownBy(() -> new Entity("PER", 1, "Ann", 0, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new Entity("PER", 1, "Ann", -1, 2));
    }
}
