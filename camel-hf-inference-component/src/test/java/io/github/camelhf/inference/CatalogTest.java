package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.task.AutoMode;
import io.github.camelhf.inference.task.Task;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog entry, from which editors, validators and the options page take what they know. */
class CatalogTest {

    private static final ComponentModel MODEL = CatalogEntry.model();
    private static final CamelCatalog CATALOG = new DefaultCamelCatalog();

    @BeforeAll
    static void register() {
        CATALOG.addComponent("hf-inference", HfInferenceComponent.class.getName(), CatalogEntry.json());
    }

    @Test
    void theComponentIsAnAsynchronousProducer() {
        assertThat(MODEL.getScheme()).isEqualTo("hf-inference");
        assertThat(MODEL.isAsync()).isTrue();
        assertThat(MODEL.isProducerOnly()).isTrue();
        assertThat(MODEL.getJavaType()).isEqualTo(HfInferenceComponent.class.getName());
        assertThat(MODEL.getDescription()).endsWith(".");
    }

    @Test
    void theModesAreTheTasksAndAuto() {
        List<String> modes =
                new ArrayList<>(Arrays.stream(Task.values()).map(Task::mode).toList());
        modes.add(AutoMode.NAME);

        assertThat(MODEL.getEndpointPathOptions().get(0).getEnums()).isEqualTo(modes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf-inference:image-classification?model=google/vit-base-patch16-224&topK=3",
                "hf-inference:zero-shot?endpointUrl=https://example.org&labels=ceramic tile,natural stone",
                "hf-inference:text-embedding?model=a/b&parameters.normalize=true&requestTimeout=30s",
                "hf-inference:similarity?endpointUrl={{siglip.url}}&token={{token}}",
                "hf-inference:auto?endpointUrl={{siglip.url}}&maxInFlight=8&resultFormat=json"
            })
    void goodUrisPass(String uri) {
        EndpointValidationResult result = CATALOG.validateEndpointProperties(uri);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hf-inference:chatter?model=a/b                                | mode
            hf-inference:zero-shot?model=a/b&labelz=a                     | labelz
            hf-inference:zero-shot?model=a/b&api=soap                     | api
            hf-inference:zero-shot?model=a/b&topK=many                    | topK
            hf-inference:zero-shot?model=a/b&requestTimeout=soon          | requestTimeout
            hf-inference:zero-shot?model=a/b&allowInsecureToken=perhaps   | allowInsecureToken
            hf-inference:zero-shot?model=a/b&minScore=high                | minScore
            """)
    void badUrisAreFoundWithoutStartingARoute(String uri, String option) {
        EndpointValidationResult result = CATALOG.validateEndpointProperties(uri);

        assertThat(result.isSuccess()).isFalse();
        assertThat(wrongOptions(result)).containsExactly(option);
    }

    private static List<String> wrongOptions(EndpointValidationResult result) {
        Stream<String> unknown = result.getUnknown() == null ? Stream.of() : result.getUnknown().stream();
        Stream<String> invalid = Stream.of(
                        result.getInvalidEnum(),
                        result.getInvalidBoolean(),
                        result.getInvalidInteger(),
                        result.getInvalidNumber(),
                        result.getInvalidDuration())
                .filter(Objects::nonNull)
                .flatMap(options -> options.keySet().stream());
        return Stream.concat(unknown, invalid).toList();
    }

    @Test
    void propertiesOfTheComponentAreChecked() {
        assertThat(CATALOG.validateConfigurationProperty("camel.component.hf-inference.max-in-flight=8")
                        .isSuccess())
                .isTrue();
        assertThat(CATALOG.validateConfigurationProperty("camel.component.hf-inference.max-in-fligth=8")
                        .isSuccess())
                .isFalse();
    }

    static Stream<BaseOptionModel> options() {
        return Stream.of(MODEL.getEndpointOptions(), MODEL.getComponentOptions(), MODEL.getEndpointHeaders())
                .<BaseOptionModel>flatMap(List::stream)
                // Inherited from Camel, with its own words.
                .filter(option -> !option.getName().startsWith("healthCheck"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void everythingIsDescribedInSentences(BaseOptionModel option) {
        assertThat(option.getDescription())
                .as(option.getName())
                .matches("(?s)[A-Z0-9a-z].*\\.")
                .doesNotContain("  ");
    }

    @ParameterizedTest
    @MethodSource("options")
    void aNumberOrDurationWithADefaultNamesItsRange(BaseOptionModel option) {
        boolean bounded = Set.of("integer", "duration").contains(String.valueOf(option.getType()))
                && option.getDefaultValue() != null;

        assertThat(!bounded || option.getDescription().matches(".*\\b(\\d+ or more|[Aa]t least \\d+|\\d+ to \\d+).*"))
                .as("%s says which values it takes: %s", option.getName(), option.getDescription())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("options")
    void whatNamesASecretIsMarkedAsOne(BaseOptionModel option) {
        boolean secret = option.getName().matches("(?i).*(token|password|secret|key|proxyuser)")
                && "string".equals(option.getType());

        assertThat(option.isSecret()).as(option.getName()).isEqualTo(secret);
    }

    @Test
    void theTokenIsASecretOnBothLevels() {
        assertThat(options().filter(BaseOptionModel::isSecret).map(BaseOptionModel::getName))
                .contains("token")
                .filteredOn("token"::equals)
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "properties, allowInsecureToken, insecure:ssl",
        "properties, useFoundToken, insecure:dev",
        "componentProperties, allowInsecureToken, insecure:ssl",
        "componentProperties, useFoundToken, insecure:dev"
    })
    void whatWeakensSecurityIsMarkedForNewerCamels(String level, String option, String mark) throws Exception {
        JsonNode written = new ObjectMapper().readTree(CatalogEntry.json()).at("/" + level + "/" + option);

        assertThat(written.path("security").asText()).isEqualTo(mark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"properties", "componentProperties"})
    void secretsAreMarkedForNewerCamelsToo(String level) throws Exception {
        assertThat(new ObjectMapper().readTree(CatalogEntry.json()).path(level))
                .filteredOn(option -> option.path("secret").asBoolean())
                .isNotEmpty()
                .allSatisfy(
                        option -> assertThat(option.path("security").asText()).isEqualTo("secret"));
    }

    @Test
    void theConsoleIsDescribedAsNewerCamelsDoIt() throws Exception {
        DevConsole annotation = HfInferenceDevConsole.class.getAnnotation(DevConsole.class);
        JsonNode written = new ObjectMapper()
                .readTree(CatalogTest.class.getResource("/META-INF/org/apache/camel/dev-console/hf-inference.json"))
                .path("console");

        assertThat(written.path("javaType").asText()).isEqualTo(HfInferenceDevConsole.class.getName());
        assertThat(written.path("name").asText()).isEqualTo(annotation.name());
        assertThat(written.path("title").asText()).isEqualTo(annotation.displayName());
        assertThat(written.path("description").asText()).isEqualTo(annotation.description());
        assertThat(written.path("version").asText()).isEqualTo(MODEL.getVersion());
    }

    @Test
    void everyHeaderIsOursAndInTheCatalog() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field constant : HfInferenceHeaders.class.getFields()) {
            names.add((String) constant.get(null));
        }

        assertThat(names)
                .hasSizeGreaterThan(10)
                .allMatch(name -> name.startsWith("CamelHfInference") || name.startsWith("CamelLangChain4jEmbeddings"));
        assertThat(MODEL.getEndpointHeaders())
                .extracting(BaseOptionModel::getName)
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(MODEL.getEndpointHeaders())
                .allMatch(header -> Set.of("in", "out").contains(header.getLabel()))
                .allMatch(header -> !header.getJavaType().isEmpty());
    }
}
