package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Similarity SIMILARITY =
            new Similarity(2, 3, List.of(List.of(0.1, 0.2, 0.3), List.of(0.4, 0.5, -0.6)));

    @Test
    void scoresImageAgainstText() {
        assertThat(SIMILARITY.score(0, 2)).isEqualTo(0.3);
        assertThat(SIMILARITY.score(1, 0)).isEqualTo(0.4);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> SIMILARITY.score(2, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> SIMILARITY.score(0, 3));
    }

    @Test
    void hasTheShapeItStates() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Similarity(1, 3, SIMILARITY.scores()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Similarity(2, 2, SIMILARITY.scores()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Similarity(2, 1, List.of(List.of(0.1), List.of(0.1, 0.2))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Similarity(0, 1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Similarity(1, 0, List.of(List.of())));
    }

    @Test
    void scoresAreFinite() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Similarity(1, 1, List.of(List.of(Double.NaN))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Similarity(1, 1, List.of(List.of(Double.POSITIVE_INFINITY))));
    }

    @Test
    void cannotBeChanged() {
        List<Double> row = new ArrayList<>(List.of(0.5));
        List<List<Double>> rows = new ArrayList<>(List.of(row));
        Similarity kept = new Similarity(1, 1, rows);
        row.set(0, 0.9);
        rows.clear();
        assertThat(kept.score(0, 0)).isEqualTo(0.5);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> kept.scores().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> kept.scores().get(0).set(0, 1.0));
    }

    @Test
    void passesThroughJsonBothWays() throws JsonProcessingException {
        String json = MAPPER.writeValueAsString(SIMILARITY);
        assertThat(json).isEqualTo("{\"imageCount\":2,\"textCount\":3,\"scores\":[[0.1,0.2,0.3],[0.4,0.5,-0.6]]}");
        assertThat(MAPPER.readValue(json, Similarity.class))
                .isEqualTo(SIMILARITY)
                .hasSameHashCodeAs(SIMILARITY);
    }
}
