package io.github.camelhf.inference.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepositoryJsonBuilder;
import org.springframework.boot.configurationmetadata.ValueHint;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application of Spring Boot that has the starter and nothing else of ours. Also run on the other line of Spring Boot. */
class StarterTest {

    private static final String PREFIX = WrittenProperties.PREFIX + ".";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static ConfigurableApplicationContext application;

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RoutesBuilder route() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:pictures").to("hf-inference:zero-shot");
                }
            };
        }
    }

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(Application.class).run(server());
    }

    private static String server() {
        return "--siglip.url=" + EMULATOR.url();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void aPictureIsClassifiedAsThePropertiesSay() throws IOException {
        Exchange answered = send(application, red());

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getHeader("CamelHfInferenceLabel")).isEqualTo("red");
        assertThat(EMULATOR.requests()).hasSize(1);
        assertThat(EMULATOR.requests().get(0).header("x-use-cache"))
                .as("of an option that nobody set")
                .isEmpty();
    }

    @Test
    void actuatorShowsMetersAndHealth() throws Exception {
        send(application, red());
        assertThat(actuator("metrics/hf.inference.messages")
                        .at("/measurements/0/value")
                        .asDouble())
                .isGreaterThanOrEqualTo(1);
        assertThat(actuator("health").toString()).contains("producer:hf-inference-zero-shot");
        assertThat(actuator("health").path("status").asText()).isEqualTo("UP");

        EMULATOR.fault(Fault.unauthorized());
        send(application, red());

        assertThat(actuator("health").path("status").asText()).isEqualTo("DOWN");
        assertThat(actuator("health/readiness").path("status").asText())
                .as("what a probe asks")
                .isEqualTo("UP");
        send(application, red());
        assertThat(actuator("health").path("status").asText()).isEqualTo("UP");
    }

    @Test
    void theApplicationsOwnCustomizerComesLast() {
        ComponentCustomizer own = ComponentCustomizer.forType(
                HfInferenceComponent.class,
                component -> component.getConfiguration().setTopK(3));
        try (ConfigurableApplicationContext other = run(own, "top-k=2", "max-in-flight=9")) {
            assertThat(component(other).getConfiguration().getTopK()).isEqualTo(3);
            assertThat(component(other).getConfiguration().getMaxInFlight()).isEqualTo(9);
        }
    }

    @Test
    void thePropertiesAreLeftAloneWhereTheCustomizerIsOff() {
        ComponentCustomizer own = ComponentCustomizer.forType(HfInferenceComponent.class, component -> {});
        try (ConfigurableApplicationContext other =
                run(own, "customizer.enabled=false", "max-in-flight=9", "no-option=1")) {
            assertThat(component(other).getConfiguration().getMaxInFlight()).isEqualTo(64);
        }
    }

    @Test
    void editorsKnowEveryOption() throws IOException {
        Map<String, ConfigurationMetadataProperty> known;
        try (InputStream metadata =
                StarterTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            known = ConfigurationMetadataRepositoryJsonBuilder.create(metadata)
                    .build()
                    .getAllProperties();
        }

        assertThat(known)
                .containsKeys(Catalog.componentOptions().keySet().stream()
                        .map(name -> PREFIX + Catalog.dashed(name))
                        .toArray(String[]::new))
                .containsKey(PREFIX + "customizer.enabled");
        assertThat(known.values())
                .allSatisfy(property -> assertThat(property.getDescription()).isNotBlank());
        assertThat(known.get(PREFIX + "max-in-flight").getDefaultValue()).isEqualTo(64);
        assertThat(known.get(PREFIX + "api").getHints().getValueHints())
                .extracting(ValueHint::getValue)
                .contains("pipeline", "multimodal");
    }

    private static HfInferenceComponent component(ConfigurableApplicationContext application) {
        return application.getBean(CamelContext.class).getComponent("hf-inference", HfInferenceComponent.class);
    }

    /** Without a route, which the options need not fit. */
    private static ConfigurableApplicationContext run(ComponentCustomizer own, String... options) {
        return new SpringApplicationBuilder(Bare.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("own", own))
                .run(Stream.concat(Stream.of(server()), Stream.of(options).map(option -> "--" + PREFIX + option))
                        .toArray(String[]::new));
    }

    /** An application that asks for nothing yet. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Bare {}

    private static JsonNode actuator(String path) throws Exception {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path))
                .timeout(Duration.ofMinutes(1))
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    private static Exchange send(ConfigurableApplicationContext application, byte[] picture) {
        return application
                .getBean(ProducerTemplate.class)
                .request("direct:pictures", exchange -> exchange.getMessage().setBody(picture));
    }

    private static byte[] red() throws IOException {
        BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 32; x++) {
            for (int y = 0; y < 32; y++) {
                picture.setRGB(x, y, 0xFF0000);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }
}
