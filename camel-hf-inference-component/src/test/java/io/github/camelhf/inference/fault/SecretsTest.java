package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.ComponentState;
import io.github.camelhf.inference.HfInferenceEndpoint;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the token could show, and where it comes from. */
class SecretsTest {

    private static final String TOKEN = "hf_SecretThatNobodyMaySee123";

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @TempDir
    private Path folder = Path.of("unset");

    private static String uri(String options) {
        return "hf-inference:text-embedding?api=multimodal&endpointUrl=" + EMULATOR.url() + options;
    }

    private Exchange send(String uri) {
        return routes.call(uri, "a red tile");
    }

    @Test
    void noLoggerWritesTheTokenDownToTrace() throws Exception {
        List<String> lines = linesOfACall("&token=#bean:hfToken", Fault.unauthorized());

        assertThat(sentTokens()).containsExactly(TOKEN, TOKEN);
        assertThat(lines)
                .as("HttpClient's own headers")
                .anyMatch(line -> line.contains("Authorization: Bearer [token]"));
        assertThat(tokenLines(lines)).isEmpty();
    }

    @Test
    void noLoggerWritesTheTokenWhereHttp2IsAskedFor() throws Exception {
        List<String> lines = linesOfACall("&httpVersion=2&token=#bean:hfToken", Fault.badGateway());

        assertThat(sentTokens()).containsExactly(TOKEN, TOKEN);
        assertThat(EMULATOR.requests().get(0).protocol())
                .as("HTTP/2 cannot be masked")
                .isEqualTo("HTTP/1.1");
        assertThat(tokenLines(lines)).isEmpty();
    }

    @Test
    void http2IsSpokenWhereNothingIsLogged() throws Exception {
        send(uri("&httpVersion=2&token=" + TOKEN));

        assertThat(EMULATOR.requests().get(0).protocol()).isEqualTo("HTTP/2.0");
    }

    /** Camel writes an address before any component sees it; docs/reliability.md says where to put the token instead. */
    @Test
    void aTokenInTheRouteItselfIsLoggedByCamelsCoreAtTraceAndByNobodyElse() throws Exception {
        List<String> lines = linesOfACall("&token=" + TOKEN, Fault.unauthorized());

        assertThat(tokenLines(lines))
                .allMatch(line -> line.startsWith("org.apache.camel.support.EndpointHelper ")
                        || line.startsWith("org.apache.camel.support.DefaultComponent ")
                        || line.startsWith("org.apache.camel.management.JmxManagementLifecycleStrategy "));
    }

    private static List<String> linesOfACall(String options, Fault second) throws Exception {
        try (CapturedLog log = CapturedLog.atTrace()) {
            try (Routes routes = new Routes()) {
                routes.context.getRegistry().bind("hfToken", TOKEN);
                routes.from("direct:in").to(uri(options));
                routes.template.sendBody("direct:in", "a red tile");
                EMULATOR.fault(second);
                routes.call("direct:in", "a red tile");
            }
            return List.copyOf(log.lines());
        }
    }

