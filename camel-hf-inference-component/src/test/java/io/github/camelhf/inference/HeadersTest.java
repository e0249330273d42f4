package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.result.Classifications;
import java.awt.Color;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers do: those of the message that count, those that go out to the server, those that come with a result. */
class HeadersTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.with(options -> options.token("hf_secret"));

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @Test
    void onlyOurOwnHeadersGoOut() {
        Map<String, Object> headers = new HashMap<>();
        headers.put("Authorization", "Bearer stolen");
        headers.put("Content-Type", "text/plain;charset=UTF-8");
        headers.put("Accept", "text/html");
        headers.put("Host", "evil.example");
        headers.put("Cookie", "session=1");
        headers.put("X-Internal", "secret");
        headers.put("CamelHttpUri", "http://evil.example/");
        headers.put("Transfer-Encoding", "chunked");

        Exchange exchange =
                send(zeroShot("&billTo=acme&useCache=false&scaleUpTimeout=90s&waitForModel=always"), headers);

        RecordedRequest request = EMULATOR.requests().get(0);
        Set<String> names = request.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "host",
                        "connection",
                        "content-length",
                        "content-type",
                        "accept",
                        "authorization",
                        "user-agent",
                        "x-amzn-trace-id",
                        "x-hf-bill-to",
                        "x-use-cache",
                        "x-wait-for-model",
                        "x-scale-up-timeout");
        assertThat(request.header("Authorization")).contains("Bearer hf_secret");
        assertThat(request.header("User-Agent")).contains("camel-hf-inference/1.0.0-SNAPSHOT");
        assertThat(request.header("X-Amzn-Trace-Id")).contains(exchange.getExchangeId());
        assertThat(request.header("X-HF-Bill-To")).contains("acme");
        assertThat(request.header("X-Scale-Up-Timeout")).contains("90");
        assertThat(request.header("x-use-cache")).contains("false");
    }

    @Test
    void aResultDescribesItselfInHeaders() {
        Exchange exchange = send(zeroShot("&minScore=0.5&minMargin=0.1"), Map.of("mine", "stays"));

        Map<String, Object> headers = exchange.getMessage().getHeaders();
        Classifications result = exchange.getMessage().getBody(Classifications.class);
        assertThat(headers)
                .containsEntry("mine", "stays")
                .containsEntry("CamelHfInferenceMode", "zero-shot")
                .containsEntry("CamelHfInferenceLabel", "red tile")
                .containsEntry("CamelHfInferenceSafeLabel", "red-tile")
                .containsEntry("CamelHfInferenceScore", result.best().score())
                .containsEntry("CamelHfInferenceMargin", result.margin())
                .containsEntry("CamelHfInferenceDecision", "accept")
                .containsEntry("CamelHfInferenceBatchSize", 1)
                .doesNotContainKey("CamelHfInferenceModel");
        assertThat((String) headers.get("CamelHfInferenceRequestId")).contains(exchange.getExchangeId());
        assertThat((Duration) headers.get("CamelHfInferenceComputeTime")).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void aLowScoreOrMarginAsksForReview() {
        assertThat(send(zeroShot("&minScore=0.9999999"), Map.of()).getMessage().getHeader("CamelHfInferenceDecision"))
                .isEqualTo("review");
        assertThat(send(zeroShot("&minMargin=0.9999999"), Map.of()).getMessage().getHeader("CamelHfInferenceDecision"))
                .isEqualTo("review");
        assertThat(send(zeroShot(""), Map.of()).getMessage().getHeaders())
                .doesNotContainKey("CamelHfInferenceDecision");
    }

    @Test
    void aDecisionOfAnEarlierCallDoesNotStay() throws Exception {
        routes.from("direct:calls").to(zeroShot("&minScore=0.1&resultHeader=first"), zeroShot("&resultHeader=second"));

        Exchange exchange = send("direct:calls", Map.of());

        assertThat(exchange.getMessage().getHeaders())
                .containsKeys("first", "second", "CamelHfInferenceLabel")
                .doesNotContainKey("CamelHfInferenceDecision");
    }

    @Test
    void aListHasNoneOfTheHeadersOfASingleResult() throws Exception {
        String embedding = "hf-inference:image-embedding?token=hf_secret&resultHeader=result&endpointUrl={{url}}";
        routes.add(route -> route.from("direct:calls")
                .to(zeroShot("&minScore=0.1&resultHeader=result"), embedding)
                .setBody(route.constant(List.of(RED, RED)))
                .to(zeroShot("&resultHeader=result"), embedding));

        Exchange exchange = send("direct:calls", Map.of());

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelHfInferenceEmbeddingCount", 2)
                .doesNotContainKeys(
                        "CamelHfInferenceLabel",
                        "CamelHfInferenceSafeLabel",
                        "CamelHfInferenceScore",
                        "CamelHfInferenceMargin",
                        "CamelHfInferenceDecision",
                        "CamelLangChain4jEmbeddingsVector");
    }

    @Test
    void anEmbeddingLeavesTheLabelOfAnEarlierCall() throws Exception {
        routes.from("direct:calls")
                .to(
                        zeroShot("&resultHeader=result"),
                        "hf-inference:image-embedding?token=hf_secret&resultHeader=vector&endpointUrl={{url}}");

        Exchange exchange = send("direct:calls", Map.of());

        assertThat(exchange.getMessage().getHeaders())
                .containsKey("CamelLangChain4jEmbeddingsVector")
                .containsEntry("CamelHfInferenceLabel", "red tile");
    }

    @Test
    void anEmbeddingBringsItsVectorForVectorStores() {
        Exchange exchange = send("hf-inference:image-embedding?token=hf_secret&endpointUrl={{url}}", Map.of());

        assertThat(exchange.getMessage().getHeader("CamelLangChain4jEmbeddingsVector", float[].class))
                .hasSize(768);
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceEmbeddingSize"))
                .isEqualTo(768);
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceEmbeddingCount"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"red tile,green grass", " red tile , green grass "})
    void labelsOfTheMessageWin(String labels) {
        Exchange exchange = send(zeroShot(""), Map.of("CamelHfInferenceLabels", labels));

        assertThat(exchange.getMessage().getBody(Classifications.class)).hasSize(2);
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceLabel")).isEqualTo("red tile");
    }

    @Test
    void labelsOfTheMessageMayBeACollectionWithCommas() {
        Exchange exchange = send(zeroShot(""), Map.of("CamelHfInferenceLabels", List.of("red, bright tile", "green")));

        assertThat(exchange.getMessage().getHeader("CamelHfInferenceLabel")).isEqualTo("red, bright tile");
    }

    @Test
    void whatAHeaderHoldsThatHasNoFormOnTheWireIsNotSent() {
        for (Map<String, Object> headers : List.<Map<String, Object>>of(
                Map.of("CamelHfInferenceLabels", Arrays.asList("red", null)),
                Map.of("CamelHfInferenceParameters", Map.of("temperature", Double.NaN)))) {
            assertThat(routes.call(zeroShot(""), message -> {
                                message.getMessage().setBody(RED);
                                message.getMessage().setHeaders(new HashMap<>(headers));
                            })
                            .getException())
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessageStartingWith(
                            "header " + headers.keySet().iterator().next());
        }
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void topKAndParametersOfTheMessageWin() throws Exception {
        Exchange exchange = send(
                "hf-inference:image-classification?token=hf_secret&model=google/vit-base-patch16-224&topK=2"
                        + "&parameters.timeout=1"
                        + "&baseUrl={{hosted}}",
                Map.of(
                        "CamelHfInferenceTopK",
                        "4",
                        "CamelHfInferenceParameters",
                        Map.of("function_to_apply", "softmax", "timeout", "2024")));

        JsonNode parameters =
                MAPPER.readTree(EMULATOR.requests().get(0).bodyText()).path("parameters");
        assertThat(parameters)
                .isEqualTo(MAPPER.readTree("{\"timeout\":\"2024\",\"function_to_apply\":\"softmax\",\"top_k\":4}"));
        assertThat(exchange.getMessage().getBody(Classifications.class)).hasSize(4);
    }

    @Test
    void theModelOfTheMessageWinsOnTheHostedServiceOnly() {
        String hosted =
                "hf-inference:image-classification?token=hf_secret&model=google/vit-base-patch16-224&baseUrl={{hosted}}";
        Exchange exchange = send(hosted, Map.of("CamelHfInferenceModel", "microsoft/resnet-50"));
        send(zeroShot(""), Map.of("CamelHfInferenceModel", "microsoft/resnet-50"));

        assertThat(EMULATOR.requests().get(0).path()).isEqualTo("/hf-inference/models/microsoft/resnet-50");
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceModel")).isEqualTo("microsoft/resnet-50");
        assertThat(EMULATOR.requests().get(1).path()).isEqualTo("/");
    }

    @Test
    void aLaterCallOfTheRouteAsksItsOwnModel() {
        String first =
                "hf-inference:image-classification?token=hf_secret&model=google/vit-base-patch16-224&resultHeader=a&baseUrl={{hosted}}";
        Exchange exchange = send(first, Map.of());
        routes.template.send(first.replace("google/vit-base-patch16-224", "microsoft/resnet-50"), exchange);
        exchange.getMessage().setHeader("CamelHfInferenceModel", "facebook/deit-vit-base");
        routes.template.send(first, exchange);
        routes.template.send(first, exchange);

        assertThat(EMULATOR.requests().stream().map(RecordedRequest::path))
                .containsExactly(
                        "/hf-inference/models/google/vit-base-patch16-224",
                        "/hf-inference/models/microsoft/resnet-50",
                        "/hf-inference/models/facebook/deit-vit-base",
                        "/hf-inference/models/facebook/deit-vit-base");
    }

    @Test
    void aModelThatWasAnsweredIsNoWishWhereverItsHeaderIsCopiedTo() throws Exception {
        String first = hosted("google/vit-base-patch16-224") + "&resultHeader=a";
        String second = hosted("microsoft/resnet-50") + "&resultHeader=a";
        CountDownLatch both = new CountDownLatch(2);
        routes.add(route -> {
            route.from("direct:calls").to(first).wireTap("direct:tapped").to("seda:queued?waitForTaskToComplete=Never");
            route.from("direct:tapped").to(second).process(exchange -> both.countDown());
            route.from("seda:queued").to(second).process(exchange -> both.countDown());
        });
        Exchange answered = send("direct:calls", Map.of());
        assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
        Exchange fresh = send(second, answered.getMessage().getHeaders());

        assertThat(EMULATOR.requests().stream().map(RecordedRequest::path))
                .containsExactly(
                        "/hf-inference/models/google/vit-base-patch16-224",
                        "/hf-inference/models/microsoft/resnet-50",
                        "/hf-inference/models/microsoft/resnet-50",
                        "/hf-inference/models/microsoft/resnet-50");
        assertThat(fresh.getMessage().getHeader("CamelHfInferenceModel")).isEqualTo("microsoft/resnet-50");
    }

    @Test
    void aWishThatWasFulfilledStaysOneAlsoForAModelThatWasAnsweredBefore() {
        Exchange exchange = send(hosted("google/vit-base-patch16-224") + "&resultHeader=a", Map.of());
        for (String wish : List.of("facebook/deit-vit-base", "google/vit-base-patch16-224")) {
            exchange.getMessage().setHeader("CamelHfInferenceModel", wish);
            routes.template.send(hosted("microsoft/resnet-50") + "&resultHeader=a", exchange);
        }
        assertThat(EMULATOR.requests().stream().map(RecordedRequest::path))
                .containsExactly(
                        "/hf-inference/models/google/vit-base-patch16-224",
                        "/hf-inference/models/facebook/deit-vit-base",
                        "/hf-inference/models/google/vit-base-patch16-224");
    }

    private static String hosted(String model) {
        return "hf-inference:image-classification?token=hf_secret&model=" + model + "&baseUrl={{hosted}}";
    }

    @Test
    void noHeaderHoldsControlCharactersOfALabel() {
        String label = "red\r\nX-Evil: 1\0\u0085tile\tplain";
        Exchange exchange = send(zeroShot(""), Map.of("CamelHfInferenceLabels", List.of(label, "blue sky")));

        assertThat(exchange.getMessage().getBody(Classifications.class))
                .as("exact in the body")
                .anyMatch(each -> each.label().equals(label));
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceLabel")).isEqualTo("red  X-Evil: 1  tile\tplain");
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceSafeLabel", String.class))
                .matches("[a-z0-9-]+");
    }

    @Test
    void noHeaderHoldsControlCharactersOfAnItemThatWasLeftOut() {
        Exchange exchange = routes.call(
                "hf-inference:text-embedding?token=hf_secret&onItemError=skip&endpointUrl={{url}}", message -> {
                    message.setProperty(Exchange.CHARSET_NAME, "no\r\nX-Evil: 1\0");
                    message.getMessage().setBody(List.of("oak", "ash".getBytes(StandardCharsets.UTF_8)));
                });

        assertThat(exchange.getException()).isNull();
        assertThat((Map<?, ?>) exchange.getMessage().getHeader("CamelHfInferenceItemErrors"))
                .hasSize(1)
                .allSatisfy((place, error) ->
                        assertThat((String) error).contains("no  X-Evil: 1").doesNotContainPattern("[\r\n\0]"));
    }

    @Test
    void anExchangesIdBreaksNoHeader() {
        Exchange exchange = routes.call(zeroShot(""), message -> {
            message.setExchangeId("id\r\nX-Evil: 1");
            message.getMessage().setBody(RED);
        });

        assertThat(exchange.getException()).isNull();
        assertThat(EMULATOR.requests().get(0).header("X-Evil")).isEmpty();
        assertThat(EMULATOR.requests().get(0).header("X-Amzn-Trace-Id")).contains("id  X-Evil: 1");
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceRequestId", String.class))
                .doesNotContainPattern("[\r\n\0]");
    }

    @Test
    void theServersAddressKeepsItsBytesAndItsQuery() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            asked.add(call.getRequestURI().toString());
            call.sendResponseHeaders(404, -1);
            call.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/M\u0075\u0308ller/\u00FC";
            send("hf-inference:image-embedding?endpointUrl=" + address + "?k\u0075\u0308=1", Map.of());
            for (String end : List.of("", "/")) {
                send("hf-inference:image-classification?model=a/b&baseUrl=" + address + end + "?k=1", Map.of());
            }
        } finally {
            server.stop(0);
        }
        assertThat(asked)
                .containsExactly(
                        "/Mu%CC%88ller/%C3%BC?ku%CC%88=1",
                        "/Mu%CC%88ller/%C3%BC/models/a/b?k=1", "/Mu%CC%88ller/%C3%BC/models/a/b?k=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../admin", "a/b/c", "a?b", "http://evil.example/x", "a b", "", "..", "a/../b"})
    void aModelThatCouldLeadElsewhereIsRefused(String model) {
        Exchange exchange = send(
                "hf-inference:image-classification?token=hf_secret&model=a/b&baseUrl={{hosted}}",
                Map.of("CamelHfInferenceModel", model));

        assertThat(exchange.getException()).isInstanceOf(InvalidInferenceInputException.class);
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource:file:/etc/passwd", "file:/etc/passwd", " classpath:labels.txt", "a,a", ","})
    void wrongLabelsOfTheMessageAreRefused(String labels) {
        Exchange exchange = send(zeroShot(""), Map.of("CamelHfInferenceLabels", labels));

        assertThat(exchange.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("CamelHfInferenceLabels");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void labelsThatAreNoStringChooseNoFileEither() {
        Exchange exchange = send(zeroShot(""), Map.of("CamelHfInferenceLabels", new StringBuilder("file:/etc/passwd")));

        assertThat(exchange.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("a message cannot choose files");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void textsOfTheMessageCompleteASimilarity() {
        Exchange exchange = send(
                "hf-inference:similarity?token=hf_secret&endpointUrl={{url}}",
                Map.of("CamelHfInferenceTexts", List.of("red, bright", "blue")));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage()
                        .getBody(io.github.camelhf.inference.result.Similarity.class)
                        .textCount())
                .isEqualTo(2);
    }

    @Test
    void theResultCanGoIntoAHeader() {
        Exchange exchange = send(zeroShot("&resultHeader=answer&resultFormat=json"), Map.of());

        assertThat(exchange.getMessage().getBody()).isSameAs(RED);
        assertThat(exchange.getMessage().getHeader("answer", String.class))
                .startsWith("[{\"label\":\"red tile\",\"score\":0.");
    }

    @Test
    void aFailureLeavesTheMessageAsItWas() {
        EMULATOR.fault(Fault.serverError());
        Exchange exchange = send(zeroShot(""), Map.of("mine", "stays"));

        assertThat(exchange.getMessage().getBody()).isSameAs(RED);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of("mine", "stays"));
    }

    private Exchange send(String uri, Map<String, Object> headers) {
        return routes.call(uri, exchange -> {
            exchange.getMessage().setBody(RED);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private static String zeroShot(String options) {
        return "hf-inference:zero-shot?token=hf_secret&labels=red tile,blue sky&endpointUrl={{url}}" + options;
    }
}
