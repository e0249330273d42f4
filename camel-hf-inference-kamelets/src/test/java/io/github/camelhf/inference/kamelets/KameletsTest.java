package io.github.camelhf.inference.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Similarity;
import io.github.camelhf.inference.result.Transcript;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each Kamelet in a YAML route, and what their definitions promise. */
class KameletsTest {

    private static final String TEXT = "Ada Lovelace wrote a good programme in London";

    private static final Map<String, Class<?>> RESULTS = Map.ofEntries(
            Map.entry("classify", Classifications.class),
            Map.entry("zero-shot", Classifications.class),
            Map.entry("detect", Detections.class),
            Map.entry("caption", String.class),
            Map.entry("embed-image", Embedding.class),
            Map.entry("similarity", Similarity.class),
            Map.entry("embed", Embedding.class),
            Map.entry("classify-text", Classifications.class),
            Map.entry("zero-shot-text", Classifications.class),
            Map.entry("entities", Entities.class),
            Map.entry("summarize", String.class),
            Map.entry("translate", String.class),
            Map.entry("transcribe", Transcript.class),
            Map.entry("chat", String.class));

    private static final Set<String> OF_PICTURES =
            Set.of("classify", "zero-shot", "detect", "caption", "embed-image", "similarity");

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    @BeforeAll
    static void start() throws Exception {
        CONTEXT.getPropertiesComponent()
                .addInitialProperty("emulator", EMULATOR.url().toString());
        CONTEXT.getComponent("hf-inference", HfInferenceComponent.class)
                .getConfiguration()
                .setBaseUrl(EMULATOR.hostedUrl().toString());
        CONTEXT.start();
        PluginHelper.getRoutesLoader(CONTEXT)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(CONTEXT, "classpath:camel/kamelets.yaml"));
    }

    @AfterAll
    static void stop() throws IOException {
        CONTEXT.close();
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target/classes/kamelets"))) {
            return files.map(file -> file.getFileName().toString())
                    .map(file -> file.replace("hf-inference-", "").replace("-action.kamelet.yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void eachIsTriedHere() throws IOException {
        assertThat(names()).containsExactlyInAnyOrderElementsOf(RESULTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aYamlRouteUsesIt(String name) throws Exception {
        Object body = OF_PICTURES.contains(name) ? picture() : name.equals("transcribe") ? recording() : TEXT;

        Exchange answered = send(name, body);

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody()).isInstanceOf(RESULTS.get(name));
        assertThat(EMULATOR.requests()).hasSize(1);
        assertThat(EMULATOR.requests().get(0).header("x-use-cache")).isEmpty();
    }

    @Test
    void aTextReachesTheServerAsItIsWritten() throws Exception {
        assertThat(send("chat-as-written", "Hello").getException()).isNull();

        assertThat(EMULATOR.requests().get(0).bodyText()).contains("Add 1+1 & say it in 100% of cases #2 (briefly)");
    }

    @Test
    void aFailureIsTheComponentsOwn() throws Exception {
        EMULATOR.fault(Fault.rateLimited());

        assertThat(send("classify", picture()).getException()).isInstanceOf(RateLimitedException.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsDeclaredIsUsedAndIsAnOptionOfTheComponent(String name) throws IOException {
        Map<?, ?> spec = map(kamelet(name), "spec");
        Map<?, ?> declared = map(map(spec, "definition"), "properties");
        Map<?, ?> to =
                map((Map<?, ?>) ((List<?>) map(map(spec, "template"), "from").get("steps")).get(0), "to");
        Map<?, ?> written = map(to, "parameters");
        Object required = map(spec, "definition").get("required");
        Set<String> options = options();

        Set<String> used = new HashSet<>();
        written.forEach((option, value) -> {
            String property = value.toString().replaceAll("RAW|[{}?()]", "");
            used.add(property);
            assertThat(option.toString())
                    .satisfiesAnyOf(
                            known -> assertThat(options).contains(known),
                            known -> assertThat(known).startsWith("parameters."));
            boolean optional = !(required instanceof List<?> names && names.contains(property));
            String placeholder = optional ? "{{?" + property + "}}" : "{{" + property + "}}";
            boolean text = map(declared, property).get("type").equals("string");
            assertThat(value)
                    .as("an ampersand in a text would begin another option")
                    .isEqualTo(text ? "RAW(" + placeholder + ")" : placeholder);
        });
        assertThat(used).isEqualTo(declared.keySet());
        assertThat(declared.values())
                .allSatisfy(property -> assertThat(((Map<?, ?>) property).get("description"))
                        .asString()
                        .endsWith("."));
        assertThat(map(declared, "token").get("format")).isEqualTo("password");
        assertThat(String.valueOf(spec.get("dependencies")))
                .contains("camel-hf-inference:")
                .doesNotContain("$");
    }

    @Test
    void thePageNamesEachWithWhatItTakes() throws IOException {
        String page = Files.readString(Path.of("../docs/kamelets.md"));
        for (String name : names()) {
            Map<?, ?> declared = map(map(map(kamelet(name), "spec"), "definition"), "properties");
            String row = page.lines()
                    .filter(line -> line.startsWith("| `hf-inference-" + name + "-action` |"))
                    .collect(Collectors.joining());
            assertThat(declared.keySet())
                    .allSatisfy(property -> assertThat(row + page.substring(page.indexOf("All take")))
                            .contains("`" + property + "`"));
        }
    }

    private static Exchange send(String name, Object body) {
        return CONTEXT.createProducerTemplate()
                .request("direct:" + name, exchange -> exchange.getMessage().setBody(body));
    }

    private static Map<?, ?> kamelet(String name) throws IOException {
        String file = "target/classes/kamelets/hf-inference-" + name + "-action.kamelet.yaml";
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of(file)));
    }

    private static Map<?, ?> map(Map<?, ?> outer, String key) {
        return (Map<?, ?>) outer.get(key);
    }

    private static Set<String> options() throws IOException {
        try (InputStream catalog =
                KameletsTest.class.getResourceAsStream("/META-INF/io/github/camelhf/inference/hf-inference.json")) {
            JsonNode options = new ObjectMapper().readTree(catalog).get("properties");
            return options.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        }
    }

    private static byte[] picture() throws IOException {
        BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        picture.createGraphics().fillRect(8, 8, 16, 16);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    private static byte[] recording() throws IOException {
        byte[] silence = new byte[16_000];
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(
                        new ByteArrayInputStream(silence),
                        new AudioFormat(8000, 16, 1, true, false),
                        silence.length / 2),
                AudioFileFormat.Type.WAVE,
                wav);
        return wav.toByteArray();
    }
}