    /** Without those of the server, which has every right to it. */
    private static List<String> tokenLines(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(TOKEN) && !line.startsWith("org.eclipse.jetty."))
                .toList();
    }

    @Test
    void noTextOfTheEndpointHoldsTheToken() throws Exception {
        HfInferenceEndpoint endpoint = routes.endpoint(uri("&token=" + TOKEN));
        HfInferenceEndpoint other = routes.endpoint(uri("&token=" + TOKEN + "x"));

        assertThat(endpoint.getEndpointUri()).doesNotContain(TOKEN).contains("token=xxxxxx");
        assertThat(endpoint.toString()).doesNotContain(TOKEN);
        assertThat(endpoint.getEndpointKey()).doesNotContain(TOKEN);
        assertThat(endpoint).as("two tokens are two endpoints").isNotEqualTo(other);
        assertThat(String.valueOf(endpoint.createAsyncProducer())).doesNotContain(TOKEN);
        assertThat(routes.context.getEndpoint(uri("&token=" + TOKEN))).isSameAs(endpoint);
    }

    @Test
    void nothingThatIsShownHoldsTheLoginOfTheProxy() throws Exception {
        String login = "&proxyHost=127.0.0.1&proxyPort=1&proxyUser=Annamaria&proxyPassword=";
        routes.from("direct:in").to(uri(login + TOKEN));
        HfInferenceEndpoint endpoint = routes.endpoint(uri(login + TOKEN));
        List<String> shown = jmx();
        shown.add(endpoint.toString());
        shown.add(endpoint.getEndpointKey());
        shown.add(String.valueOf(endpoint.createAsyncProducer()));
        shown.add(String.valueOf(send(uri(login + TOKEN)).getException()));

        assertThat(shown).noneMatch(text -> text.contains(TOKEN) || text.contains("Annamaria"));
        assertThat(endpoint)
                .as("two logins are two endpoints")
                .isNotEqualTo(routes.context.getEndpoint(uri(login + TOKEN + "x")));
    }

    @Test
    void noExceptionHoldsTheTokenThatTheServerEchoes() throws Exception {
        EMULATOR.fault(Fault.answer(401, "text/plain", "what is Bearer " + TOKEN + "?"));
        Exception failure = send(uri("&token=" + TOKEN)).getException();

        assertThat(failure).isInstanceOf(InferenceAuthenticationException.class);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(TOKEN);
        }
    }

    @Test
    void noAttributeInJmxHoldsTheToken() throws Exception {
        routes.from("direct:in").to(uri("&token=" + TOKEN));
        routes.template.sendBody("direct:in", "a red tile");

        List<String> values = jmx();
        assertThat(values).contains("Gate=open").anyMatch(value -> value.startsWith("Sent="));
        assertThat(values).noneMatch(value -> value.contains(TOKEN));
    }

    private List<String> jmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> values = new ArrayList<>();
        for (ObjectName name : server.queryNames(
                new ObjectName("org.apache.camel:context=" + routes.context.getName() + ",*"), null)) {
            values.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    values.add(attribute.getName() + "=" + server.getAttribute(name, attribute.getName()));
                } catch (javax.management.JMException | RuntimeException e) {
                    values.add(String.valueOf(e));
                }
            }
        }
        return values;
    }

    @Test
    void noDumpOfTheRoutesHoldsATokenFromAPropertyOrTheComponent() throws Exception {
        routes.context.getPropertiesComponent().addInitialProperty("hf.token", TOKEN);
        ComponentState.of(routes.context).getConfiguration().setToken(TOKEN);
        routes.from("direct:in").to(uri("&token={{hf.token}}"));
        String xml = PluginHelper.getModelToXMLDumper(routes.context)
                .dumpModelAsXml(
                        routes.context, routes.context.getRouteDefinitions().get(0));

        assertThat(xml).contains("hf-inference").doesNotContain(TOKEN);
    }

    @Test
    void noDeveloperConsoleShowsTheToken() throws Exception {
        routes.context.setDevConsole(true);
        routes.from("direct:in").to(uri("&token=" + TOKEN));
        routes.template.sendBody("direct:in", "a red tile");
        EMULATOR.fault(Fault.badGateway());
        send(uri("&token=" + TOKEN));

        DevConsoleRegistry consoles =
                routes.context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        DevConsole ours = consoles.resolveById("hf-inference");
        String text = String.valueOf(ours.call(DevConsole.MediaType.TEXT, Map.of()));
        String json = String.valueOf(ours.call(DevConsole.MediaType.JSON, Map.of()));

        assertThat(text)
                .contains("0 in flight", "gate open", "last error", "502")
                .doesNotContain(TOKEN);
        assertThat(json).contains("waiting").doesNotContain(TOKEN);
        for (String id : List.of("endpoint", "context", "route", "producer")) {
            DevConsole other = consoles.resolveById(id);
            if (other != null) {
                assertThat(String.valueOf(other.call(DevConsole.MediaType.TEXT, Map.of())))
                        .doesNotContain(TOKEN);
            }
        }
    }

    /** A key that a gateway wants in the address; each form in which a route may write it. */
    private static Stream<String> uriWithKey() {
        return Stream.of(
                uri("?api_key=" + TOKEN),
                uri("?api_key=" + TOKEN + "#part&topK=2"),
                uri("%3Fapi_key=" + TOKEN),
                uri("&topK=2")
                        .replace(EMULATOR.url().toString(), "RAW(" + EMULATOR.url() + "?a=1&api_key=" + TOKEN + ")"));
    }

    @ParameterizedTest
    @MethodSource("uriWithKey")
    void nothingThatIsShownHoldsTheQueryOfTheServersAddress(String uri) throws Exception {
        try (CapturedLog log = CapturedLog.atTrace()) {
            List<String> shown = new ArrayList<>();
            routes.context.setDevConsole(true);
            HealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(routes.context, "producers");
            producers.setEnabled(true);
            routes.context.getPropertiesComponent().addInitialProperty("server.uri", uri);
            routes.from("direct:in").to("{{server.uri}}");
            assertThat(routes.call("direct:in", "oak").getException()).isNull();
            EMULATOR.fault(Fault.badGateway());
            shown.add(String.valueOf(send("direct:in").getException()));

            HfInferenceEndpoint endpoint = routes.endpoint(uri);
            shown.add(endpoint.toString());
            shown.add(endpoint.getEndpointUri());
            shown.add(endpoint.getEndpointKey());
            shown.add(endpoint.getServiceUrl());
            assertThat(endpoint.getTarget()).isEqualTo(EMULATOR.url().toString());
            HealthCheck health = producers.stream()
                    .filter(check -> check.getId().startsWith("producer:hf-inference"))
                    .findFirst()
                    .orElseThrow();
            assertThat(health.call().getDetails())
                    .containsEntry("target", EMULATOR.url().toString());
            shown.add(health.call().getDetails().toString());
            shown.addAll(jmx());
            DevConsoleRegistry consoles =
                    routes.context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
            for (String id : List.of("hf-inference", "endpoint", "context", "route", "producer", "service")) {
                DevConsole console = consoles.resolveById(id);
                if (console != null) {
                    shown.add(String.valueOf(console.call(DevConsole.MediaType.TEXT, Map.of())));
                    shown.add(String.valueOf(console.call(DevConsole.MediaType.JSON, Map.of())));
                }
            }

            routes.context.stop();
            assertThat(EMULATOR.requests().get(0).query()).as("the key is sent").contains(TOKEN);
            assertThat(shown).noneMatch(text -> text.contains(TOKEN));
            assertThat(tokenLines(log.lines()))
                    .filteredOn(line -> line.startsWith("io.github.camelhf."))
                    .isEmpty();
        }
    }

    @Test
    void twoKeysInTheAddressAreTwoEndpoints() throws Exception {
        assertThat(routes.context.getEndpoint(uri("?api_key=" + TOKEN)))
                .isNotEqualTo(routes.context.getEndpoint(uri("?api_key=" + TOKEN + "x")))
                .isNotEqualTo(routes.context.getEndpoint(uri("")));
        assertThat(routes.context.getEndpoint(uri("&tokenFile=a")))
                .isNotEqualTo(routes.context.getEndpoint(uri("&tokenFile=b")));
    }

    @Test
    void aUserInAnAddressThatIsRefusedIsNotShown() throws Exception {
        for (String address :
                List.of("http://u:" + TOKEN + "@h.example/@x", "RAW(http://u:" + TOKEN + "@h.example/@x)")) {
            HfInferenceEndpoint endpoint = routes.endpoint("hf-inference:text-embedding?endpointUrl=" + address);
            assertThat(List.of(endpoint.toString(), endpoint.getTarget(), endpoint.getServiceUrl()))
                    .noneMatch(text -> text.contains(TOKEN));
            assertThat(endpoint.getTarget()).isEqualTo("http://h.example/@x");
        }
    }

    @Test
    void aTokenFileIsReadAgainWhenItChanges() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "  hf_first\r\n");
        send(uri("&tokenFile=" + file));
        Files.writeString(file, "hf_secondone\n");
        send(uri("&tokenFile=" + file));

        assertThat(sentTokens()).containsExactly("hf_first", "hf_secondone");
    }

    @Test
    void aTokenFileIsReadAgainOnceAfterA401() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "hf_aaaaa");
        FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, time);
        send(uri("&tokenFile=" + file));
        // The same length and time: nothing shows that the file has changed.
        Files.writeString(file, "hf_bbbbb");
        Files.setLastModifiedTime(file, time);
        EMULATOR.fault(Fault.unauthorized());
        assertThat(send(uri("&tokenFile=" + file)).getException()).isInstanceOf(InferenceAuthenticationException.class);
        assertThat(send(uri("&tokenFile=" + file)).getException()).isNull();

        assertThat(sentTokens()).as("one attempt for each message").containsExactly("hf_aaaaa", "hf_aaaaa", "hf_bbbbb");
    }

    @Test
    void aTokenFileThatGoesBadIsAClearErrorAndNothingIsSent() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "hf_good");
        send(uri("&tokenFile=" + file));
        Files.writeString(file, "");
        assertThat(send(uri("&tokenFile=" + file)).getException())
                .isExactlyInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("holds no token: it is empty");
        Files.writeString(file, "two words");
        assertThat(send(uri("&tokenFile=" + file)).getException())
                .hasMessageContaining("more than one word")
                .hasMessageNotContaining("two words");
        Files.delete(file);
        assertThat(send(uri("&tokenFile=" + file)).getException())
                .isExactlyInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("cannot be read");
        Files.writeString(file, "hf_back");
        assertThat(send(uri("&tokenFile=" + file)).getException()).isNull();

        assertThat(sentTokens()).containsExactly("hf_good", "hf_back");
    }

    @Test
    void aMissingTokenFileFailsAtStart() throws Exception {
        HfInferenceEndpoint endpoint = routes.endpoint(uri("&tokenFile=" + folder.resolve("none")));
        assertThatThrownBy(endpoint::createAsyncProducer).hasMessageContaining("option tokenFile");
    }

    @Test
    void tokenAndTokenFileTogetherFailAtStart() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "hf_good");
        HfInferenceEndpoint endpoint = routes.endpoint(uri("&token=" + TOKEN + "&tokenFile=" + file));
        assertThatThrownBy(endpoint::createAsyncProducer)
                .hasMessageContaining("keep one")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void plainHttpToAnotherMachineIsRefusedAtStart() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), TOKEN);
        for (String option : List.of("token=" + TOKEN, "tokenFile=" + file)) {
            HfInferenceEndpoint endpoint =
                    routes.endpoint("hf-inference:text-embedding?endpointUrl=http://10.1.2.3/&" + option);
            assertThatThrownBy(endpoint::createAsyncProducer)
                    .hasMessageContaining("allowInsecureToken")
                    .hasMessageNotContaining(TOKEN);
        }
    }

    private static List<String> sentTokens() {
        return EMULATOR.requests().stream()
                .map(RecordedRequest::headers)
                .map(headers ->
                        headers.getOrDefault("Authorization", List.of("none")).get(0))
                .map(value -> value.replace("Bearer ", ""))
                .toList();
    }
}
