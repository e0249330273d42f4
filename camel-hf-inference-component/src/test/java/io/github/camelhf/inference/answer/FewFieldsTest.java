package io.github.camelhf.inference.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FewFieldsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5, 9, 40})
    void anObjectIsTheSameMapHoweverManyFieldsItHas(int count) throws IOException {
        Map<String, Object> expected = new LinkedHashMap<>();
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            expected.put("name" + i, (double) i);
            json.append(i == 0 ? "" : ",")
                    .append("\"name")
                    .append(i)
                    .append("\":")
                    .append(i);
        }

        Map<?, ?> read = (Map<?, ?>) read(json.append('}').toString());

        assertThat(read).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected.toString());
        assertThat(List.copyOf(read.keySet())).isEqualTo(List.copyOf(expected.keySet()));
        assertThat(read.get("name1")).isEqualTo(expected.get("name1"));
        assertThat(read.containsKey("name0")).isEqualTo(count > 0);
        assertThat(read.containsKey("other")).isFalse();
    }

    @Test
    void objectsWithinObjectsKeepTheirFields() throws IOException {
        assertThat(read("{\"a\":{\"b\":[{\"c\":\"1\"},{}],\"d\":{\"e\":\"2\"}},\"f\":\"3\"}"))
                .isEqualTo(Map.of(
                        "a", Map.of("b", List.of(Map.of("c", "1"), Map.of()), "d", Map.of("e", "2")), "f", "3"));
    }

    @Test
    void aNameThatComesTwiceIsRefused() {
        assertThatThrownBy(() -> read("{\"label\":\"a\",\"label\":\"b\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Duplicate field 'label'");
    }

    private static Object read(String json) throws IOException {
        return AnswerReader.read(json.getBytes(StandardCharsets.UTF_8), Numbers.Doubles::new);
    }
}
