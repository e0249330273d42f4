package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text-embeddings-inference 1.9, by its router's source and its OpenAPI description. */
class TextEmbeddingsTest {
    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    private static Client.Answer embed(String json) {
        return Client.postJson(emulator.textEmbeddingsUrl(), json.replace('\'', '"'));
    }

    private static String batch(int texts) {
        return "{'inputs':[" + String.join(",", Collections.nCopies(texts, "'red'")) + "]}";
    }

    private static double length(JsonNode vector) {
        double squares = 0;
        for (JsonNode number : vector) {
            squares += number.asDouble() * number.asDouble();
        }
        return Math.sqrt(squares);
    }

    @Test
    void nestsTheVectorOfOneTextToo() {
        assertThat(embed("{'inputs':'red tile'}").json()).hasSize(1);
        assertThat(embed("{'inputs':['red tile','sea']}").json().get(1)).hasSize(768);
    }

    @Test
    void readsItsOptionsAtTopLevelAndLosesThoseBelowParameters() {
        assertThat(length(
                        embed("{'inputs':'red tile','normalize':false}").json().get(0)))
                .isGreaterThan(2);
        assertThat(length(embed("{'inputs':'red tile','parameters':{'normalize':false},'mode':1}")
                        .json()
                        .get(0)))
                .isCloseTo(1, offset(1e-4));
        JsonNode few = embed("{'inputs':'red tile','dimensions':32}").json().get(0);
        assertThat(few).hasSize(32);
        assertThat(length(few)).isCloseTo(1, offset(1e-4));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {'input':'red'}                     | 422 | missing field `inputs`
                    {'inputs':5}                        | 422 | data did not match any variant of untagged enum Input
                    {'inputs':['a',5]}                  | 422 | data did not match any variant of untagged enum Input
                    {'inputs':'a','normalize':'yes'}    | 422 | normalize
                    {'inputs':'a','dimensions':-1}      | 422 | dimensions
                    [1]                                 | 422 | Failed to deserialize the JSON body into the target type
                    {'inputs':                          | 400 | Failed to parse the request body as JSON
                    """)
    void refusesWrongJsonInPlainText(String json, int status, String text) {
        Client.Answer answer = embed(json);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.text()).contains(text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {'inputs':[]}                       | 400 | Empty      | `inputs` cannot be empty
                    {'inputs':''}                       | 400 | Empty      | `inputs` cannot be empty
                    {'inputs':'a','dimensions':769}     | 422 | Validation | `dimensions` must be between 1 and 768
                    """)
    void namesTheTypeOfOtherErrors(String json, int status, String type, String text) {
        Client.Answer answer = embed(json);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error_type").asText()).isEqualTo(type);
        assertThat(answer.json().path("error").asText()).isEqualTo(text);
    }

    @Test
    void takesThirtyTwoTextsAtMost() {
        assertThat(embed(batch(32)).json()).hasSize(32);
        assertThat(embed(batch(33)).status()).isEqualTo(422);
        assertThat(embed(batch(33)).text())
                .isEqualTo(
                        "{\"error\":\"batch size 33 > maximum allowed batch size 32\",\"error_type\":\"Validation\"}");
    }

    @Test
    void takesTwoMegabytesAtMost() {
        Client.Answer answer = embed("{'inputs':'" + "a ".repeat(1_000_000) + "'}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).isEqualTo("Failed to buffer the request body: length limit exceeded");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json; charset=utf-8 | 200
                    application/ld+json             | 200
                    text/plain                      | 415
                    application/octet-stream        | 415
                                                    | 415
                    """)
    void wantsAMediaTypeOfJson(@Nullable String contentType, int status) {
        byte[] body = "{\"inputs\":\"red\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Client.post(emulator.textEmbeddingsUrl(), contentType, body, "Accept", "text/html")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void countsTimesInWholeMilliseconds() {
        emulator.pace(Pace.unlimited().oneAtATime(Duration.ofMillis(30)));

        Client.Answer answer = embed("{'inputs':'red'}");

        assertThat(answer.header("x-compute-type")).isEqualTo("gpu+optimized");
        assertThat(Integer.parseInt(answer.header("x-compute-time"))).isGreaterThanOrEqualTo(30);
        for (String name : new String[] {"x-total-time", "x-tokenization-time", "x-queue-time", "x-inference-time"}) {
            assertThat(answer.header(name)).as(name).matches("\\d+");
        }
        assertThat(answer.header("x-request-id")).isEqualTo("(none)");
    }

    @Test
    void refusesAWrongTokenWithoutAWord() {
        try (var guarded = InferenceEmulator.builder().token("hf_secret").start()) {
            Client.Answer answer = Client.postJson(guarded.textEmbeddingsUrl(), "{\"inputs\":\"red\"}");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text()).isEmpty();
        }
    }
}
