package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.dsl.HfInferenceEndpointBuilderFactory;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.result.Classifications;
import java.awt.Color;
import java.util.List;
import java.util.Properties;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same call in each language in which routes are written. */
class LanguagesTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void javaDsl() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("hf-inference:zero-shot?endpointUrl={{emulator.url}}&labels=red,blue&topK=1");
            }
        });
    }

    private static final class TypedRoute extends EndpointRouteBuilder
            implements HfInferenceEndpointBuilderFactory.HfInferenceBuilders {
        @Override
        public void configure() {
            from("direct:in")
                    .to(hfInference("zero-shot")
                            .endpointUrl("{{emulator.url}}")
                            .labels("red,blue")
                            .topK(1)
                            .connectTimeout("5s"));
        }
    }

    @Test
    void endpointDsl() throws Exception {
        run(new TypedRoute());
    }

    @Test
    void yamlDsl() throws Exception {
        load("route.yaml", """
                - from:
                    uri: direct:in
                    steps:
                      - to:
                          uri: hf-inference:zero-shot
                          parameters:
                            endpointUrl: "{{emulator.url}}"
                            labels: red,blue
                            topK: 1
                            requestTimeout: 30s
                            parameters.hypothesis_template: "a photo of {}"
                """);
    }

    @Test
    void xmlDsl() throws Exception {
        load("route.xml", """
                <routes xmlns="http://camel.apache.org/schema/spring">
                  <route>
                    <from uri="direct:in"/>
                    <to uri="hf-inference:zero-shot?endpointUrl={{emulator.url}}&amp;labels=red,blue&amp;topK=1"/>
                  </route>
                </routes>
                """);
    }

    @Test
    void camelMainSetsComponentOptions() throws Exception {
        Main main = new Main();
        Properties options = new Properties();
        options.put("camel.component.hf-inference.endpoint-url", EMULATOR.url().toString());
        options.put("camel.component.hf-inference.labels", "red,blue");
        options.put("camel.component.hf-inference.requestTimeout", "30s");
        options.put("camel.component.hf-inference.max-request-size", "1MB");
        main.setOverrideProperties(options);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("hf-inference:zero-shot");
            }
        });
        main.start();
        try {
            Object result = main.getCamelContext().createProducerTemplate().requestBody("direct:in", RED);
            assertThat(((Classifications) result).best().label()).isEqualTo("red");
        } finally {
            main.stop();
        }
    }

    @Test
    void labelsComeFromABeanOrAResource() throws Exception {
        context.getRegistry().bind("classes", List.of("red, bright", "blue"));
        context.start();
        String url = "&endpointUrl=" + EMULATOR.url();

        Classifications bean = (Classifications)
                context.createProducerTemplate().requestBody("hf-inference:zero-shot?labels=#bean:classes" + url, RED);
        for (String prefix : List.of("resource:classpath:", "classpath:", "resource:file:src/test/resources/")) {
            Classifications resource = (Classifications) context.createProducerTemplate()
                    .requestBody("hf-inference:zero-shot?labels=" + prefix + "labels.txt" + url, RED);
            assertThat(resource).hasSize(3);
        }

        assertThat(bean.best().label()).isEqualTo("red, bright");
    }

    @Test
    void aListOfResultsIsReadAsJson() throws Exception {
        context.start();

        String json = context.createProducerTemplate()
                .requestBody(
                        "hf-inference:zero-shot?labels=red&endpointUrl=" + EMULATOR.url(),
                        List.of(RED, RED),
                        String.class);

        assertThat(json).startsWith("[[{\"label\":\"red\"").endsWith("}]]");
    }

    private void load(String name, String text) throws Exception {
        start();
        Resource resource = ResourceHelper.fromString(name, text);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        assertRouteClassifies();
    }

    private void run(RoutesBuilder routes) throws Exception {
        start();
        context.addRoutes(routes);
        assertRouteClassifies();
    }

    private void start() throws Exception {
        context.getPropertiesComponent()
                .addInitialProperty("emulator.url", EMULATOR.url().toString());
        context.start();
    }

    private void assertRouteClassifies() {
        Classifications result =
                (Classifications) context.createProducerTemplate().requestBody("direct:in", RED);
        assertThat(result).hasSize(1);
        assertThat(result.best().label()).isEqualTo("red");
        assertThat(context.getTypeConverter().convertTo(String.class, result)).startsWith("[{\"label\":\"red\"");
    }
}
