package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.message.SafeLabel;
import io.github.camelhf.inference.result.Answers;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Fillings;
import io.github.camelhf.inference.result.InferenceResult;
import io.github.camelhf.inference.result.Ranking;
import io.github.camelhf.inference.result.Segments;
import io.github.camelhf.inference.result.Similarity;
import io.github.camelhf.inference.result.TableAnswer;
import io.github.camelhf.inference.result.Transcript;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.task.Wants;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Runs every mode through every promise that holds for all of them; a mode gets all of it by its row in {@link #rows()}. */
class EveryModeTest {

    private static final String TOKEN = "hf_ThatNobodyMaySee123";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private static final Routes ROUTES = new Routes();

    @BeforeAll
    static void nameTheServer() {
        ROUTES.with("url", EMULATOR.url());
    }

    /**
     * A mode, and a question that the emulator answers.
     *
     * @param path    where the emulator serves it
     * @param options what it needs besides, such as labels
     * @param result  what comes back; text, a result of the package, or a stream of bytes
     */
    private record Row(@Nullable Task task, String mode, String path, String options, Object body, Class<?> result) {

        static Row pipeline(Task task, Object body, String options, Class<?> result) {
            return new Row(task, task.mode(), "models/a/b/pipeline/" + task.mode(), options, body, result);
        }

        static Row at(String path, Task task, Object body, String options, Class<?> result) {
            return new Row(task, task.mode(), path, options, body, result);
        }

        /** Bytes have neither JSON nor words. */
        boolean readable() {
            return result == String.class || InferenceResult.class.isAssignableFrom(result);
        }

        boolean wants(Wants what) {
            return task == null || task.wants(what);
        }

        String uri(String more) {
            return "hf-inference:" + mode + "?endpointUrl={{url}}" + path + "&token=" + TOKEN + "&adaptive=false"
                    + options + more;
        }

        @Override
        public String toString() {
            return mode;
        }
    }

    private static List<Row> rows() {
        byte[] picture = Pictures.spots();
        byte[] sound = Sounds.wav(440);
        String labels = "&labels=red tile,blue tile";
        Map<String, Object> both = Map.of("image", picture, "texts", List.of("red", "blue"));
        List<String> texts = List.of("a red brick", "a blue sky");
        String ask = "&question=red tile";
        return List.of(
                Row.pipeline(Task.IMAGE_CLASSIFICATION, picture, "", Classifications.class),
                Row.at("", Task.ZERO_SHOT, picture, labels, Classifications.class),
                Row.at("", Task.IMAGE_EMBEDDING, picture, "", Embedding.class),
                Row.at("", Task.TEXT_EMBEDDING, "a red tile", "", Embedding.class),
                Row.at("", Task.SIMILARITY, both, "", Similarity.class),
                Row.pipeline(Task.TEXT_CLASSIFICATION, "a good day", "", Classifications.class),
                Row.pipeline(Task.TOKEN_CLASSIFICATION, "I met Ann Lee in Rome", "", Entities.class),
                Row.pipeline(Task.ZERO_SHOT_CLASSIFICATION, "a refund", "&labels=refund,faq", Classifications.class),
                Row.pipeline(Task.QUESTION_ANSWERING, "Ann called.", "&question=Who called?", Answers.class),
                Row.pipeline(Task.SENTENCE_SIMILARITY, texts, ask, Ranking.class),
                Row.pipeline(Task.TEXT_RANKING, texts, ask, Ranking.class),
                Row.pipeline(Task.SUMMARIZATION, "One. Two. Three.", "", String.class),
                Row.pipeline(Task.TRANSLATION, "good day", "", String.class),
                Row.pipeline(Task.FILL_MASK, "a dark [MASK]", "", Fillings.class),
                Row.pipeline(
                        Task.TABLE_QUESTION_ANSWERING,
                        "name,age\nAnn,41",
                        "&question=How old is Ann?",
                        TableAnswer.class),
                Row.pipeline(Task.OBJECT_DETECTION, picture, "", Detections.class),
                Row.pipeline(Task.ZERO_SHOT_OBJECT_DETECTION, picture, labels, Detections.class),
                Row.pipeline(Task.IMAGE_TO_TEXT, picture, "", String.class),
                Row.pipeline(Task.IMAGE_SEGMENTATION, picture, "", Segments.class),
                Row.pipeline(Task.VISUAL_QUESTION_ANSWERING, picture, "&question=Is there a red thing?", Answers.class),
                Row.pipeline(Task.DOCUMENT_QUESTION_ANSWERING, picture, "&question=Which colour?", Answers.class),
                Row.pipeline(Task.AUTOMATIC_SPEECH_RECOGNITION, sound, "", Transcript.class),
                Row.pipeline(Task.AUDIO_CLASSIFICATION, sound, "", Classifications.class),
                Row.at("v1/chat/completions", Task.CHAT, "What is 17 + 25?", "", String.class),
                Row.pipeline(Task.TEXT_TO_IMAGE, "a red tile", "", StreamCache.class),
                Row.pipeline(Task.IMAGE_TO_IMAGE, picture, "&prompt=in green", StreamCache.class),
                Row.at(
                        "hf-inference/models/a/b/pipeline/text-to-speech",
                        Task.TEXT_TO_SPEECH,
                        "good day",
                        "",
                        StreamCache.class),
                new Row(null, "auto", "", labels, picture, Classifications.class));
    }

    @Test
    void everyModeHasARow() {
        assertThat(rows().stream().map(Row::task)).containsAll(Arrays.asList(Task.values()));
        assertThat(rows().stream().map(Row::mode)).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicNode> everyModeKeepsEveryPromise() {
        return rows().stream().map(row -> dynamicContainer(row.mode(), promises(row)));
    }

    private static Stream<DynamicNode> promises(Row row) {
        Map<String, Executable> promises = new LinkedHashMap<>();
        promises.put("answers, and describes the answer in headers", () -> answers(row));
        promises.put(
                "leaves the body where the result goes into a header, or refuses to put it there",
                () -> keepsTheBody(row));
        promises.put("gives the same as JSON", () -> givesJson(row));
        promises.put("is sent again after a 503", () -> isRedelivered(row));
        promises.put("is not sent again after a 401, and shows no token", () -> isRefused(row));
        promises.put("hands on how long a 429 says to wait", () -> isLimited(row));
        promises.put("waits while the model loads, and goes on when it answers", () -> waitsForTheModel(row));
        promises.put("takes no answer that is cut off", () -> isCutOff(row));
        promises.put("takes no answer of another kind", () -> isMalformed(row));
        promises.put("takes no answer that is too long", () -> isBounded(row));
        promises.put("refuses other bodies and sends nothing", () -> refusesBodies(row));
        promises.put("judges by minScore and minMargin, or refuses them", () -> judges(row));
        promises.put("is told parameters by the message", () -> readsHeaders(row));
        promises.put("is known to catalog and JMX", () -> isKnown(row));
        return promises.entrySet().stream()
                .map(promise -> dynamicTest(promise.getKey(), () -> {
                    EMULATOR.reset();
                    promise.getValue().execute();
                }));
    }

    private static void answers(Row row) throws Exception {
        String said = row.readable() ? "&rawResponseHeader=said" : "";
        Message message = ROUTES.answer(row.uri(said + "&header.X-Floor=oak"), row.body());

        assertThat(message.getBody()).isInstanceOf(row.result());
        assertThat(message.getHeaders())
                .containsEntry(HfInferenceHeaders.MODE, row.task() == null ? "zero-shot" : row.mode())
                .containsKeys(HfInferenceHeaders.REQUEST_ID, HfInferenceHeaders.BATCH_SIZE);
        assertThat(message.getHeaders().containsKey("said")).isEqualTo(row.readable());
        RecordedRequest request = EMULATOR.requests().get(0);
        assertThat(request.header("X-Floor")).contains("oak");
        assertThat(request.header("Authorization")).contains("Bearer " + TOKEN);
        assertThat(message.getHeaders().values())
                .noneMatch(value -> String.valueOf(value).contains(TOKEN));
        String label = message.getHeader(HfInferenceHeaders.LABEL, String.class);
        // Of texts that are ranked the best one is no label: it may be long.
        assertThat(label != null).isEqualTo(row.wants(Wants.MIN_SCORE) && row.result() != Ranking.class);
        assertThat(message.getHeader(HfInferenceHeaders.SCORE) != null).isEqualTo(row.wants(Wants.MIN_SCORE));
        assertThat(message.getHeader(HfInferenceHeaders.MARGIN) != null).isEqualTo(row.wants(Wants.MIN_MARGIN));
        assertThat(message.getHeader(HfInferenceHeaders.SAFE_LABEL))
                .isEqualTo(label == null ? null : SafeLabel.of(label));
    }

    private static void keepsTheBody(Row row) throws Exception {
        if (!row.readable()) {
            for (String option : List.of("resultHeader=result", "rawResponseHeader=said", "resultFormat=json")) {
                assertThat(catchThrowable(
                                () -> ROUTES.endpoint(row.uri("&" + option)).createProducer()))
                        .hasMessageContainingAll("option " + option, row.mode());
            }
            return;
        }
        Message message = ROUTES.answer(row.uri("&resultHeader=result"), row.body());

        assertThat(message.getBody()).isSameAs(row.body());
        assertThat(message.getHeader("result")).isInstanceOf(row.result());
    }

    private static void givesJson(Row row) throws Exception {
        if (!row.readable()) {
            return;
        }
        Object result = ROUTES.answer(row.uri(""), row.body()).getBody();
        Message json = ROUTES.answer(row.uri("&resultFormat=json"), row.body());

        assertThat(MAPPER.readTree(json.getBody(String.class)))
                .isEqualTo(MAPPER.readTree(MAPPER.writeValueAsString(result)));
    }

    private static void isRedelivered(Row row) throws Exception {
        String start = "direct:retried-" + row.mode();
        ROUTES.add(route -> {
            route.onException(InferenceUnavailableException.class)
                    .maximumRedeliveries(1)
                    .redeliveryDelay(0);
            route.from(start).to(row.uri("&maxRetryAfter=1"));
        });
        byte[] loading = "{\"error\":\"Model a/b is currently loading\"}".getBytes(StandardCharsets.UTF_8);
        EMULATOR.fault(Fault.answer(503, Map.of("Retry-After", "7"), "application/json", loading));

        Exchange exchange = ROUTES.call(start, row.body());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(row.result());
        assertThat(EMULATOR.requests()).hasSize(2);
        assertThat(EMULATOR.requests().get(1).bodySha256())
                .isEqualTo(EMULATOR.requests().get(0).bodySha256());
    }

    private static void isRefused(Row row) {
        EMULATOR.fault(Fault.answer(401, "text/plain", "what is " + TOKEN + "?"));

        Exchange exchange = ROUTES.call(row.uri(""), row.body());

        assertThat(exchange.getException())
                .isInstanceOf(InferenceAuthenticationException.class)
                .hasMessageNotContaining(TOKEN);
        assertThat(exchange.getMessage().getBody()).isSameAs(row.body());
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    private static void isLimited(Row row) {
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(7)));

        Exchange exchange = ROUTES.call(row.uri(""), row.body());

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        limited -> assertThat(limited.getRetryAfter()).isEqualTo(Duration.ofSeconds(7)));
        assertThat(exchange.getProperty("CamelAiErrorCategory")).isEqualTo("RATE_LIMIT");
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(7000L);
    }

    private static void waitsForTheModel(Row row) throws Exception {
        String uri = row.uri("").replace("&adaptive=false", "&maxInFlight=63");
        HfInferenceEndpoint endpoint = ROUTES.endpoint(uri);
        EMULATOR.fault(Fault.modelLoading(0.05));

        assertThat(ROUTES.call(uri, row.body()).getException()).isInstanceOf(ModelLoadingException.class);
        assertThat(endpoint.getGate()).isEqualTo("loading");

        assertThat(ROUTES.answer(uri, row.body()).getBody()).isInstanceOf(row.result());
        assertThat(endpoint.getGate()).isEqualTo("open");
    }

    private static void isCutOff(Row row) {
        EMULATOR.fault(Fault.truncatedAnswer());

        assertThat(ROUTES.call(row.uri(""), row.body()).getException()).isInstanceOf(InferenceTransportException.class);
    }

    private static void isMalformed(Row row) {
        for (Fault fault : List.of(
                Fault.htmlPage(),
                Fault.answer(200, "application/json", "{\"other\": true}"),
                Fault.answer(200, "application/json", "[[]"))) {
            EMULATOR.fault(fault);

            assertThat(ROUTES.call(row.uri(""), row.body()).getException())
                    .isExactlyInstanceOf(MalformedInferenceResponseException.class);
        }
    }

    private static void isBounded(Row row) {
        String option = row.readable() ? "maxResponseSize" : "maxMediaSize";
        assertThat(ROUTES.call(row.uri("&" + option + "=8"), row.body()).getException())
                .isInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContaining(option);
    }

    private static void refusesBodies(Row row) {
        for (Object body : new Object[] {null, new Object(), List.of()}) {
            Exchange exchange = ROUTES.call(row.uri(""), body);

            assertThat(exchange.getException())
                    .as("for %s", body)
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .satisfies(refused -> assertThat(((HfInferenceException) refused).isRetryable())
                            .isFalse());
        }
        assertThat(EMULATOR.requests()).isEmpty();
    }

    private static void judges(Row row) throws Exception {
        for (String bound : List.of("minScore", "minMargin")) {
            Wants wanted = bound.equals("minScore") ? Wants.MIN_SCORE : Wants.MIN_MARGIN;
            if (row.wants(wanted)) {
                for (String decision : List.of("accept", "review")) {
                    String uri = row.uri("&" + bound + "=" + (decision.equals("accept") ? -1000 : 1000));
                    assertThat(ROUTES.answer(uri, row.body()).getHeader(HfInferenceHeaders.DECISION))
                            .isEqualTo(decision);
                }
            } else {
                assertThat(catchThrowable(() ->
                                ROUTES.endpoint(row.uri("&" + bound + "=0.5")).createProducer()))
                        .hasMessageContaining("option " + bound + "=0.5: " + row.mode() + " gives no ");
            }
        }
    }

    private static void readsHeaders(Row row) {
        ROUTES.call(row.uri(""), exchange -> {
            exchange.getMessage().setBody(row.body());
            exchange.getMessage().setHeader(HfInferenceHeaders.PARAMETERS, Map.of("of_the_message", 7));
        });

        // Whether a server knows the parameter is another matter.
        assertThat(EMULATOR.requests().get(0).bodyText()).contains("\"of_the_message\":7");
    }

    private static void isKnown(Row row) throws Exception {
        assertThat(CatalogEntry.model().getEndpointPathOptions().get(0).getEnums())
                .contains(row.mode());
        ROUTES.endpoint(row.uri("&resultHeader=known"));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName endpoints = new ObjectName("org.apache.camel:type=endpoints,context=" + ROUTES.context.getName()
                + ",name=\"hf-inference://" + row.mode() + "\\?*\"");
        assertThat(server.queryNames(endpoints, null))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(server.getAttribute(name, "AskedMode")).isEqualTo(row.mode()));
    }
}
