package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.fault.CapturedLog;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.options.TokenSource;
import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.SystemProxies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts a token reaches that was found on this machine, and which one that the route names. */
class TokenReachTest {

    private static final String FOUND = "hf_FoundOnThisMachine";

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    private Path folder;

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @BeforeEach
    void find() {
        findIn(Map.of("HF_TOKEN", FOUND));
    }

    private void findIn(Map<String, String> environment) {
        ComponentState.of(routes.context).findTokensIn(new TokenSource(environment::get));
    }

    /** The token for calls with these options. */
    private String token(String options) {
        CallOptions read =
                routes.endpoint("hf-inference:image-classification?" + options).readOptions();
        return String.valueOf(read.token().current());
    }

    private static List<String> sent() {
        return EMULATOR.requests().stream()
                .map(request -> request.header("Authorization").orElse("none"))
                .map(value -> value.replace("Bearer ", ""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://router.huggingface.co/hf-inference",
                "https://huggingface.co/x",
                "https://HuggingFace.CO:443/x",
                "https://huggingface.co./x",
                "https://abc.us-east-1.aws.endpoints.huggingface.cloud",
                "https://ABC.Endpoints.HuggingFace.Cloud./",
                "http://localhost:8080/",
                "http://LOCALHOST./",
                "https://localhost/",
                "http://127.0.0.1:1/",
                "http://127.12.13.14/",
                "http://[::1]:8080/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/"
            })
    void aFoundTokenGoesToHuggingFaceAndToThisMachine(String address) {
        assertThat(token("endpointUrl=" + address)).isEqualTo(FOUND);
        assertThat(token("model=a/b&baseUrl=" + address)).isEqualTo(FOUND);
        assertThat(token("model=a/b")).isEqualTo(FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.org/",
                "https://evilhuggingface.co/",
                "https://huggingface.co.evil.com/",
                "https://huggingface.community/",
                "https://huggingface.cloud/",
                "https://endpoints.huggingface.cloud/",
                "https://evilendpoints.huggingface.cloud/",
                "https://x.endpoints.huggingface.cloud.evil.com/",
                "https://huggingface-co.evil.com/huggingface.co",
                "https://localhost.evil.com/",
                "https://notlocalhost/",
                "https://10.0.0.1/",
                "https://128.0.0.1/",
                "https://[::2]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[fe80::1]/",
                "https://[::]/",
                "https://0.0.0.0/"
            })
    void aFoundTokenGoesToAnotherHostOnlyWhenTheRouteSaysSo(String address) {
        assertThat(token("endpointUrl=" + address)).isEqualTo("null");
        assertThat(token("endpointUrl=" + address + "&allowInsecureToken=true")).isEqualTo("null");
        assertThat(token("model=a/b&baseUrl=" + address)).isEqualTo("null");
        assertThat(token("endpointUrl=" + address + "&useFoundToken=true")).isEqualTo(FOUND);
        assertThat(token("model=a/b&useFoundToken=true&baseUrl=" + address)).isEqualTo(FOUND);
        assertThat(token("endpointUrl=" + address + "&token=hf_own")).isEqualTo("hf_own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://huggingface.co/", "http://x.endpoints.huggingface.cloud/", "http://example.org/"})
    void overPlainHttpAFoundTokenGoesNowhereUnlessThatIsAllowedToo(String address) {
        assertThat(token("endpointUrl=" + address)).isEqualTo("null");
        assertThat(token("endpointUrl=" + address + "&useFoundToken=true")).isEqualTo("null");
        assertThat(token("endpointUrl=" + address + "&useFoundToken=true&allowInsecureToken=true"))
                .isEqualTo(FOUND);
        assertThatThrownBy(() -> token("endpointUrl=" + address + "&token=hf_own"))
                .hasMessageContaining("the token would be sent readably to ");
    }

    @Test
    void theHubsTokenFileCountsAsFound() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), FOUND + "\n");
        findIn(Map.of("HF_TOKEN_PATH", file.toString()));
        assertThat(token("model=a/b")).isEqualTo(FOUND);
        assertThat(token("endpointUrl=https://api.example.org/")).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", " NONE "})
    void noneSwitchesAuthorisationOff(String none) throws Exception {
        assertThat(token("model=a/b&token=RAW(" + none + ")")).isEqualTo("null");
        assertThat(token("endpointUrl=http://example.org/&useFoundToken=true&token=RAW(" + none + ")"))
                .isEqualTo("null");

        Path file = Files.writeString(folder.resolve("token"), "hf_in_a_file");
        HfInferenceComponent component = ComponentState.of(routes.context);
        component.getConfiguration().setTokenFile(file.toString());
        assertThat(token("model=a/b&topK=2")).isEqualTo("hf_in_a_file");
        assertThat(token("model=a/b&topK=2&token=RAW(" + none + ")")).isEqualTo("null");
    }

    @Test
    void thisMachineIsAskedWithTheFoundTokenAndWithoutOneWhenTheRouteSaysNone() throws Exception {
        routes.call("hf-inference:text-embedding?endpointUrl={{url}}", "oak");
        routes.call("hf-inference:text-embedding?token=none&endpointUrl={{url}}", "oak");
        assertThat(sent()).containsExactly(FOUND, "none");
    }

    @Test
    void aHostThatAMessageNamesDoesNotGetTheFoundToken() throws Exception {
        // The emulator stands in for every host: it is asked as a proxy would be.
        String options = "&allowInsecureToken=true&proxyHost=127.0.0.1&proxyPort=" + EMULATOR.port();
        routes.add(route -> route.from("direct:any")
                .toD("hf-inference:text-embedding?endpointUrl=http://${header.host}/" + options));
        for (String host : List.of("evil.example", "huggingface.co.evil.example")) {
            routes.template.requestBodyAndHeader("direct:any", "oak", "host", host);
        }
        assertThat(EMULATOR.requests()).hasSize(2);
        assertThat(sent()).containsExactly("none", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]"})
    void aProxyDoesNotReadATokenMeantForThisMachine(String host) throws Exception {
        String proxied = "hf-inference:text-embedding?endpointUrl=http://" + host + ":1/&proxyHost=127.0.0.1&proxyPort="
                + EMULATOR.port();
        assertThat(routes.call(proxied, "oak").getException()).isNull();
        assertThat(sent()).containsExactly("none");
        assertThatThrownBy(() -> routes.call(proxied + "&token=hf_own", "oak"))
                .hasStackTraceContaining("the token would be sent readably to ")
                .hasStackTraceContaining("proxy");
    }

    @Test
    void aDotAtTheEndOfAHostDoesNotLeadItPastTheProxy() {
        assertThat(token("endpointUrl=http://localhost.:1/&proxyHost=p.example&proxyPort=1&nonProxyHosts=localhost"))
                .isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]"})
    void aHostThatIsReachedWithoutTheProxyIsLocalAgain(String host) {
        String options =
                "endpointUrl=http://" + host + ":1/&proxyHost=proxy.example&proxyPort=3128&nonProxyHosts=a.example,"
                        + host.replaceAll("[\\[\\]]", "");
        assertThat(token(options)).isEqualTo(FOUND);
        assertThat(token(options + "&token=hf_own")).isEqualTo("hf_own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_PROXY", "http_proxy"})
    void aProxyOfTheMachineReadsPlainHttpToo(String variable) {
        Map<String, String> environment = Map.of(variable, "http://proxy.example:3128", "NO_PROXY", "inside.example");
        ComponentState.of(routes.context).findProxiesIn(new SystemProxies(environment::get));
        String system = "&useSystemProxy=true&useFoundToken=true";
        assertThat(token("endpointUrl=http://inside.example/" + system)).isEqualTo("null");
        assertThat(token("endpointUrl=http://10.0.0.1/" + system)).isEqualTo("null");
        assertThat(token("endpointUrl=http://localhost:1/" + system))
                .as("this machine is reached directly")
                .isEqualTo(FOUND);
        assertThat(connection("endpointUrl=http://localhost:1/" + system)).isNull();
        assertThat(connection("endpointUrl=http://10.0.0.1/" + system)).hasToString("proxy.example:3128");
        assertThat(connection("endpointUrl=http://10.0.0.1/&nonProxyHosts=10.0.0.1" + system))
                .as("what the message to a refusal advises")
                .isNull();
        assertThat(connection("endpointUrl=http://10.0.0.1/")).isNull();
        assertThat(connection("endpointUrl=http://10.0.0.1/&proxyHost=own.example&proxyPort=1" + system))
                .hasToString("own.example:1");
    }

    private @Nullable Proxy connection(String options) {
        return routes.endpoint("hf-inference:image-classification?" + options)
                .readOptions()
                .connection()
                .proxy();
    }

    @Test
    void aProxyOfTheMachineThatCannotBeUsedStopsTheStart() {
        ComponentState.of(routes.context)
                .findProxiesIn(new SystemProxies(Map.of("HTTPS_PROXY", "socks5://u:secret@p:1")::get));
        assertThatThrownBy(() -> token("endpointUrl=http://localhost:1/&useSystemProxy=true"))
                .hasMessageContaining("the environment variable HTTPS_PROXY must be the address of an HTTP proxy")
                .hasMessageNotContaining("secret");
    }

    @Test
    void oneWarningNamesTheHostAndTheThreeWays() throws Exception {
        try (CapturedLog log = CapturedLog.atTrace()) {
            for (int i = 1; i < 5; i++) {
                token("endpointUrl=https://api.example.org/" + i);
                token("endpointUrl=https://other.example.org/" + i);
            }
            token("model=a/b");
            List<String> warnings = log.lines().stream()
                    .filter(line -> line.startsWith("io.github.camelhf.inference"))
                    .filter(line -> line.contains("example.org"))
                    .filter(line -> !line.contains("endpointUrl"))
                    .toList();
            assertThat(warnings).hasSize(2).allMatch(line -> line.contains("token, tokenFile or useFoundToken=true"));
            assertThat(warnings.get(0)).contains("api.example.org").doesNotContain(FOUND);
            assertThat(warnings.get(1)).contains("other.example.org");
        }
    }

    @Test
    void nothingIsSaidWhereThereIsNoTokenToFind() {
        findIn(Map.of("HF_HOME", folder.toString()));
        try (CapturedLog log = CapturedLog.atTrace()) {
            token("endpointUrl=https://api.example.org/");
            assertThat(log.lines()).noneMatch(line -> line.startsWith("io.github.camelhf.inference"));
        }
    }

    @Test
    void aTokenFileWithAByteOrderMarkIsRead() throws Exception {
        Path utf8 = Files.writeString(folder.resolve("utf8"), "\uFEFFhf_marked\r\n");
        Path utf16 = Files.write(folder.resolve("utf16"), "\uFEFFhf_marked\r\n".getBytes(StandardCharsets.UTF_16LE));
        for (Path file : List.of(utf8, utf16)) {
            assertThat(token("model=a/b&tokenFile=" + file)).isEqualTo("hf_marked");
            findIn(Map.of("HF_TOKEN_PATH", file.toString()));
            assertThat(token("model=a/b&topK=3")).isEqualTo("hf_marked");
        }
    }
}
