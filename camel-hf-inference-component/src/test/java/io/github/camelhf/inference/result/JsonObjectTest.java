package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

    private static final String JSON = "{\"total\":12.5,\"lines\":[{\"what\":\"tile\"},null],\"note\":null}";

    private static JsonObject read() throws Exception {
        return new ObjectMapper().readValue(JSON, JsonObject.class);
    }

    @Test
    void isAMapThatJacksonReadsAndWrites() throws Exception {
        Map<String, Object> same = new LinkedHashMap<>();
        same.put("total", 12.5);
        List<Object> lines = new ArrayList<>();
        lines.add(Map.of("what", "tile"));
        lines.add(null);
        same.put("lines", lines);
        same.put("note", null);

        assertThat(read()).isEqualTo(same).hasSameHashCodeAs(same).containsKey("note");
        assertThat(new HashMap<>(same)).isEqualTo(read());
        assertThat(new ObjectMapper().writeValueAsString(read())).isEqualTo(JSON);
        assertThat(read().get("none")).isNull();
    }

    @Test
    void whatIsInItIsOfTheSameKind() throws Exception {
        List<?> lines = (List<?>) read().get("lines");

        assertThat(lines).isInstanceOf(Results.class);
        assertThat(lines.get(0)).isInstanceOf(JsonObject.class);
    }

    @Test
    void doesNotChange() throws Exception {
        JsonObject object = read();
        Map<String, Object> source = new HashMap<>(Map.of("a", 1));
        JsonObject copy = new JsonObject(source);
        source.put("a", 2);

        assertThat(copy).containsEntry("a", 1);
        assertThatThrownBy(() -> object.put("total", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.entrySet().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.remove("total")).isInstanceOf(UnsupportedOperationException.class);
    }
}
