package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableAnswerTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TableAnswer SUM = new TableAnswer("SUM > 3", List.of(new Cell(0, 1, "3")), "SUM");

    @Test
    void passesThroughJsonBothWays() throws JsonProcessingException {
        String json = MAPPER.writeValueAsString(SUM);
        assertThat(json)
                .isEqualTo("{\"answer\":\"SUM > 3\",\"cells\":[{\"row\":0,\"column\":1,\"text\":\"3\"}],"
                        + "\"aggregator\":\"SUM\"}");
        assertThat(MAPPER.readValue(json, TableAnswer.class)).isEqualTo(SUM);
    }

    @Test
    void leavesOutWhatIsNotKnown() throws JsonProcessingException {
        TableAnswer written = new TableAnswer("3", List.of(), null);
        assertThat(MAPPER.writeValueAsString(written)).isEqualTo("{\"answer\":\"3\",\"cells\":[]}");
    }

    @Test
    void cannotBeChangedAndCountsFromZero() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> SUM.cells().clear());
        assertThatIllegalArgumentException().isThrownBy(() -> new Cell(-1, 0, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cell(0, -1, "a"));
    }
}
