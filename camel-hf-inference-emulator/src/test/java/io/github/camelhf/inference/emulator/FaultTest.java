package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.Json;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {
    private static final String RED64 = Samples.base64(Samples.RED);

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    private static Client.Answer embed(Fault fault) {
        emulator.fault(fault);
        return Client.postJson(
                URI.create(emulator.hostedUrl() + "/models/acme/MiniLM"), "{\"inputs\":[\"red tile\",\"sea\"]}");
    }

    private static JsonNode classify(Fault fault) {
        emulator.fault(fault);
        var json = "{\"inputs\":\"" + RED64 + "\",\"parameters\":{\"candidate_labels\":[\"red\",\"blue\",\"green\"]}}";
        return Client.postJson(emulator.url(), json).json();
    }

    @Test
    void saysThatTheModelIsLoading() {
        Client.Answer answer = embed(Fault.modelLoading(20));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text())
                .isEqualTo("{\"error\":\"Model acme/MiniLM is currently loading\",\"estimated_time\":20.0}");
        assertThat(answer.header("x-request-id")).startsWith("Root=1-");
    }

    @Test
    void limitsTheRateWithEveryKnownHint() {
        assertThat(embed(Fault.rateLimited()).header("retry-after")).isEqualTo("(none)");
        assertThat(embed(Fault.rateLimited(Duration.ofSeconds(3))).header("retry-after"))
                .isEqualTo("3");
        assertThat(embed(Fault.rateLimited(Instant.parse("2027-02-03T04:05:06Z")))
                        .header("retry-after"))
                .isEqualTo("Wed, 03 Feb 2027 04:05:06 GMT");
        assertThat(embed(Fault.rateLimited(Instant.parse("2027-02-13T04:05:06Z")))
                        .header("retry-after"))
                .isEqualTo("Sat, 13 Feb 2027 04:05:06 GMT");
        Client.Answer window = embed(Fault.rateLimitWindow(Duration.ofSeconds(42)));
        assertThat(window.status()).isEqualTo(429);
        assertThat(window.header("ratelimit")).isEqualTo("\"api\";r=0;t=42");
    }

    @Test
    void hasAFaultForEveryKnownStatus() {
        Map<Integer, Fault> faults = Map.ofEntries(
                Map.entry(400, Fault.outOfMemory()),
                Map.entry(401, Fault.unauthorized()),
                Map.entry(402, Fault.quotaExceeded()),
                Map.entry(403, Fault.forbidden()),
                Map.entry(404, Fault.modelNotFound()),
                Map.entry(410, Fault.gone()),
                Map.entry(413, Fault.tooLarge()),
                Map.entry(422, Fault.unprocessable()),
                Map.entry(424, Fault.backendFailure()),
                Map.entry(500, Fault.serverError()),
                Map.entry(502, Fault.badGateway()),
                Map.entry(503, Fault.scalingUp()),
                Map.entry(504, Fault.gatewayTimeout()));

        faults.forEach((status, fault) -> assertThat(embed(fault).status()).isEqualTo(status));
    }

    @ParameterizedTest
    @EnumSource(ErrorShape.class)
    void putsTheTextOfAnErrorIntoEachShape(ErrorShape shape) {
        Client.Answer answer = embed(Fault.error(500, shape, "the reason"));

        assertThat(answer.status()).isEqualTo(500);
        switch (shape) {
            case EMPTY -> assertThat(answer.text()).isEmpty();
            case HEADER_ONLY -> {
                assertThat(answer.text()).isEmpty();
                assertThat(answer.header("x-error-message")).isEqualTo("the reason");
            }
            case TEXT -> assertThat(answer.text()).isEqualTo("the reason");
            case HTML -> assertThat(answer.text()).contains("<title>the reason</title>");
            default -> assertThat(answer.json().toString()).contains("\"the reason\"");
        }
        assertThat(answer.header("content-type"))
                .isEqualTo(shape.contentType() == null ? "(none)" : shape.contentType());
    }

    /** Source: HAProxy 2.6, nginx 1.22, uvicorn 0.17.6 and squid 5.7, recorded 2026-11-26; TEI's and Envoy's sources. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    haproxy-unavailable | 503 | (none)       | text/html                 | <h1>503 Service Unavailable</h1>
                    nginx-limited       | 503 | nginx/1.22.1 | text/html                 | <hr><center>nginx/1.22.1</center>
                    uvicorn-limited     | 503 | uvicorn      | text/plain; charset=utf-8 | Service Unavailable
                    envoy-overflow      | 503 | envoy        | text/plain                | reset reason: overflow
                    squid-unavailable   | 503 | squid/5.7    | text/html;charset=utf-8   | The requested URL could not be retrieved
                    tei-overloaded      | 429 | (none)       | application/json          | {"error":"Model is overloaded","error_type":"Overloaded"}
                    crashed             | 500 | uvicorn      | text/plain; charset=utf-8 | Internal Server Error
                    """)
    void speaksForWhatIsNotTheModelsServer(String name, int status, String server, String type, String text) {
        Client.Answer answer = embed(FaultCatalog.fault(new FaultFields(Json.text("fault", name))));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("server")).isEqualTo(server);
        assertThat(answer.header("content-type")).isEqualTo(type);
        assertThat(answer.text()).contains(text);
        // Headers of the model's server would give away that the call had reached it.
        assertThat(answer.response().headers().map()).doesNotContainKeys("x-request-id", "x-compute-time", "x-sha");
        assertThat(answer.header("retry-after")).isEqualTo("(none)");
    }

    @Test
    void namesTheProxyWhereRealOnesDo() {
        assertThat(embed(GatewayFaults.squidUnavailable()).header("x-squid-error"))
                .isEqualTo("ERR_CONNECT_FAIL 111");
        assertThat(embed(GatewayFaults.envoyOverflow()).header("x-envoy-overloaded"))
                .isEqualTo("true");
    }

    @Test
    void endsTheConnectionAfterACrashUnannounced() throws IOException {
        emulator.fault(Fault.crashed());
        try (RawSocket socket = new RawSocket(emulator.port())) {
            String answer = socket.post("/models/acme/MiniLM").readToEnd().text();

            assertThat(answer).startsWith("HTTP/1.1 500 ").endsWith("Internal Server Error");
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("connection:");
        }
    }

    @Test
    void reportsAnErrorWithStatus200() {
        Client.Answer answer = embed(Fault.errorWithStatus200("overloaded"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"error\":\"overloaded\"}");
    }

    @Test
    void answersWhateverItIsTold() {
        Client.Answer answer =
                embed(Fault.answer(207, Map.of("X-Own", "1"), "text/odd", "own".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.header("x-own")).isEqualTo("1");
        assertThat(answer.header("content-type")).isEqualTo("text/odd");
        assertThat(answer.text()).isEqualTo("own");
    }

    @Test
    void redirects() {
        Client.Answer answer = embed(Fault.redirect("http://127.0.0.1:1/x"));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).isEqualTo("http://127.0.0.1:1/x");
    }

    @Test
    void cutsJsonWithoutBreakingHttp() {
        Client.Answer answer = embed(Fault.malformedJson());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith("[").doesNotEndWith("]");
    }

    @Test
    void holdsTheAnswerBack() {
        long start = System.nanoTime();
        assertThat(embed(Fault.slow(Duration.ofMillis(300))).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void dribblesTheWholeAnswer() {
        long start = System.nanoTime();
        JsonNode right = embed(Fault.slow(Duration.ZERO)).json();

        Client.Answer answer = embed(Fault.dribble(2000, Duration.ofMillis(20)));

        assertThat(answer.json()).isEqualTo(right);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void distortsClassifications() {
        assertThat(labels(classify(Fault.wrongShape(WrongShape.MISSING_LABEL)))).hasSize(2);
        List<String> doubled = labels(classify(Fault.wrongShape(WrongShape.DOUBLED_LABEL)));
        assertThat(doubled).hasSize(3);
        assertThat(Set.copyOf(doubled)).hasSize(2);
        assertThat(labels(classify(Fault.wrongShape(WrongShape.UNKNOWN_LABEL)))).contains("something else");
        assertThat(classify(Fault.wrongShape(WrongShape.NULL_SCORE))
                        .get(0)
                        .path("score")
                        .isNull())
                .isTrue();
        assertThat(classify(Fault.wrongShape(WrongShape.EMPTY_ARRAY))).isEmpty();
        assertThat(classify(Fault.wrongShape(WrongShape.WRONG_COUNT)).get(0)).hasSize(3);
    }

    private static List<String> labels(JsonNode entries) {
        return entries.findValuesAsText("label");
    }

    @Test
    void distortsVectors() {
        assertThat(embed(Fault.wrongShape(WrongShape.RAGGED_VECTOR)).json().get(1))
                .hasSize(383);
        assertThat(embed(Fault.wrongShape(WrongShape.TOKEN_MATRIX))
                        .json()
                        .get(0)
                        .get(0))
                .hasSize(384);
        assertThat(embed(Fault.wrongShape(WrongShape.WRONG_COUNT)).json()).hasSize(3);
        assertThat(embed(Fault.wrongShape(WrongShape.NAN_SCORE)).text()).startsWith("[[NaN,");
    }

    @Test
    void distortsMatricesAndWrappedVectors() {
        emulator.fault(Fault.wrongShape(WrongShape.RAGGED_VECTOR));
        JsonNode ragged = similarity().path("similarity_scores");
        emulator.fault(Fault.wrongShape(WrongShape.WRONG_COUNT));
        JsonNode counted = similarity();
        emulator.fault(Fault.wrongShape(WrongShape.TOKEN_MATRIX));
        JsonNode tokens = Client.postJson(
                        emulator.url(), "{\"inputs\":\"x\",\"parameters\":{\"mode\":\"text_embedding\"}}")
                .json();

        assertThat(ragged.get(0)).hasSize(2);
        assertThat(ragged.get(1)).hasSize(1);
        assertThat(counted.path("similarity_scores")).hasSize(3);
        assertThat(tokens.get(0).path("embedding").get(2)).hasSize(768);
    }

    private static JsonNode similarity() {
        var json =
                "{\"inputs\":{\"images\":[\"RED\",\"RED\"],\"texts\":[\"red\",\"blue\"]},\"parameters\":{\"mode\":\"similarity\"}}";
        return Client.postJson(emulator.url(), json.replace("RED", RED64)).json();
    }

    @Test
    void leavesAnErrorAnswerAsItIs() {
        emulator.fault(Fault.malformedJson());

        Client.Answer answer = Client.postJson(emulator.url(), "{\"wrong\":1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().has("error")).isTrue();
    }

    @Test
    void appliesQueuedFaultsInOrderAndThenTheStandingOne() {
        emulator.fault(Fault.busy(), 2);
        emulator.fault(Fault.gone());
        emulator.alwaysFault(Fault.overloaded());

        assertThat(List.of(plain(), plain(), plain(), plain(), plain())).containsExactly(500, 500, 410, 503, 503);
        emulator.alwaysFault(null);
        assertThat(plain()).isEqualTo(200);
    }

    @Test
    void appliesFaultsToInferenceRequestsOnly() {
        emulator.fault(Fault.busy());

        assertThat(Client.get(emulator.url().resolve("health")).status()).isEqualTo(200);
        assertThat(plain()).isEqualTo(500);
    }

    private static int plain() {
        return Client.postJson(emulator.url(), "{\"inputs\":[\"red\"]}").status();
    }

    @Test
    void refusesFaultsThatMakeNoSense() {
        assertThatThrownBy(() -> emulator.fault(Fault.busy(), 0)).hasMessageContaining("times");
        assertThatThrownBy(() -> Fault.answer(99, null, "")).hasMessageContaining("status");
        assertThatThrownBy(() -> Fault.dribble(0, Duration.ZERO)).hasMessageContaining("bytes");
    }

    @Test
    void namesEveryFactoryMethodInTheCatalog() {
        Set<String> factories = Stream.of(Fault.class, GatewayFaults.class)
                .flatMap(kind -> Arrays.stream(kind.getMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Fault.class)
                .map(Method::getName)
                .map(name -> name.replaceAll("([A-Z]|\\d+)", "-$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        // These two are forms of "rate-limited" and of the nine shapes, which have a name each.
        factories.remove("rate-limit-window");
        factories.remove("wrong-shape");

        assertThat(FaultCatalog.names()).containsAll(factories);
        assertThat(FaultCatalog.names())
                .containsAll(Arrays.stream(WrongShape.values())
                        .map(WrongShape::jsonName)
                        .toList());
    }
}
