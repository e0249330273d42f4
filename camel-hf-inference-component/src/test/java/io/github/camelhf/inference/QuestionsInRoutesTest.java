package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the question of a mode that takes one comes from, and what is refused before anything is sent. */
class QuestionsInRoutesTest {

    private static final String ABOUT_TEXTS = "question-answering";
    private static final String ABOUT_PICTURES = "visual-question-answering";
    private static final String ASKS = "&question=Who called?";
    private static final String TEXT = "Ann called at noon.";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final byte[] RED = Pictures.plain("png", Color.RED);
    private static final String BASE64 = Base64.getEncoder().encodeToString(RED);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static String uri(String mode, String options) {
        return "hf-inference:" + mode + "?endpointUrl={{url}}models/a/b/pipeline/" + mode + options;
    }

    static Stream<Arguments> questions() {
        return Stream.concat(
                Stream.concat(
                        questions(ABOUT_TEXTS, "context", TEXT, TEXT), questions(ABOUT_PICTURES, "image", RED, BASE64)),
                Stream.of(
                        asked(ABOUT_TEXTS, ASKS, Map.of(), BYTES, "context", TEXT),
                        asked(
                                ABOUT_TEXTS,
                                ASKS,
                                Map.of(),
                                Map.of("context", new ByteArrayInputStream(BYTES)),
                                "context",
                                TEXT),
                        asked(
                                ABOUT_PICTURES,
                                ASKS,
                                Map.of(),
                                Map.of("image", new ByteArrayInputStream(RED)),
                                "image",
                                BASE64),
                        asked(ABOUT_PICTURES, ASKS, Map.of(), BASE64, "image", BASE64)));
    }

    private static Stream<Arguments> questions(String mode, String name, Object about, String sent) {
        Map<String, Object> header = Map.of(HfInferenceHeaders.QUESTION, "Who called?");
        Map<String, Object> other = Map.of(HfInferenceHeaders.QUESTION, "Where?");
        Map<String, Object> whole = Map.of("question", "Who called?", name, about);
        return Stream.of(
                asked(mode, ASKS, Map.of(), about, name, sent),
                asked(mode, "", header, about, name, sent),
                asked(mode, "&question=When?", header, about, name, sent),
                asked(mode, "", Map.of(), whole, name, sent),
                asked(mode, "&question=When?", other, whole, name, sent),
                asked(mode, ASKS, Map.of(), Map.of(name, about), name, sent));
    }

    private static Arguments asked(
            String mode, String options, Map<String, Object> headers, Object body, String name, String sent) {
        return arguments(mode, options, headers, body, name, sent);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theMapWinsOverTheHeaderAndTheHeaderOverTheOption(
            String mode, String options, Map<String, Object> headers, Object body, String name, String about)
            throws Exception {
        Exchange answered = routes.call(uri(mode, options), message -> {
            message.getMessage().setBody(body);
            message.getMessage().setHeaders(new HashMap<>(headers));
        });

        assertThat(answered.getException()).isNull();
        JsonNode sent = new ObjectMapper().readTree(EMULATOR.requests().get(0).bodyText());
        assertThat(sent.path("inputs").path("question").asText()).isEqualTo("Who called?");
        assertThat(sent.path("inputs").path(name).asText()).isEqualTo(about);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(ABOUT_TEXTS, "", TEXT, "needs something to ask"),
                arguments(ABOUT_TEXTS, ASKS, List.of(TEXT), "takes one context in a message"),
                arguments(ABOUT_TEXTS, ASKS, List.of(), "takes one context in a message"),
                arguments(ABOUT_TEXTS, ASKS, Map.of(), "takes one context in a message"),
                arguments(ABOUT_TEXTS, ASKS, Map.of("text", TEXT), "as context in a Map, got none"),
                arguments(ABOUT_TEXTS, ASKS, Map.of("context", List.of(TEXT)), "split it first"),
                arguments(ABOUT_TEXTS, ASKS, "  ", "nothing but white space"),
                arguments(ABOUT_TEXTS, "", Map.of("context", TEXT, "question", " "), "needs something to ask"),
                arguments(
                        ABOUT_TEXTS,
                        "",
                        Map.of("context", TEXT, "question", 5),
                        "the question: expected bytes, a stream"),
                arguments(ABOUT_PICTURES, "", RED, "needs something to ask"),
                arguments(ABOUT_PICTURES, "", Map.of("image", RED, "question", " "), "needs something to ask"),
                arguments(ABOUT_PICTURES, "", Map.of("image", RED, "question", 5), "got a java.lang.Integer"),
                arguments(ABOUT_PICTURES, ASKS, List.of(RED), "takes one image in a message"),
                arguments(ABOUT_PICTURES, ASKS, List.of(), "takes one image in a message"),
                arguments(ABOUT_PICTURES, ASKS, Map.of(), "as image in a Map, got none"),
                arguments(ABOUT_PICTURES, ASKS, Map.of("picture", RED), "as image in a Map, got none"),
                arguments(ABOUT_PICTURES, ASKS, Map.of("image", List.of(RED)), "split it first"),
                arguments(ABOUT_PICTURES, ASKS, new byte[] {1, 2, 3}, "expected a JPEG, PNG"),
                arguments(ABOUT_PICTURES, ASKS, new byte[0], "empty"),
                arguments("sentence-similarity", "", List.of("a", "b"), "needs something to ask"),
                arguments("sentence-similarity", "&question=a", List.of(), "the list of texts is empty"),
                arguments("sentence-similarity", "&question=a", Map.of(), "needs texts"),
                arguments("sentence-similarity", "", Map.of("source", "a"), "needs texts"),
                arguments("text-ranking", "&question=a", Map.of("texts", List.of()), "the list of texts is empty"),
                arguments("text-ranking", "", Map.of("texts", List.of("b")), "with the key source or query"),
                arguments("text-ranking", "&question=a", List.of("b", " "), "item 1 of a list of 2"),
                arguments("table-question-answering", "", "a,b\n1,2", "needs something to ask"),
                arguments("table-question-answering", "&question=a", "a,b", "the table is empty"),
                arguments("table-question-answering", "&question=a", Map.of(), "the table is empty"),
                arguments("table-question-answering", "&question=a", List.of(), "the table is empty"),
                arguments("table-question-answering", "", Map.of("question", List.of("b")), "needs something to ask"),
                arguments("table-question-answering", "&question=a", Map.of("a", "b"), "no list of cells"),
                arguments("table-question-answering", "&question=a", List.of("a", "b"), "a list of other things"),
                arguments("table-question-answering", "&question=a", "a,b\n1", "row 0 of the table"),
                arguments("table-question-answering", "&question=a", "a,a\n1,2", "have the same name"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotBeAskedIsNotSent(String mode, String options, Object body, String message) {
        Exchange refused = routes.call(uri(mode, options), body);

        assertThat(refused.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining(message);
        assertThat(EMULATOR.requests()).isEmpty();
        assertThat(refused.getMessage().getBody()).isSameAs(body);
    }

    @ParameterizedTest
    @CsvSource({ABOUT_TEXTS, ABOUT_PICTURES})
    void batchesAreRefusedWhereQuestionsStandAlone(String mode) {
        assertThatThrownBy(() -> routes.call(uri(mode, "&question=Who?&batchSize=4"), RED))
                .rootCause()
                .hasMessageContaining("batchSize");
    }
}
