package io.github.camelhf.inference.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.HfInferenceConfiguration;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** How options may be spelled, without an application around them. */
class WrittenPropertiesTest {

    private static final String PREFIX = WrittenProperties.PREFIX + ".";
    private static final SSLContextParameters TLS = new SSLContextParameters();

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final StandardEnvironment environment = new StandardEnvironment();
    private final HfInferenceComponent component = camel.getComponent("hf-inference", HfInferenceComponent.class);

    @AfterEach
    void close() throws IOException {
        camel.close();
    }

    @Test
    void everyOptionOfTheCatalogIsBound() throws IOException {
        camel.getRegistry().bind("tls", TLS);
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, Object> written = new LinkedHashMap<>();
        Catalog.componentOptions().forEach((name, option) -> {
            if (option.get("javaType").asText().startsWith("java.util.Map")) {
                written.put(Catalog.dashed(name) + "[X-any_Key]", "7");
                expected.put(name, "{X-any_Key=7}");
            } else {
                String value = another(name, option);
                written.put(Catalog.dashed(name), value);
                expected.put(name, option.get("type").asText().equals("duration") ? "PT3S" : value);
            }
        });
        written.put("ssl-context-parameters", "#bean:tls");
        expected.put("sslContextParameters", TLS.toString());

        set(written);

        PropertyConfigurerGetter options =
                (PropertyConfigurerGetter) Objects.requireNonNull(component.getComponentPropertyConfigurer());
        assertThat(expected)
                .hasSizeGreaterThan(50)
                .allSatisfy((name, value) -> assertThat(String.valueOf(options.getOptionValue(component, name, false)))
                        .as(name)
                        .isEqualTo(value));
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                arguments("max-in-flight", Map.of()),
                arguments("maxInFlight", Map.of()),
                arguments("max_in_flight", Map.of()),
                arguments("MAX-IN-FLIGHT", Map.of()),
                arguments("configuration.max-in-flight", Map.of()),
                arguments("", Map.of("CAMEL_COMPONENT_HFINFERENCE_MAXINFLIGHT", "7")),
                arguments("", Map.of("CAMEL_COMPONENT_HF_INFERENCE_MAX_IN_FLIGHT", "7")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("spellings")
    void anySpellingOfSpringIsRead(String property, Map<String, Object> inEnvironment) {
        environment(inEnvironment);
        set(property.isEmpty() ? Map.of() : Map.of(property, "7"));

        assertThat(configuration().getMaxInFlight()).isEqualTo(7);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("spellings")
    void whatComesFirstWinsWhateverItsSpelling(String property, Map<String, Object> inEnvironment) {
        environment(inEnvironment);
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "file", Map.of(PREFIX + "max-in-flight", "1", "camel.component.hf-inference.top-k", "2")));
        set(property.isEmpty() ? Map.of() : Map.of(property, "7"));

        assertThat(configuration().getMaxInFlight()).isEqualTo(7);
        assertThat(configuration().getTopK()).isEqualTo(2);
    }

    @Test
    void namesOfParametersAndHeadersStayAsTheyAre() {
        set(Map.of("parameters.max_new_tokens", "7", "parameters[a.b]", "1", "header.X-Tenant-Id", "one"));

        assertThat(configuration().getParameters()).containsOnlyKeys("max_new_tokens", "a.b");
        assertThat(configuration().getHeader()).containsOnlyKeys("X-Tenant-Id");
    }

    @Test
    void whatIsNoOptionIsNamedWithoutItsValue() {
        assertThatThrownBy(() -> set(Map.of("tokn", "hf_secret", "max-in-flight", "7", "Enabled", "true")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no option for camel.component.hf-inference.tokn;")
                .hasMessageNotContaining("hf_secret");
        assertThatThrownBy(() -> set(Map.of("labels[0]", "red", "labels[1]", "blue")))
                .hasMessageContaining("labels.0, camel.component.hf-inference.labels.1")
                .hasMessageContaining("in one line with commas");
    }

    private HfInferenceConfiguration configuration() {
        return component.getConfiguration();
    }

    private void environment(Map<String, Object> variables) {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
    }

    private void set(Map<String, Object> options) {
        Map<String, Object> properties = new LinkedHashMap<>();
        options.forEach((name, value) -> properties.put(PREFIX + name, value));
        environment.getPropertySources().addFirst(new MapPropertySource("commandLine", properties));
        new WrittenProperties(environment, camel).setOn(component);
    }

    private static String another(String name, JsonNode option) {
        return switch (option.get("type").asText()) {
            case "boolean" -> String.valueOf(!option.path("defaultValue").asBoolean());
            case "integer" -> "7";
            case "number" -> "0.5";
            case "duration" -> "3s";
            case "enum" ->
                StreamSupport.stream(option.get("enum").spliterator(), false)
                        .map(JsonNode::asText)
                        .filter(value ->
                                !value.equals(option.path("defaultValue").asText()))
                        .findFirst()
                        .orElseThrow();
            default -> "any " + name;
        };
    }
}
