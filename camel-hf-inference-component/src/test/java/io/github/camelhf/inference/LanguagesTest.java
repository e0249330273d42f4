package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.dsl.HfInferenceEndpointBuilderFactory;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.result.Classifications;
import java.awt.Color;
import java.util.List;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same call in each language in which routes are written. */
class LanguagesTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @Test
    void javaDsl() throws Exception {
        routes.from("direct:in").to("hf-inference:zero-shot?endpointUrl={{url}}&labels=red,blue&topK=1");

        assertRouteClassifies();
    }

    private static final class TypedRoute extends EndpointRouteBuilder
            implements HfInferenceEndpointBuilderFactory.HfInferenceBuilders {
        @Override
        public void configure() {
            from("direct:in")
                    .to(hfInference("zero-shot")
                            .endpointUrl("{{url}}")
                            .labels("red,blue")
                            .topK(1)
                            .connectTimeout("5s"));
        }
    }

    @Test
    void endpointDsl() throws Exception {
        routes.context.addRoutes(new TypedRoute());

        assertRouteClassifies();
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
                            endpointUrl: "{{url}}"
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
                    <to uri="hf-inference:zero-shot?endpointUrl={{url}}&amp;labels=red,blue&amp;topK=1"/>
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
        routes.context.getRegistry().bind("classes", List.of("red, bright", "blue"));

        Classifications bean = routes.answer("hf-inference:zero-shot?endpointUrl={{url}}&labels=#bean:classes", RED)
                .getBody(Classifications.class);
        for (String prefix : List.of("resource:classpath:", "classpath:", "resource:file:src/test/resources/")) {
            Classifications resource = routes.answer(
                            "hf-inference:zero-shot?endpointUrl={{url}}&labels=" + prefix + "labels.txt", RED)
                    .getBody(Classifications.class);
            assertThat(resource).hasSize(3);
        }

        assertThat(bean.best().label()).isEqualTo("red, bright");
    }

    @Test
    void aListOfResultsIsReadAsJson() throws Exception {
        String json = routes.answer("hf-inference:zero-shot?labels=red&endpointUrl={{url}}", List.of(RED, RED))
                .getBody(String.class);

        assertThat(json).startsWith("[[{\"label\":\"red\"").endsWith("}]]");
    }

    private void load(String name, String text) throws Exception {
        Resource resource = ResourceHelper.fromString(name, text);
        PluginHelper.getRoutesLoader(routes.context).loadRoutes(resource);
        assertRouteClassifies();
    }

    private void assertRouteClassifies() throws Exception {
        Classifications result = routes.answer("direct:in", RED).getBody(Classifications.class);
        assertThat(result).hasSize(1);
        assertThat(result.best().label()).isEqualTo("red");
        assertThat(routes.context.getTypeConverter().convertTo(String.class, result))
                .startsWith("[{\"label\":\"red\"");
    }
}
