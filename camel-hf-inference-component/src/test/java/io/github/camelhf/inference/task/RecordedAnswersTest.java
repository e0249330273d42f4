package io.github.camelhf.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.camelhf.inference.answer.ChatAnswer;
import io.github.camelhf.inference.answer.CountedResults;
import io.github.camelhf.inference.answer.MediaAnswer;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.http.ClientThreads;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Intake;
import io.github.camelhf.inference.result.Answer;
import io.github.camelhf.inference.result.Answers;
import io.github.camelhf.inference.result.Box;
import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Detection;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Segment;
import io.github.camelhf.inference.result.Segments;
import io.github.camelhf.inference.result.Transcript;
import io.github.camelhf.inference.transport.ConnectionSettings;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import io.github.camelhf.inference.transport.HttpTransport;
import io.github.camelhf.inference.transport.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/**
 * Sends every recorded answer of the real servers through a socket, the transport and the task. The folder is named by the system
 * property {@code conformance.dir}; without it, {@code shared/conformance} beside the repository is tried.
 */
class RecordedAnswersTest {

    @RegisterExtension
    static final HfInferenceEmulator SERVER = HfInferenceEmulator.create();

    private static final Path FOLDER =
            Path.of(System.getProperty("conformance.dir", "../../shared/conformance"), "recorded");

    private static final Path TEI = FOLDER.resolveSibling("tei");

    private static final String ABSENT = "no recorded answers of real servers at "
            + FOLDER.toAbsolutePath().normalize() + "; name the folder above it with -Dconformance.dir=...";

    private static final Map<Integer, Class<? extends HfInferenceException>> CLASSES = Map.of(
            400, InferenceRejectedException.class,
            401, InferenceAuthenticationException.class,
            404, InferenceRejectedException.class,
            422, InferenceRejectedException.class,
            429, RateLimitedException.class,
            500, InferenceServerException.class,
            503, ModelLoadingException.class);

    /** How many answers there are at least of each task that asks about texts. */
    private static final Map<Task, Integer> TEXT_TASKS = Map.of(
            Task.TOKEN_CLASSIFICATION,
            3,
            Task.ZERO_SHOT_CLASSIFICATION,
            5,
            Task.QUESTION_ANSWERING,
            2,
            Task.SENTENCE_SIMILARITY,
            3,
            Task.SUMMARIZATION,
            2,
            Task.TRANSLATION,
            2,
            Task.FILL_MASK,
            5,
            Task.TABLE_QUESTION_ANSWERING,
            2);

    private static ScheduledExecutorService timer;
    private static HttpTransport transport;
    private static List<Recording> recordings = List.of();

    @BeforeAll
    static void start() {
        if (Files.isDirectory(FOLDER)) {
            recordings = Recording.readAll(FOLDER);
        } else {
            LoggerFactory.getLogger("skipped").warn("RecordedAnswersTest: {}", ABSENT);
        }
        timer = Executors.newSingleThreadScheduledExecutor();
        transport = HttpTransport.start(
                new ConnectionSettings(Duration.ofSeconds(5), HttpVersionChoice.AUTO, null, null),
                new ClientThreads(timer, timer, timer));
    }

    @AfterAll
    static void stop() {
        transport.close();
        timer.shutdownNow();
    }

    @BeforeEach
    void skipWithoutRecordings() {
        assumeTrue(Files.isDirectory(FOLDER), ABSENT);
    }

