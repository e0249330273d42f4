package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.util.Base64;
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

/** Where the question about a picture comes from, and what is refused before anything is sent. */
class QuestionsAboutPicturesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] RED = Pictures.plain("png", Color.RED);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static String uri(String options) {
        return "hf-inference:visual-question-answering?endpointUrl={{url}}models/a/b/pipeline/visual-question-answering"
                + options;
    }

    private static JsonNode sent() throws Exception {
        return MAPPER.readTree(EMULATOR.requests().get(0).bodyText()).path("inputs");
    }

    static Stream<Arguments> questions() {
        Map<String, Object> header = Map.of(HfInferenceHeaders.QUESTION, "Is it red?");
        Map<String, Object> whole = Map.of("question", "Is it red?", "image", RED);
        return Stream.of(
                arguments("&question=Is it red?", Map.of(), RED),
                arguments("", header, RED),
                arguments("&question=When?", header, RED),
                arguments("", Map.of(), whole),
                arguments("&question=When?", Map.of(HfInferenceHeaders.QUESTION, "Where?"), whole),
                arguments("&question=Is it red?", Map.of(), Map.of("image", RED)),
                arguments("&question=Is it red?", Map.of(), Map.of("image", new ByteArrayInputStream(RED))),
                arguments("&question=Is it red?", Map.of(), Base64.getEncoder().encodeToString(RED)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theMapWinsOverTheHeaderAndTheHeaderOverTheOption(String options, Map<String, Object> headers, Object body)
            throws Exception {
        Exchange answered = routes.call(uri(options), message -> {
            message.getMessage().setBody(body);
            message.getMessage().setHeaders(new HashMap<>(headers));
        });

        assertThat(answered.getException()).isNull();
        assertThat(sent().path("question").asText()).isEqualTo("Is it red?");
        assertThat(sent().path("image").asText()).isEqualTo(Base64.getEncoder().encodeToString(RED));
    }

    static Stream<Arguments> refusals() {
        String asks = "&question=Is it red?";
        return Stream.of(
                arguments("", RED, "needs something to ask"),
                arguments("", Map.of("image", RED, "question", " "), "needs something to ask"),
                arguments("", Map.of("image", RED, "question", 5), "got a java.lang.Integer"),
                arguments(asks, List.of(RED), "takes one image in a message"),
                arguments(asks, List.of(), "takes one image in a message"),
                arguments(asks, Map.of(), "as image in a Map, got none"),
                arguments(asks, Map.of("picture", RED), "as image in a Map, got none"),
                arguments(asks, Map.of("image", List.of(RED)), "split it first"),
                arguments(asks, new byte[] {1, 2, 3}, "expected a JPEG, PNG"),
                arguments(asks, new byte[0], "empty"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotBeAskedIsNotSent(String options, Object body, String message) throws Exception {
        Exchange refused = routes.call(uri(options), body);

        assertThat(refused.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining(message);
        assertThat(EMULATOR.requests()).isEmpty();
        assertThat(refused.getMessage().getBody()).isSameAs(body);
    }

    @Test
    void batchesAreRefused() {
        assertThat(catchThrowable(() -> routes.call(uri("&question=Is it red?&batchSize=4"), RED)))
                .rootCause()
                .hasMessageContaining("batchSize");
    }
}
