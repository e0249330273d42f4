package io.github.camelhf.inference.examples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.ErrorShape;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers of {@code POST /classify} are told. */
@ParameterizedClass
@EnumSource(Dsl.class)
@Timeout(120)
class ClassifyTest {

    private static final Sample PICTURE = Sample.pictures().get(0);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Dsl dsl;
    private final ClassifyServer server;

    ClassifyTest(Dsl dsl) throws Exception {
        this.dsl = dsl;
        this.server = server(ClassifyServer.SETTINGS);
    }

    private ClassifyServer server(Map<String, String> settings) throws Exception {
        ClassifyServer created = new ClassifyServer(EMULATOR.url(), settings);
        dsl.add(created.camel());
        return created;
    }

    @BeforeEach
    void start() {
        server.camel().start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersWithTheLabelsBestFirst() throws Exception {
        HttpResponse<String> answer = post(PICTURE.bytes());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode labels = json(answer);
        assertThat(labels).hasSize(3);
        assertThat(labels.get(0).path("label").asText()).isEqualTo(PICTURE.label());
        assertThat(labels.get(0).path("score").asDouble())
                .isGreaterThan(labels.get(1).path("score").asDouble());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Fault.tooLarge(), 413),
                arguments(Fault.error(415, ErrorShape.ERROR_STRING, "no such type"), 415),
                arguments(Fault.error(400, ErrorShape.ERROR_STRING, "cannot identify image file"), 422),
                arguments(Fault.unprocessable(), 422),
                arguments(Fault.unauthorized(), 502),
                arguments(Fault.quotaExceeded(), 502),
                arguments(Fault.modelNotFound(), 502),
                arguments(Fault.malformedJson(), 502),
                arguments(Fault.htmlPage(), 502),
                arguments(Fault.modelLoading(20), 503),
                arguments(Fault.scalingUp(), 503),
                arguments(Fault.rateLimited(Duration.ofSeconds(7)), 503),
                arguments(Fault.serverError(), 503),
                arguments(Fault.badGateway(), 503),
                arguments(Fault.resetBeforeAnswer(), 503),
                arguments(Fault.gatewayTimeout(), 504));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("failures")
    void aFailureOfTheModelsServerHasItsStatus(Fault fault, int status) throws Exception {
        EMULATOR.fault(fault);

        HttpResponse<String> answer = post(PICTURE.bytes());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer).path("title").asText()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("127.0.0.1", "Exception");
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsATimeout() throws Exception {
        EMULATOR.fault(Fault.neverAnswer());
        Map<String, String> settings = new HashMap<>(ClassifyServer.SETTINGS);
        settings.put("requestTimeout", "300ms");
        try (ClassifyServer hasty = server(settings)) {
            hasty.camel().start();
            HttpRequest request = HttpRequest.newBuilder(
                            request(PICTURE.bytes()).build(), (name, value) -> true)
                    .uri(hasty.classify())
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(504);
        }
    }

    @Test
    void passesTheServersDelayOn() throws Exception {
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(7)));

        assertThat(post(PICTURE.bytes()).headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void callersDoNotWaitForAModelThatLoads() throws Exception {
        EMULATOR.fault(Fault.modelLoading(20));

        assertThat(post(PICTURE.bytes()).headers().firstValue("Retry-After")).hasValue("20");
        assertThat(post(PICTURE.bytes()).statusCode()).isEqualTo(503);
        assertThat(EMULATOR.requests()).as("the second one was not sent").hasSize(1);
    }

    @Test
    void whatIsNoPictureIsTheCallersFault() throws Exception {
        for (byte[] body : List.of(Sample.note().bytes(), new byte[0])) {
            HttpResponse<String> answer = post(body);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).path("detail").asText()).isNotEmpty();
        }
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void aPictureOverTheLimitIsTooLarge() throws Exception {
        HttpResponse<String> answer = post(new byte[(int) ClassifyServer.LARGEST_PICTURE + 1]);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void takesPicturesByPostOnly() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(server.classify()).build();
        HttpRequest form = request(PICTURE.bytes())
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .build();

        assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    }

    @Test
    void headersOfTheRequestNeitherSteerTheCallNorComeBack() throws Exception {
        HttpRequest request = request(PICTURE.bytes())
                .header("CamelHfInferenceLabels", "cat,dog")
                .header("CamelHttpUri", "http://example.org")
                .header("X-Secret", "s3cret")
                .build();

        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        assertThat(json(answer).get(0).path("label").asText()).isEqualTo(PICTURE.label());
        assertThat(answer.headers().map()).doesNotContainKeys("x-secret", "camelhfinferencelabels");
        assertThat(EMULATOR.requests().get(0).header("x-secret")).isEmpty();
    }

    @Test
    void whoComesBackWhenToldGetsTheAnswerForTheirPicture() {
        EMULATOR.fault(Fault.modelLoading(0.1), 2);
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(1)));
        EMULATOR.fault(Fault.resetMidAnswer());
        List<CompletableFuture<String>> answers = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Sample picture = Sample.pictures().get(i % 3);
            expected.add(picture.label());
            answers.add(untilAnswered(picture));
        }

        assertThat(answers.stream().map(CompletableFuture::join)).isEqualTo(expected);
    }

    private CompletableFuture<String> untilAnswered(Sample picture) {
        return client.sendAsync(request(picture.bytes()).build(), BodyHandlers.ofString())
                .thenCompose(answer -> answer.statusCode() == 503
                        ? untilAnswered(picture)
                        : CompletableFuture.completedFuture(
                                json(answer).get(0).path("label").asText()));
    }

    private HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return client.send(request(body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(byte[] body) {
        return HttpRequest.newBuilder(server.classify())
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("Expected JSON, got " + answer.body(), e);
        }
    }
}