    @Test
    void noneIsOverlooked() {
        assertThat(asked(Task.IMAGE_CLASSIFICATION)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(asked(Task.ZERO_SHOT)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(asked(Task.TEXT_EMBEDDING)).hasSizeGreaterThanOrEqualTo(13);
        assertThat(asked(Task.TEXT_EMBEDDING).filter(RecordedAnswersTest::isTokenMatrix))
                .hasSizeGreaterThanOrEqualTo(6);
        TEXT_TASKS.forEach(
                (task, count) -> assertThat(asked(task)).as(task.mode()).hasSizeGreaterThanOrEqualTo(count));
        assertThat(asked(Task.OBJECT_DETECTION)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(asked(Task.IMAGE_TO_TEXT)).hasSizeGreaterThanOrEqualTo(1);
        assertThat(asked(Task.IMAGE_SEGMENTATION)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(asked(Task.VISUAL_QUESTION_ANSWERING)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(asked(Task.DOCUMENT_QUESTION_ANSWERING)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(asked(Task.AUTOMATIC_SPEECH_RECOGNITION)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(asked(Task.AUDIO_CLASSIFICATION)).hasSizeGreaterThanOrEqualTo(7);
        assertThat(asked(Task.CHAT)).hasSizeGreaterThanOrEqualTo(68);
        assertThat(asked(Task.TEXT_TO_IMAGE)).hasSizeGreaterThanOrEqualTo(11);
        assertThat(asked(Task.TEXT_TO_SPEECH)).hasSizeGreaterThanOrEqualTo(1);
        assertThat(errors()).hasSizeGreaterThanOrEqualTo(36);
        assertThat(errors().map(Recording::status).distinct()).containsAll(CLASSES.keySet());
    }

    private static Stream<Recording> asked(Task task) {
        return recordings.stream()
                .filter(recording -> recording
                        .asked()
                        .filter(request -> request.task() == task)
                        .isPresent());
    }

    private static Stream<Recording> errors() {
        return recordings.stream().filter(recording -> recording.status() >= 400);
    }

    @TestFactory
    Stream<DynamicTest> readsEachSuccess() {
        return Stream.of(Task.IMAGE_CLASSIFICATION, Task.ZERO_SHOT, Task.AUDIO_CLASSIFICATION)
                .flatMap(RecordedAnswersTest::asked)
                .map(recording -> dynamicTest(recording.toString(), () -> {
                    Classifications result = (Classifications) answer(recording).get(0);
                    assertThat(List.copyOf(result)).containsExactlyElementsOf(bestFirst(recording.answerJson()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsEachAnswerAboutTexts() {
        return TEXT_TASKS.keySet().stream()
                .flatMap(RecordedAnswersTest::asked)
                .map(recording -> dynamicTest(recording.toString(), () -> {
                    JsonNode results = new ObjectMapper().valueToTree(answer(recording));
                    assertThat(results)
                            .isEqualTo(RecordedTexts.expected(recording.asked().orElseThrow(), recording.answerJson()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsEachAnswerOfAChatAndRefusesEachStream() {
        return asked(Task.CHAT)
                .map(recording -> dynamicTest(recording.toString(), () -> {
                    if (recording.answer().startsWith("data:")) {
                        assertThat(catchThrowableOfType(
                                        MalformedInferenceResponseException.class, () -> answer(recording)))
                                .hasMessageContaining("no readable JSON");
                        return;
                    }
                    ChatAnswer said = (ChatAnswer) answer(recording).get(0);
                    JsonNode choice = recording.answerJson().path("choices").path(0);
                    JsonNode usage = recording.answerJson().path("usage");
                    assertThat(said.content())
                            .isEqualTo(choice.path("message").path("content").textValue());
                    assertThat(said.finishReason())
                            .isEqualTo(choice.path("finish_reason").textValue());
                    assertThat(said.promptTokens())
                            .isEqualTo(usage.path("prompt_tokens").intValue());
                    assertThat(said.completionTokens())
                            .isEqualTo(usage.path("completion_tokens").intValue());
                }));
    }

    /** The entries of an answer, sorted by a rule of this test's own. */
    private static List<Classification> bestFirst(JsonNode answer) {
        List<Classification> entries = new ArrayList<>();
        for (JsonNode entry : answer) {
            int place = 0;
            while (place < entries.size()
                    && entries.get(place).score() >= entry.get("score").doubleValue()) {
                place++;
            }
            entries.add(
                    place,
                    new Classification(
                            entry.get("label").asText(), entry.get("score").doubleValue()));
        }
        return entries;
    }

    @TestFactory
    Stream<DynamicTest> readsEachVectorAndAsksForPoolingOfEachTokenMatrix() {
        return asked(Task.TEXT_EMBEDDING)
                .map(recording -> dynamicTest(recording.toString(), () -> {
                    if (isTokenMatrix(recording)) {
                        assertThat(catchThrowableOfType(
                                        MalformedInferenceResponseException.class, () -> answer(recording)))
                                .hasMessageContainingAll("the model needs pooling", "sentence-transformers");
                        return;
                    }
                    JsonNode data = recording.answerJson();
                    JsonNode vector =
                            data.isArray() ? data : data.path("data").path(0).path("embedding");
                    List<?> results = answer(recording);
                    if (data.has("usage")) {
                        assertThat(((CountedResults) results).promptTokens())
                                .isEqualTo(
                                        data.path("usage").path("prompt_tokens").intValue());
                    }
                    Embedding result = (Embedding) results.get(0);
                    assertThat(result.size()).isEqualTo(vector.size()).isGreaterThan(300);
                    for (int i = 0; i < vector.size(); i++) {
                        assertThat(result.get(i))
                                .isEqualTo((float) vector.get(i).doubleValue());
                    }
                }));
    }

    /** The embedding server's own tests hold what it answered; what it is sent keeps to its own description of it. */
    @TestFactory
    Stream<DynamicTest> readsAndAsksAsTextEmbeddingsInferenceSays() throws IOException {
        JsonNode description =
                new ObjectMapper().readTree(TEI.resolve("openapi.json").toFile());
        Map<Task, String> types = Map.of(
                Task.TEXT_EMBEDDING, "EmbedRequest",
                Task.TEXT_CLASSIFICATION, "PredictRequest",
                Task.TEXT_RANKING, "RerankRequest",
                Task.SENTENCE_SIMILARITY, "SimilarityRequest");
        Stream<DynamicTest> asked = types.entrySet().stream()
                .flatMap(type -> WireFolder.of(type.getKey(), Dialect.TEI).own("request").stream()
                        .map(file -> dynamicTest(
                                type.getKey().mode() + " " + file.getFileName(),
                                () -> requireType(
                                        description,
                                        type.getValue(),
                                        WireFolder.json(file).get("body")))));
        Stream<DynamicTest> openAi = WireFolder.of(Task.TEXT_EMBEDDING, Dialect.OPENAI).own("request").stream()
                .map(file -> dynamicTest(
                        "in the other dialect " + file.getFileName(),
                        () -> requireType(
                                description,
                                "OpenAICompatRequest",
                                WireFolder.json(file).get("body"))));
        Stream<DynamicTest> answered = Stream.of("single", "batch")
                .map(name -> dynamicTest(
                        "reads " + name,
                        () -> readsVectors(
                                Files.readString(TEI.resolve("test_http_embed__mrl_embeddings_" + name + ".snap")))));
        return Stream.of(asked, openAi, answered).flatMap(tests -> tests);
    }

    private static void requireType(JsonNode description, String type, JsonNode body) {
        ObjectNode schema = description.deepCopy();
        schema.put("$ref", "#/components/schemas/" + type);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                        .getSchema(schema)
                        .validate(body))
                .isEmpty();
    }

    /** A snapshot is a list of lists of numbers in YAML. */
    private static void readsVectors(String snapshot) throws IOException {
        JsonNode vectors = new ObjectMapper().createArrayNode();
        for (String line : snapshot.substring(snapshot.indexOf("\n- -")).trim().split("\n")) {
            if (line.startsWith("- -")) {
                ((ArrayNode) vectors).addArray();
            }
            ((ArrayNode) vectors.get(vectors.size() - 1)).add(Float.parseFloat(line.substring("- -".length())));
        }
        List<String> texts = Collections.nCopies(vectors.size(), "any");
        InferenceRequest request = Asked.in(Task.TEXT_EMBEDDING, Dialect.TEI)
                .texts(texts)
                .asList(texts.size() > 1)
                .request();
        SERVER.fault(Fault.answer(200, "application/json", vectors.toString()));
        assertThat(new ObjectMapper().<JsonNode>valueToTree(received(request)).toString())
                .isEqualTo(vectors.toString());
    }

    @TestFactory
    Stream<DynamicTest> readsEachDetection() {
        return asked(Task.OBJECT_DETECTION)
                .map(recording -> dynamicTest(recording.toString(), () -> {
                    Detections result = (Detections) answer(recording).get(0);
                    assertThat(result).hasSameSizeAs(recording.answerJson()).isNotEmpty();
                    for (JsonNode entry : recording.answerJson()) {
                        JsonNode box = entry.get("box");
                        assertThat(result)
                                .contains(new Detection(
                                        entry.get("label").asText(),
                                        entry.get("score").doubleValue(),
                                        new Box(
                                                box.get("xmin").intValue(),
                                                box.get("ymin").intValue(),
                                                box.get("xmax").intValue(),
                                                box.get("ymax").intValue())));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsEachCaption() {
        return asked(Task.IMAGE_TO_TEXT)
                .map(recording -> dynamicTest(
                        recording.toString(),
                        () -> assertThat(answer(recording).get(0))
                                .isEqualTo(recording
                                        .answerJson()
                                        .path(0)
                                        .path("generated_text")
                                        .textValue())));
    }

    @TestFactory
    Stream<DynamicTest> readsEachSegmentation() {
        return asked(Task.IMAGE_SEGMENTATION)
                .map(recording -> dynamicTest(recording.toString(), () -> {
                    Segments result = (Segments) answer(recording).get(0);
                    assertThat(result).hasSameSizeAs(recording.answerJson()).isNotEmpty();
                    for (int i = 0; i < result.size(); i++) {
                        JsonNode entry = recording.answerJson().get(i);
                        assertThat(result.get(i))
                                .isEqualTo(new Segment(
                                        entry.get("label").asText(),
                                        entry.get("score").doubleValue(),
                                        entry.get("mask").binaryValue()));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsEachAnswerAboutAPicture() {
        return Stream.of(Task.VISUAL_QUESTION_ANSWERING, Task.DOCUMENT_QUESTION_ANSWERING)
                .flatMap(RecordedAnswersTest::asked)
                .map(recording -> dynamicTest(recording.toString(), () -> {
                    Answers result = (Answers) answer(recording).get(0);
                    assertThat(result).hasSameSizeAs(recording.answerJson());
                    for (int i = 0; i < result.size(); i++) {
                        JsonNode entry = recording.answerJson().get(i);
                        assertThat(result.get(i))
                                .isEqualTo(new Answer(
                                        entry.get("answer").asText(),
                                        entry.has("score") ? entry.get("score").doubleValue() : null,
                                        entry.has("start") ? entry.get("start").intValue() : null,
                                        entry.has("end") ? entry.get("end").intValue() : null));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsEachTranscript() {
        return asked(Task.AUTOMATIC_SPEECH_RECOGNITION)
                .map(recording -> dynamicTest(
                        recording.toString(),
                        () -> assertThat(answer(recording).get(0))
                                .isEqualTo(new Transcript(
                                        recording.answerJson().get("text").textValue(), List.of()))));
    }

    /** Of most only the first bytes were recorded, and what stands for the rest here is noise; of some, nothing that is a picture. */
    @TestFactory
    Stream<DynamicTest> takesEachPictureAndRecordingAndRefusesWhatIsNone() {
        return Stream.of(Task.TEXT_TO_IMAGE, Task.TEXT_TO_SPEECH)
                .flatMap(RecordedAnswersTest::asked)
                .map(recording -> dynamicTest(recording.toString(), () -> {
                    if (!recording.mediaHead().isEmpty()) {
                        MediaAnswer made = (MediaAnswer) answer(recording).get(0);
                        assertThat(recording.header("content-type")).contains(made.mediaType());
                        assertThat(made.content().length()).isEqualTo(recording.mediaLength());
                    } else if (recording.response().toString().contains("$base64")) {
                        MediaAnswer made = (MediaAnswer) answer(recording).get(0);
                        assertThat(made.mediaType()).isEqualTo("image/png");
                    } else {
                        assertThat(catchThrowableOfType(
                                        MalformedInferenceResponseException.class, () -> answer(recording)))
                                .hasMessageContaining("a picture");
                    }
                }));
    }

    /** The recorded plain transformers model answers [1][tokens][768], or [texts][1][tokens][768] for a list. */
    private static boolean isTokenMatrix(Recording recording) {
        return recording.answerJson().path(0).path(0).isArray();
    }

    @TestFactory
    Stream<DynamicTest> givesEachErrorItsClass() {
        return errors().map(recording -> dynamicTest(recording.toString(), () -> {
            HfInferenceException failure = catchThrowableOfType(HfInferenceException.class, () -> answer(recording));
            boolean overloaded = recording.answer().contains("\"overloaded\"");
            assertThat(failure)
                    .isExactlyInstanceOf(overloaded ? InferenceServerException.class : CLASSES.get(recording.status()));
            assertThat(failure.getStatusCode()).isEqualTo(recording.status());
            // The emulator gives an id of its own to an answer that was recorded without one.
            recording
                    .header("x-request-id")
                    .ifPresent(id -> assertThat(failure.getRequestId()).isEqualTo(id));
            assertThat(failure.getRetryAfter()).isEqualTo(estimate(recording.answer()));
            assertThat(failure.getMessage()).contains(firstWords(recording)).hasSizeLessThan(700);
        }));
    }

    private static @Nullable Duration estimate(String answer) {
        String key = "\"estimated_time\":";
        int at = answer.indexOf(key);
        return at < 0
                ? null
                : Duration.ofMillis(Math.round(
                        1000 * Double.parseDouble(answer.substring(at + key.length(), answer.indexOf('}', at)))));
    }

    /** Enough of the server's own words to know them again. */
    private static String firstWords(Recording recording) {
        if (!recording.answer().startsWith("{")) {
            return recording.answer().substring(0, 40);
        }
        JsonNode json = recording.answerJson();
        JsonNode error = json.path("error");
        String text = error.isArray()
                ? error.path(0).asText()
                : error.path("message").asText(error.asText(json.path("message").asText()));
        return text.substring(0, Math.min(12, text.length()));
    }

    /** What a caller gets for the recorded answer. */
    private static List<?> answer(Recording recording) {
        InferenceRequest request = recording
                .asked()
                .orElseGet(() -> Asked.in(Task.TEXT_EMBEDDING, Dialect.PIPELINE)
                        .texts(List.of("any"))
                        .request());
        SERVER.fault(Fault.answer(
                recording.status(),
                recording.headers(),
                recording.header("content-type").orElse(null),
                body(recording)));
        return received(request);
    }

    /** What a caller gets for what the server answers next. */
    private static List<?> received(InferenceRequest request) {
        WireRequest wire = new WireRequest(
                SERVER.url(),
                Map.of(),
                null,
                Map.of(),
                null,
                request.task().encode(request),
                new WireRequest.Limits(Duration.ofSeconds(20), new ByteSize(16 << 20), Duration.ofMinutes(5)),
                request.task().givesMedia() ? new Intake(new ByteSize(16 << 20), 16 << 20, null) : null);
        try {
            return request.task().decode(request, wire, transport.send(wire).join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof HfInferenceException ours ? ours : e;
        }
    }

    private static byte[] body(Recording recording) {
        if (recording.mediaHead().isEmpty() || recording.answer().startsWith("{")) {
            return recording.answer().getBytes(StandardCharsets.UTF_8);
        }
        byte[] head = Base64.getDecoder().decode(recording.mediaHead());
        byte[] body = new byte[recording.mediaLength()];
        new Random(1).nextBytes(body);
        System.arraycopy(head, 0, body, 0, head.length);
        if (recording.header("content-type").filter("image/jpeg"::equals).isPresent()) {
            body[body.length - 2] = (byte) 0xFF; // the mark of its end
            body[body.length - 1] = (byte) 0xD9;
        }
        return body;
    }
}
