package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Segment SKY = new Segment("sky", null, new byte[] {1, 2, 3});
    private static final Segment CAT = new Segment("cat", 0.9, new byte[] {4});

    @Test
    void keepsTheServersOrder() {
        assertThat(new Segments(List.of(SKY, CAT))).containsExactly(SKY, CAT);
        assertThat(new Segments(List.of(SKY, CAT)).labelled("cat")).containsExactly(CAT);
        assertThat(new Segments(List.of())).isEmpty();
    }

    @Test
    void passesThroughJsonBothWaysWithMasksAsBase64() throws JsonProcessingException {
        Segments all = new Segments(List.of(SKY, CAT));
        String json = MAPPER.writeValueAsString(all);

        assertThat(json)
                .isEqualTo(
                        "[{\"label\":\"sky\",\"mask\":\"AQID\"},{\"label\":\"cat\",\"score\":0.9,\"mask\":\"BA==\"}]");
        assertThat(MAPPER.readValue(json, Segments.class)).isEqualTo(all);
    }

    @Test
    void sharesNoArray() {
        byte[] given = {1, 2, 3};
        Segment segment = new Segment("sky", null, given);
        given[0] = 9;
        segment.mask()[0] = 9;

        assertThat(segment).isEqualTo(SKY).hasSameHashCodeAs(SKY).isNotEqualTo(CAT);
        assertThat(segment).hasToString("Segment[label=sky, score=null, mask=3 bytes]");
    }

    @Test
    void aScoreIsFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Segment("sky", Double.NaN, new byte[0]))
                .withMessageContaining("sky");
    }
}
