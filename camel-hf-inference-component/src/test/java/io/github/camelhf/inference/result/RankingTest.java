package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Ranked FIRST = new Ranked(0, 0.25, "a");
    private static final Ranked SECOND = new Ranked(1, 0.75, "b");
    private static final Ranked THIRD = new Ranked(2, 0.25, "c");

    @Test
    void putsTheBestFirstAndKeepsTheMessagesOrderAmongEquals() {
        Ranking ranking = new Ranking(List.of(THIRD, FIRST, SECOND));
        assertThat(ranking).containsExactly(SECOND, FIRST, THIRD);
        assertThat(ranking.best()).isEqualTo(SECOND);
        assertThat(ranking.top(2)).containsExactly(SECOND, FIRST);
        assertThat(ranking.top(3)).isSameAs(ranking);
    }

    @Test
    void isNeverEmptyAndCannotBeChanged() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ranking(List.of()));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> new Ranking(List.of(FIRST)).remove(0));
    }

    @Test
    void passesThroughJsonBothWays() throws JsonProcessingException {
        Ranking ranking = new Ranking(List.of(FIRST, SECOND));
        String json = MAPPER.writeValueAsString(ranking);
        assertThat(json)
                .isEqualTo("[{\"index\":1,\"score\":0.75,\"text\":\"b\"},{\"index\":0,\"score\":0.25,\"text\":\"a\"}]");
        assertThat(MAPPER.readValue(json, Ranking.class)).isEqualTo(ranking);
    }

    @Test
    void hasFiniteScoresAndPlacesFromZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ranked(-1, 0.5, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ranked(0, Double.NaN, "a"));
    }
}
