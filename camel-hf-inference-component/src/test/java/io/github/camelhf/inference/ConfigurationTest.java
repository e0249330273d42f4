package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.util.StringHelper;
import org.assertj.core.api.ThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option: its default, and that it can be set on the component, in a URI and in properties. */
class ConfigurationTest {

    private static final String SECRET = "hf_verysecretindeed";
    private static final SSLContextParameters TLS = new SSLContextParameters();
    private static final ComponentModel MODEL = CatalogEntry.model();

    /** Camel's own, and the configuration as a whole. */
    private static final Set<String> NOT_OURS = Set.of(
            "lazyStartProducer",
            "autowiredEnabled",
            "configuration",
            "healthCheckConsumerEnabled",
            "healthCheckProducerEnabled");

    @AutoClose
    private final Routes routes = new Routes();

    private final CamelContext context = routes.context;

    /**
     * One option.
     *
     * @param key   as it is written, where that is more than its name
     * @param text  another value than the default, as it is written
     * @param value what the text stands for
     */
    private record Row(String name, String key, @Nullable Object defaultValue, String text, Object value) {
        @Override
        public String toString() {
            return key + "=" + text;
        }
    }

    private static Row row(String name, @Nullable Object defaultValue, String text, Object value) {
        return new Row(name, name, defaultValue, text, value);
    }

    static Stream<Row> options() {
        return Stream.of(
                row("allowedHosts", null, "pictures.example.org", "pictures.example.org"),
                row("allowInsecureToken", false, "true", true),
                row("api", "auto", "pipeline", "pipeline"),
                row("autoOrient", false, "true", true),
                row(
                        "baseUrl",
                        "https://router.huggingface.co/hf-inference",
                        "https://example.org/hub",
                        "https://example.org/hub"),
                row("billTo", null, "my-organisation", "my-organisation"),
                row("connectTimeout", Duration.ofSeconds(10), "3s", Duration.ofSeconds(3)),
                row("convertUnsupported", false, "true", true),
                row("endpointUrl", null, "https://example.org/endpoint", "https://example.org/endpoint"),
                row("functionToApply", null, "sigmoid", "sigmoid"),
                row("httpVersion", "auto", "1.1", "1.1"),
                row("imageMaxSize", 0, "512", 512),
                row("imageQuality", 85, "70", 70),
                row("imageUrl", "inline", "reject", "reject"),
                row("labels", null, "red,blue", "red,blue"),
                row("maxDownloadSize", "32MB", "1MB", "1MB"),
                row("adaptive", true, "false", false),
                row("maxWaitForModel", Duration.ofMinutes(10), "3m", Duration.ofMinutes(3)),
                row("overloadPattern", null, "congested", "congested"),
                row("synchronous", false, "true", true),
                row("tokenFile", null, "secrets/token", "secrets/token"),
                row("batchSize", 1, "7", 7),
                row("batchTimeout", Duration.ofMillis(20), "50", Duration.ofMillis(50)),
                row("maxInFlight", 64, "7", 7),
                row("maxPixels", 100_000_000, "4000000", 4_000_000),
                row("maxRequestSize", "32MB", "64KB", "64KB"),
                row("maxResponseSize", "16MB", "1048576", "1048576"),
                row("maxMediaSize", "256MB", "1048576", "1048576"),
                row("maxWaiting", 1000, "50", 50),
                row("whenFull", "block", "reject", "reject"),
                row("maxRetryAfter", Duration.ofMinutes(2), "90000", Duration.ofSeconds(90)),
                row("minMargin", null, "0.2", 0.2),
                row("minScore", null, "0.6", 0.6),
                row("model", null, "owner/name", "owner/name"),
                row("nonProxyHosts", null, "localhost", "localhost"),
                row("oauthProfile", null, "keycloak", "keycloak"),
                row("onItemError", "fail", "skip", "skip"),
                new Row("parameters", "parameters.pool", Map.of(), "true", Map.of("pool", "true")),
                new Row("header", "header.Tenant", Map.of(), "floors", Map.of("Tenant", "floors")),
                row("rawResponseHeader", null, "said", "said"),
                row("prompt", null, "Describe it.", "Describe it."),
                row("systemPrompt", null, "Be brief.", "Be brief."),
                row("responseSchema", null, "{}", "{}"),
                row("question", null, "how many", "how many"),
                row("proxyHost", null, "proxy.example.org", "proxy.example.org"),
                row("proxyPort", 0, "3128", 3128),
                row("proxyUser", null, "anna", "anna"),
                row("proxyPassword", null, "se!cret", "se!cret"),
                row("useSystemProxy", false, "true", true),
                row("requestTimeout", Duration.ofMinutes(2), "5m", Duration.ofMinutes(5)),
                row("resultFormat", "object", "json", "json"),
                row("resultHeader", null, "kinds", "kinds"),
                row("scaleUpTimeout", null, "3m", Duration.ofMinutes(3)),
                row("sslContextParameters", null, "#bean:tls", TLS),
                row("token", null, SECRET, SECRET),
                row("topK", null, "3", 3),
                row("useCache", null, "false", false),
                row("useFoundToken", false, "true", true),
                row("waitForModel", "after-loading", "never", "never"));
    }

