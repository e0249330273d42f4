package io.github.camelhf.inference.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.HfInferenceConfiguration;
import io.github.camelhf.inference.dsl.HfInferenceEndpointBuilderFactory;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Similarity;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What routes do with the component, on the Camel that this process has on its class path. */
class CamelLineTest {

    private static final byte[] RED = Pictures.png(Color.RED);
    private static final String FOUR_MODES = "?labels=red,blue&endpointUrl={{url}}";
    private static final String HOSTED = "?model=google/vit-base-patch16-224&token=hf_line&baseUrl={{hosted}}";

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void nameTheServer() {
        context.getPropertiesComponent().setOverrideProperties(urls());
    }

    private static Properties urls() {
        Properties urls = new Properties();
        urls.put("url", EMULATOR.url().toString());
        urls.put("hosted", EMULATOR.hostedUrl().toString());
        return urls;
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void startWith(RoutesBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    private <T> T answer(Object body, Class<T> type) {
        return context.createProducerTemplate().requestBody("direct:in", body, type);
    }

    private static RouteBuilder to(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }

    @Test
    void thisIsTheCamelUnderTest() {
        assertThat(context.getVersion()).isEqualTo(System.getProperty("camel.version"));
        assertThat(HfInferenceComponent.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString())
                .as("the jar as it is published")
                .endsWith(".jar");
    }

    @Test
    void rawBytesAtAnEndpointOfOnesOwn() throws Exception {
        startWith(to("hf-inference:zero-shot" + FOUR_MODES));

        assertThat(answer(RED, Classifications.class).best().label()).isEqualTo("red");
        assertThat(EMULATOR.requests().get(0).header("accept-encoding")).isEmpty();
    }

    @Test
    void aStreamToTheHostedService() throws Exception {
        startWith(to("hf-inference:image-classification" + HOSTED));
        InputStream stream = new ByteArrayInputStream(RED);

        assertThat(answer(stream, Classifications.class).best().label()).isNotBlank();
        assertThat(EMULATOR.requests())
                .singleElement()
                .satisfies(
                        request -> assertThat(request.header("authorization")).contains("Bearer hf_line"));
    }

    @Test
    void embeddingsAndSimilarity() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:text").to("hf-inference:text-embedding?endpointUrl={{url}}");
                from("direct:image").to("hf-inference:image-embedding?endpointUrl={{url}}");
                from("direct:both").to("hf-inference:similarity?endpointUrl={{url}}");
            }
        });
        var template = context.createProducerTemplate();

        assertThat(template.requestBody("direct:text", "a red tile", Embedding.class))
                .isNotEmpty();
        assertThat(template.requestBody("direct:image", RED, Embedding.class)).isNotEmpty();
        assertThat(template.requestBody("direct:both", Map.of("image", RED, "text", "red"), Similarity.class))
                .isNotNull();
    }

    @Test
    void chatAndDetection() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:chat").to("hf-inference:chat?endpointUrl={{url}}v1/chat/completions&model=a/b");
                from("direct:find")
                        .to("hf-inference:object-detection?model=facebook/detr-resnet-50&baseUrl={{hosted}}");
            }
        });
        var template = context.createProducerTemplate();

        assertThat(template.requestBody("direct:chat", "Hello", String.class)).isNotBlank();
        assertThat(template.requestBody("direct:find", Pictures.spot(Color.RED), Detections.class))
                .isNotEmpty();
    }

    @Test
    void aSleepingModelIsAskedAgainByTheErrorHandlerOfTheRoute() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                onException(InferenceUnavailableException.class)
                        .maximumRedeliveries(3)
                        .redeliveryDelay(1)
                        .asyncDelayedRedelivery();
                from("direct:in").to("hf-inference:zero-shot" + FOUR_MODES);
            }
        });
        EMULATOR.fault(Fault.modelLoading(1), 2);

        assertThat(answer(RED, Classifications.class).best().label()).isEqualTo("red");
        assertThat(EMULATOR.requests()).hasSize(3);
    }

    @Test
    void anAddressThatTheMessageMakes() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("hf-inference:zero-shot?endpointUrl={{url}}&labels=${header.labels}");
            }
        });

        Object result = context.createProducerTemplate().requestBodyAndHeader("direct:in", RED, "labels", "red,green");

        assertThat(((Classifications) result).best().label()).isEqualTo("red");
    }

    private static final class TypedRoute extends EndpointRouteBuilder
            implements HfInferenceEndpointBuilderFactory.HfInferenceBuilders {
        @Override
        public void configure() {
            from("direct:in")
                    .to(hfInference("zero-shot")
                            .endpointUrl("{{url}}")
                            .labels("red,blue")
                            .connectTimeout("5s"));
        }
    }

    @Test
    void theEndpointDsl() throws Exception {
        startWith(new TypedRoute());

        assertThat(answer(RED, Classifications.class).best().label()).isEqualTo("red");
    }

    @Test
    void yamlWithoutAWarning() throws Exception {
        try (LoggedLines warnings = LoggedLines.of("org.apache.camel.dsl")) {
            load("route.yaml", """
                    - route:
                        from:
                          uri: direct:in
                          steps:
                            - to:
                                uri: hf-inference:zero-shot
                                parameters:
                                  endpointUrl: "{{url}}"
                                  labels: red,blue
                                  requestTimeout: 30s
                    """);
            assertThat(warnings.lines()).isEmpty();
        }

        assertThat(answer(RED, Classifications.class).best().label()).isEqualTo("red");
    }

    @Test
    @Tag("xml")
    void xml() throws Exception {
        load("route.xml", """
                <routes xmlns="http://camel.apache.org/schema/spring">
                  <route>
                    <from uri="direct:in"/>
                    <to uri="hf-inference:zero-shot?endpointUrl={{url}}&amp;labels=red,blue"/>
                  </route>
                </routes>
                """);

        assertThat(answer(RED, Classifications.class).best().label()).isEqualTo("red");
    }

    private void load(String name, String routes) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, routes));
        context.start();
    }

    @Test
    void aFolderIsSortedByLabels() throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Files.write(inbox.resolve("tile.png"), RED);
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?initialDelay=0&delay=100&move=${header.CamelHfInferenceSafeLabel}/${file:name}"
                                + "&readLockCheckInterval=100&readLockMinAge=0"
                                + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles")
                        .to("hf-inference:zero-shot" + FOUR_MODES);
            }
        });

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(inbox.resolve("red/tile.png")).exists());
    }

    @Test
    void componentOptionsOfCamelMain() throws Exception {
        Main main = new Main();
        Properties options = new Properties();
        options.put("camel.component.hf-inference.endpoint-url", EMULATOR.url().toString());
        options.put("camel.component.hf-inference.labels", "red,blue");
        options.put("camel.component.hf-inference.max-request-size", "1MB");
        main.setOverrideProperties(options);
        main.configure().addRoutesBuilder(to("hf-inference:zero-shot"));
        main.start();
        try {
            Object result = main.getCamelContext().createProducerTemplate().requestBody("direct:in", RED);
            assertThat(((Classifications) result).best().label()).isEqualTo("red");
        } finally {
            main.stop();
        }
    }

    @Test
    void theHealthCheckSaysWhatBroke() throws Exception {
        HealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(context, "producers");
        producers.setEnabled(true);
        startWith(to("hf-inference:zero-shot" + FOUR_MODES));
        HealthCheck check = producers.stream()
                .filter(each -> each.getId().startsWith("producer:hf-inference"))
                .findFirst()
                .orElseThrow();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        EMULATOR.fault(Fault.badGateway());

        Exchange failed = context.createProducerTemplate()
                .request("direct:in", exchange -> exchange.getMessage().setBody(RED));

        assertThat(failed.getException()).isNotNull();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void theDeveloperConsoleListsTheEndpoint() throws Exception {
        startWith(to("hf-inference:zero-shot" + FOUR_MODES));
        answer(RED, Classifications.class);

        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("hf-inference");

        assertThat(console.call(DevConsole.MediaType.TEXT).toString()).contains("1 sent, 0 failed");
    }

    @Test
    void jmxCountsCalls() throws Exception {
        startWith(to("hf-inference:zero-shot" + FOUR_MODES));
        answer(RED, Classifications.class);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName pattern = new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=endpoints,name=\"hf-inference:*\"");

        assertThat(beans.queryNames(pattern, null))
                .singleElement()
                .satisfies(name -> assertThat(beans.getAttribute(name, "Sent")).isEqualTo(1L));
    }

    @Test
    void nothingIsSentToAServerWithACertificateForAnotherName() throws Exception {
        try (WrongNameServer server = WrongNameServer.start(folder)) {
            HfInferenceConfiguration configuration = new HfInferenceConfiguration();
            configuration.setSslContextParameters(server.trust());
            context.getComponent("hf-inference", HfInferenceComponent.class).setConfiguration(configuration);
            startWith(to("hf-inference:text-embedding?token=hf_line&endpointUrl=" + server.url()));

            Exchange failed = context.createProducerTemplate()
                    .request("direct:in", exchange -> exchange.getMessage().setBody("oak"));

            assertThat(failed.getException())
                    .isInstanceOf(InferenceTransportException.class)
                    .hasMessageContaining("the server's certificate is for another host");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void closingWhileCallsRunIsQuiet() throws Exception {
        try (LoggedLines errors = LoggedLines.of("org.apache.hc")) {
            for (int round = 0; round < 5; round++) {
                CamelContext closing = new DefaultCamelContext();
                closing.getPropertiesComponent().setOverrideProperties(urls());
                closing.getShutdownStrategy().setTimeout(1);
                closing.addRoutes(to("hf-inference:text-embedding?endpointUrl={{url}}"));
                closing.start();
                EMULATOR.reset();
                EMULATOR.alwaysFault(Fault.slow(Duration.ofSeconds(20)));
                for (int call = 0; call < 16; call++) {
                    closing.createProducerTemplate().asyncSendBody("direct:in", "oak");
                }
                EMULATOR.awaitRequests(1, Duration.ofMinutes(1));
                closing.close();
            }
            assertThat(errors.lines()).isEmpty();
        }
    }

    @Test
    void stoppingLeavesNoThread() throws Exception {
        startWith(to("hf-inference:zero-shot" + FOUR_MODES));
        answer(RED, Classifications.class);

        context.stop();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.contains("hf-inference") || name.startsWith("httpclient-")));
    }
}
