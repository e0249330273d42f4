package io.github.camelhf.inference.springboot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.HfInferenceComponent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The options of the component as its catalog entry lists them. */
final class Catalog {

    private Catalog() {}

    static Map<String, JsonNode> componentOptions() throws IOException {
        Map<String, JsonNode> options = new LinkedHashMap<>();
        String entry = "/META-INF/io/github/camelhf/inference/hf-inference.json";
        try (InputStream stream =
                Objects.requireNonNull(HfInferenceComponent.class.getResourceAsStream(entry), entry)) {
            new ObjectMapper()
                    .readTree(stream)
                    .get("componentProperties")
                    .properties()
                    .forEach(option -> options.put(option.getKey(), option.getValue()));
        }
        options.remove("configuration"); // all of them as one bean
        return options;
    }

    static String dashed(String name) {
        return String.join(
                "-",
                Arrays.stream(name.split("(?=[A-Z])", -1))
                        .map(String::toLowerCase)
                        .toList());
    }
}