    @Test
    void aHeaderWithHyphensIsSetInPropertiesBetweenBrackets() {
        Main main = new Main();
        main.addProperty("camel.component.hf-inference.header[X-Api-Key]", "secret");
        main.start();
        try {
            assertThat(component(main.getCamelContext()).getConfiguration().getHeader())
                    .isEqualTo(Map.of("X-Api-Key", "secret"));
        } finally {
            main.stop();
        }
    }

    @BeforeEach
    void bind() {
        context.getRegistry().bind("tls", TLS);
    }

    @Test
    void noOptionIsForgottenHere() {
        Set<String> tested = options().map(Row::name).collect(Collectors.toCollection(HashSet::new));
        assertThat(names(MODEL.getEndpointParameterOptions())).isEqualTo(tested);

        tested.add("useGlobalSslContextParameters");
        assertThat(names(MODEL.getComponentOptions())).isEqualTo(tested);
    }

    private static Set<String> names(List<? extends BaseOptionModel> options) {
        return options.stream()
                .map(BaseOptionModel::getName)
                .filter(name -> !NOT_OURS.contains(name))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("options")
    void theDefaultIsTheOneThatTheCatalogNames(Row row) {
        Object actual = read(context, endpoint(context, "").getConfiguration(), row);
        Object documented = MODEL.getEndpointParameterOptions().stream()
                .filter(option -> option.getName().equals(row.name()))
                // Camel's plugin gives every boolean a default, also one that may be unset.
                .filter(option -> !option.getJavaType().equals("java.lang.Boolean"))
                .findFirst()
                .map(BaseOptionModel::getDefaultValue)
                .orElse(null);

        assertThat(actual).isEqualTo(row.defaultValue());
        if (documented == null) {
            assertThat(actual).isIn(null, 0, Map.of());
        } else {
            Class<?> type = Objects.requireNonNull(actual).getClass();
            assertThat(context.getTypeConverter().convertTo(type, documented)).isEqualTo(actual);
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void isSetInAUri(Row row) {
        HfInferenceEndpoint endpoint = endpoint(context, "?" + row.key() + "=" + row.text());

        assertThat(read(context, endpoint.getConfiguration(), row)).isEqualTo(row.value());
        assertThat(read(context, component(context).getConfiguration(), row)).isEqualTo(row.defaultValue());
    }

    @ParameterizedTest
    @MethodSource("options")
    void isSetOnTheComponent(Row row) {
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component(context))
                .withConfigurer(component(context).getComponentPropertyConfigurer())
                .withProperty(row.key(), row.text())
                .bind();

        assertThat(read(context, endpoint(context, "").getConfiguration(), row)).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("options")
    void isSetInProperties(Row row) {
        Main main = new Main();
        main.bind("tls", TLS);
        main.addOverrideProperty("camel.component.hf-inference." + StringHelper.camelCaseToDash(row.key()), row.text());
        main.start();
        try {
            CamelContext started = main.getCamelContext();
            assertThat(read(started, endpoint(started, "").getConfiguration(), row))
                    .isEqualTo(row.value());
        } finally {
            main.stop();
        }
    }

    @Test
    void aUriWinsOverTheComponent() {
        component(context).getConfiguration().setModel("component/model");
        component(context).getConfiguration().getParameters().put("pool", "true");

        HfInferenceConfiguration options =
                endpoint(context, "?model=uri/model&parameters.normalize=false").getConfiguration();

        assertThat(options.getModel()).isEqualTo("uri/model");
        assertThat(options.getParameters()).isEqualTo(Map.of("pool", "true", "normalize", "false"));
        assertThat(component(context).getConfiguration().getParameters()).containsOnlyKeys("pool");
    }

    @Test
    void theGlobalTlsSettingsAreUsedWhenAskedFor() {
        context.setSSLContextParameters(TLS);
        SSLContextParameters unasked = endpoint(context, "").getConfiguration().getSslContextParameters();
        component(context).setUseGlobalSslContextParameters(true);

        assertThat(unasked).isNull();
        assertThat(endpoint(context, "?topK=1").getConfiguration().getSslContextParameters())
                .isSameAs(TLS);
    }

    @ParameterizedTest
    @MethodSource("options")
    void aCopyIsIndependent(Row row) {
        HfInferenceConfiguration original = new HfInferenceConfiguration();
        set(original, row);
        HfInferenceConfiguration copy = original.copy();
        assertThat(read(context, copy, row)).isEqualTo(row.value());

        HfInferenceConfiguration untouched = new HfInferenceConfiguration();
        HfInferenceConfiguration changed = untouched.copy();
        set(changed, row);
        assertThat(read(context, changed, row)).isEqualTo(row.value());
        assertThat(read(context, untouched, row)).isEqualTo(row.defaultValue());
    }

    @Test
    void anEndpointPrintsNoToken() {
        assertThat(endpoint(context, "?model=a/b&token=" + SECRET).toString())
                .doesNotContain(SECRET)
                .contains("a/b");
        assertThat(endpoint(context, "?model=a/b&token=RAW(" + SECRET + ")").toString())
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model=a/b&labelz=a",
                "model=a/b&topK=many",
                "model=a/b&api=soap",
                "model=a/b/c",
                "endpointUrl=http://example.org"
            })
    void aFailureToStartPrintsNoToken(String wrong) {
        assertPrintsNoToken(() ->
                routes.template.sendBody("hf-inference:image-classification?" + wrong + "&token=" + SECRET, "body"));
    }

    private static void assertPrintsNoToken(ThrowingCallable call) {
        Throwable failure = ThrowableAssert.catchThrowable(call);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));

        assertThat(trace.toString()).contains("hf-inference").doesNotContain(SECRET);
    }

    private void set(HfInferenceConfiguration options, Row row) {
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(options)
                .withProperty(row.key(), row.text())
                .bind();
    }

    private static HfInferenceComponent component(CamelContext context) {
        return context.getComponent("hf-inference", HfInferenceComponent.class);
    }

    private static HfInferenceEndpoint endpoint(CamelContext context, String query) {
        return context.getEndpoint("hf-inference:zero-shot" + query, HfInferenceEndpoint.class);
    }

    private static @Nullable Object read(CamelContext context, HfInferenceConfiguration options, Row row) {
        return PluginHelper.getBeanIntrospection(context).getOrElseProperty(options, row.name(), null, false);
    }
}
