package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Transcript SAID =
            new Transcript("good day", List.of(new Chunk("good", 0, 1.5), new Chunk("day", 1.5, null)));

    @Test
    void passesThroughJsonBothWays() throws JsonProcessingException {
        String json = MAPPER.writeValueAsString(SAID);

        assertThat(json)
                .isEqualTo("{\"text\":\"good day\",\"chunks\":[{\"text\":\"good\",\"start\":0.0,\"end\":1.5},"
                        + "{\"text\":\"day\",\"start\":1.5}]}");
        assertThat(MAPPER.readValue(json, Transcript.class)).isEqualTo(SAID);
    }

    @Test
    void cannotBeChanged() {
        List<Chunk> given = new ArrayList<>(SAID.chunks());
        Transcript kept = new Transcript("good day", given);
        given.clear();

        assertThat(kept).isEqualTo(SAID);
    }

    @ParameterizedTest
    @CsvSource({"-1,", "NaN,", "Infinity,", "1,0.5", "1,NaN", "1,Infinity"})
    void aChunkReachesForward(double start, Double end) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Chunk("day", start, end))
                .withMessageContaining("seconds");
    }
}
