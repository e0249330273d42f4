package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Answer PARIS = new Answer("Paris", 0.75, 25, 30);
    private static final Answer ROME = new Answer("Rome", 0.5, null, null);
    private static final Answer UNSURE = new Answer("perhaps", null, null, null);

    @Test
    void bestComesFirstAndThoseWithoutAScoreLast() {
        Answers answers = new Answers(List.of(UNSURE, ROME, PARIS));
        assertThat(answers).containsExactly(PARIS, ROME, UNSURE);
        assertThat(answers.best()).isEqualTo(PARIS);
        assertThat(answers.top(1)).containsExactly(PARIS);
        assertThat(answers.top(9)).isSameAs(answers);
    }

    @Test
    void areNeverNoneAndCannotBeChanged() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Answers(List.of()));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> new Answers(List.of(PARIS)).remove(0));
    }

    @Test
    void passThroughJsonBothWaysWithoutWhatIsNotKnown() throws JsonProcessingException {
        Answers answers = new Answers(List.of(PARIS, UNSURE));
        String json = MAPPER.writeValueAsString(answers);
        assertThat(json)
                .isEqualTo("[{\"text\":\"Paris\",\"score\":0.75,\"start\":25,\"end\":30},{\"text\":\"perhaps\"}]");
        assertThat(MAPPER.readValue(json, Answers.class)).isEqualTo(answers);
    }

    @Test
    void haveFiniteScoresAndPlacesInTheirOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer("a", Double.NaN, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer("a", 1.0, 2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer("a", 1.0, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer("a", 1.0, 1, null));
    }
}
