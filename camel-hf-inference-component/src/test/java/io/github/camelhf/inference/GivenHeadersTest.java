package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.fault.CapturedLog;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that options add to each call. */
class GivenHeadersTest {

    private static final String SECRET = "s3cr3t-Key-0f-a-gateway";

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static String uri(String options) {
        return "hf-inference:text-embedding?token=hf_mine&endpointUrl={{url}}" + options;
    }

    @Test
    void theyGoOutWithEachCallBesidesThoseOfTheComponent() throws Exception {
        routes.endpoint(uri("&topK=1")).getComponent().getConfiguration().setHeader(Map.of("X-Team", "tiles"));

        routes.answer(
                uri("&header.X-Api-Key=RAW(a b+c%d)&header.User-Agent=ours&header.x-team=floors&header.X-N=5"), "red");

        RecordedRequest request = EMULATOR.requests().get(0);
        assertThat(request.header("X-Api-Key")).contains("a b+c%d");
        assertThat(request.header("User-Agent")).contains("ours");
        assertThat(request.header("X-N")).contains("5");
        assertThat(request.headers().get("X-Team")).as("the endpoint's").containsExactly("floors");
        assertThat(request.header("Authorization")).contains("Bearer hf_mine");
        assertThat(request.header("Accept")).contains("application/json");
    }

    @Test
    void aHeaderOfTheMessageAddsNone() throws Exception {
        routes.template.requestBodyAndHeader(uri(""), "red", "header.X-Api-Key", SECRET);

        assertThat(EMULATOR.requests().get(0).headers().toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            header.Authorization=x        | option header.Authorization is refused: set token, tokenFile or oauthProfile instead
            header.authorization=x        | set token
            header.Proxy-Authorization=x  | set proxyUser and proxyPassword instead
            header.Host=example.org       | option header.Host is refused: the component sets this header itself, or HTTP does
            header.Content-Length=5       | option header.Content-Length is refused
            header.content-type=text/plain | is refused
            header.Transfer-Encoding=chunked | is refused
            header.Connection=close       | is refused
            header.Accept=text/html       | is refused
            header.Expect=100-continue    | is refused
            header.X-HF-Bill-To=acme      | set billTo instead
            header.X-Wait-For-Model=true  | set waitForModel instead
            header.X=RAW(a)&header.x=b    | is given twice, in two spellings
            header.a b=c                  | option header.a b names no header
            header.X-A=RAW(é)             | option header.X-A must be a text of 1 to 4096 ASCII characters
            header.X-A=a%0D%0AHost:b      | option header.X-A must be a text
            header.X-A=#bean:bytes        | option header.X-A must be a text
            """)
    void whatTheComponentOrHttpSetsIsRefusedAtStart(String option, String sentence) {
        routes.context.getRegistry().bind("bytes", new byte[] {1});

        assertThatThrownBy(() -> routes.endpoint(uri("&" + option)).createProducer())
                .hasStackTraceContaining(sentence);
    }

    @Test
    void noValueShowsInAddressesLogsOrExceptionsNotEvenWhereTheServerEchoesIt() throws Exception {
        try (CapturedLog log = CapturedLog.atTrace()) {
            routes.context.getRegistry().bind("key", SECRET);
            String uri = uri("&header.X-Api-Key=#bean:key");
            EMULATOR.fault(Fault.answer(400, "text/plain", "no such key: " + SECRET));
            Exchange refused = routes.call(uri, "red");

            assertThat(EMULATOR.requests().get(0).header("X-Api-Key")).contains(SECRET);
            assertThat(refused.getException())
                    .isInstanceOf(InferenceRejectedException.class)
                    .hasMessageContaining("no such key: [token]");
            assertThat(log.lines()).anyMatch(line -> line.contains("X-Api-Key: [value]"));
            assertThat(log.lines().stream().filter(line -> !line.startsWith("org.eclipse.jetty.")))
                    .noneMatch(line -> line.contains(SECRET));
        }
        for (String value : List.of(SECRET, "RAW(" + SECRET + ")")) {
            HfInferenceEndpoint endpoint = routes.endpoint(uri("&header.X-Api-Key=" + value + "&topK=3"));
            assertThat(endpoint.toString() + endpoint.getEndpointUri() + endpoint.getEndpointKey())
                    .doesNotContain(SECRET)
                    .contains("X-Api-Key=xxxxxx", "topK=3");
            assertThat(endpoint)
                    .as("two keys are two endpoints")
                    .isNotEqualTo(routes.endpoint(uri("&header.X-Api-Key=other&topK=3")));
        }
    }

    @Test
    void messagesWithOtherHeadersShareNoCall() throws Exception {
        String batched = uri("&batchSize=2&batchTimeout=1h&header.X-Tenant=");
        EMULATOR.fault(Fault.neverAnswer(), 2);
        routes.send(batched + "one", "held");
        routes.send(batched + "two", "held");
        EMULATOR.awaitRequests(2, java.time.Duration.ofSeconds(60));

        var sent = List.of(
                routes.send(batched + "one", "red"),
                routes.send(batched + "two", "red"),
                routes.send(batched + "one", "blue"),
                routes.send(batched + "two", "blue"));

        assertThat(sent)
                .allSatisfy(each -> assertThat(each.join().getMessage().getHeader(HfInferenceHeaders.BATCH_SIZE))
                        .isEqualTo(2));
        assertThat(EMULATOR.requests().stream()
                        .skip(2)
                        .map(request -> request.header("X-Tenant").orElse("")))
                .containsExactlyInAnyOrder("one", "two");
    }
}
