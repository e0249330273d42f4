package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the question of a mode that takes one comes from, and what is refused before anything is sent. */
class QuestionsInRoutesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TEXT = "Ann called at noon.";

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static String uri(String mode, String options) {
        return "hf-inference:" + mode + "?endpointUrl={{url}}models/a/b/pipeline/" + mode + options;
    }

    private static JsonNode sent() throws Exception {
        return MAPPER.readTree(EMULATOR.requests().get(0).bodyText()).path("inputs");
    }

    static Stream<Arguments> questions() {
        Map<String, Object> header = Map.of(HfInferenceHeaders.QUESTION, "Who called?");
        Map<String, Object> whole = Map.of("question", "Who called?", "context", TEXT);
        return Stream.of(
                arguments("&question=Who called?", Map.of(), TEXT),
                arguments("", header, TEXT),
                arguments("&question=When?", header, TEXT),
                arguments("", Map.of(), whole),
                arguments("&question=When?", Map.of(HfInferenceHeaders.QUESTION, "Where?"), whole),
                arguments("&question=Who called?", Map.of(), Map.of("context", TEXT)),
                arguments("&question=Who called?", Map.of(), TEXT.getBytes(StandardCharsets.UTF_8)),
                arguments(
                        "&question=Who called?",
                        Map.of(),
                        Map.of("context", new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)))));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theMapWinsOverTheHeaderAndTheHeaderOverTheOption(String options, Map<String, Object> headers, Object body)
            throws Exception {
        Exchange answered = routes.call(uri("question-answering", options), message -> {
            message.getMessage().setBody(body);
            message.getMessage().setHeaders(new HashMap<>(headers));
        });

        assertThat(answered.getException()).isNull();
        assertThat(sent().path("question").asText()).isEqualTo("Who called?");
        assertThat(sent().path("context").asText()).isEqualTo(TEXT);
    }

    static Stream<Arguments> refusals() {
        String asks = "&question=Who called?";
        return Stream.of(
                arguments("question-answering", "", TEXT, "needs something to ask"),
                arguments("question-answering", asks, List.of(TEXT), "takes one context in a message"),
                arguments("question-answering", asks, List.of(), "takes one context in a message"),
                arguments("question-answering", asks, Map.of(), "takes one context in a message"),
                arguments("question-answering", asks, Map.of("text", TEXT), "as context in a Map, got none"),
                arguments("question-answering", asks, Map.of("context", List.of(TEXT)), "split it first"),
                arguments("question-answering", asks, "  ", "nothing but white space"),
                arguments("question-answering", "", Map.of("context", TEXT, "question", " "), "needs something to ask"),
                arguments("question-answering", "", Map.of("context", TEXT, "question", 5), "got a java.lang.Integer"),
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
    void whatCannotBeAskedIsNotSent(String mode, String options, Object body, String message) throws Exception {
        Exchange refused = routes.call(uri(mode, options), body);

        assertThat(refused.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining(message);
        assertThat(EMULATOR.requests()).isEmpty();
        assertThat(refused.getMessage().getBody()).isSameAs(body);
    }

    @Test
    void batchesAreRefusedWhereQuestionsStandAlone() {
        assertThat(catchThrowable(() -> routes.call(uri("question-answering", "&question=Who?&batchSize=4"), TEXT)))
                .rootCause()
                .hasMessageContaining("batchSize");
    }
}
