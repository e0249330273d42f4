package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Embedding of(float... values) {
        return new Embedding(values);
    }

    @Test
    void isAListOfItsNumbers() {
        Embedding embedding = of(0.5f, -1, 2);
        assertThat(embedding).containsExactly(0.5f, -1f, 2f);
        assertThat(embedding.size()).isEqualTo(3);
        assertThat(embedding.get(1)).isEqualTo(-1f);
        assertThat(embedding.toFloatArray()).containsExactly(0.5f, -1, 2);
        assertThat(embedding.toArray()).containsExactly(0.5f, -1f, 2f);
        assertThat(embedding.toArray(new Float[0])).containsExactly(0.5f, -1f, 2f);
        assertThat(embedding.subList(1, 3)).containsExactly(-1f, 2f);
    }

    @Test
    void sharesNoArray() {
        float[] given = {1, 2};
        Embedding embedding = new Embedding(given);
        given[0] = 9;
        embedding.toFloatArray()[1] = 9;
        assertThat(embedding).containsExactly(1f, 2f);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> embedding.set(0, 9f));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> embedding.add(9f));
    }

    @Test
    void equalsAnyListOfTheSame() {
        assertThat(of(1, 2)).isEqualTo(of(1, 2)).isEqualTo(List.of(1f, 2f)).hasSameHashCodeAs(List.of(1f, 2f));
        assertThat(List.of(1f, 2f)).isEqualTo(of(1, 2));
        assertThat(of(1, 2)).isNotEqualTo(of(1, 3)).isNotEqualTo(of(1)).isNotEqualTo(List.of(1.0, 2.0));
        assertThat(of(0f)).isNotEqualTo(of(-0f)).isNotEqualTo(List.of(-0f));
    }

    @Test
    void passesThroughJsonBothWays() throws JsonProcessingException {
        Embedding embedding = of(0.1f, -1.5e-20f, Float.MAX_VALUE, Float.MIN_VALUE);
        String json = MAPPER.writeValueAsString(embedding);
        assertThat(json).isEqualTo("[0.1,-1.5E-20,3.4028235E38,1.4E-45]");
        assertThat(MAPPER.readValue(json, Embedding.class)).isEqualTo(embedding);
        assertThat(MAPPER.writeValueAsString(List.of(of(1), of(2)))).isEqualTo("[[1.0],[2.0]]");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbersAreFinite(float value) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, value));
    }

    @Test
    void measuresTheAngle() {
        assertThat(of(1, 0).cosine(of(5, 0))).isEqualTo(1);
        assertThat(of(1, 0).cosine(of(0, 3))).isZero();
        assertThat(of(1, 2).cosine(of(-2, -4))).isEqualTo(-1, within(1e-12));
        assertThat(of(1, 1).cosine(of(1, 0))).isEqualTo(Math.sqrt(0.5), within(1e-12));
        assertThat(of(0, 0).cosine(of(1, 0))).isZero();
    }

    @Test
    void angleSurvivesHugeAndTinyNumbers() {
        assertThat(of(Float.MAX_VALUE, 0).cosine(of(Float.MAX_VALUE, 0))).isEqualTo(1, within(1e-12));
        assertThat(of(Float.MIN_VALUE, 0).cosine(of(Float.MIN_VALUE, 0))).isEqualTo(1, within(1e-12));
    }

    @Test
    void angleNeverLeavesItsBounds() {
        Random random = new Random(5);
        for (int i = 0; i < 1000; i++) {
            float[] values = new float[768];
            float[] scaled = new float[768];
            float factor = (i % 2 == 0 ? 1 : -1) / 3f;
            for (int k = 0; k < values.length; k++) {
                values[k] = random.nextFloat() - 0.5f;
                scaled[k] = values[k] * factor;
            }
            assertThat(new Embedding(values).cosine(new Embedding(scaled))).isBetween(-1.0, 1.0);
        }
    }

    @Test
    void comparesOnlyTheSameSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 2).cosine(of(1)))
                .withMessageContaining("2 and 1");
    }
}
