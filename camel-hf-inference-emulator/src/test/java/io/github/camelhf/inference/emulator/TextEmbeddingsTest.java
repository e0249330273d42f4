package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
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
                    {'inputs':''}                       | 400 | Empty      | Input validation error: `inputs` cannot be empty
                    {'inputs':'a','dimensions':0}       | 422 | Validation | Input validation error: `dimensions` should be positive
                    {'inputs':'a','dimensions':769}     | 422 | Validation | Input validation error: `dimensions` should be smaller than the maximum embedding dimension.
                    """)
    void namesTheTypeOfOtherErrors(String json, int status, String type, String text) {
        Client.Answer answer = embed(json);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error_type").asText()).isEqualTo(type);
        assertThat(answer.json().path("error").asText()).isEqualTo(text);
    }

    private static Client.Answer ask(String path, String json) {
        return Client.postJson(emulator.textEmbeddingsUrl(path), json.replace('\'', '"'));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    predict    | {'inputs':'a good day'}               | [{'label':'POSITIVE','score':0.75},{'label':'NEGATIVE','score':0.25}]
                    predict    | {'inputs':['a good','day']}           | [{'label':'POSITIVE','score':0.75},{'label':'NEGATIVE','score':0.25}]
                    predict    | {'inputs':['a good day']}             | [{'label':'POSITIVE','score':0.75},{'label':'NEGATIVE','score':0.25}]
                    predict    | {'inputs':[['good'],['a','bad day']]} | [[{'label':'POSITIVE','score':0.75},{'label':'NEGATIVE','score':0.25}],[{'label':'NEGATIVE','score':0.75},{'label':'POSITIVE','score':0.25}]]
                    predict    | {'inputs':'day','raw_scores':true}    | [{'label':'POSITIVE','score':-0.6931471805599453},{'label':'NEGATIVE','score':-0.6931471805599453}]
                    rerank     | {'query':'red tile','texts':['a sky','a red tile'],'raw_scores':true} | [{'index':1,'score':3.0},{'index':0,'score':-3.0}]
                    rerank     | {'query':'red','texts':['red'],'return_text':true,'raw_scores':true}  | [{'index':0,'text':'red','score':3.0}]
                    similarity | {'inputs':{'source_sentence':'red','sentences':['red']},'parameters':{'truncate':true}} | [1.0]
                    """)
    void answersEachPathInItsForm(String path, String question, String answer) {
        assertThat(ask(path, question).text()).isEqualTo(answer.replace('\'', '"'));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    predict       | {'inputs':['a','b','c']}        | 422 | inputs: invalid length 3
                    predict       | {'inputs':[['a'],['b','c','d']]} | 422 | inputs: invalid length 3
                    predict       | {'inputs':'a','raw_scores':1}   | 422 | raw_scores: invalid type, expected a boolean
                    predict       | {'inputs':''}                   | 400 | "error_type":"Empty"
                    embed         | {'inputs':'a','prompt_name':'q'} | 422 | no prompts were found
                    embed         | {'inputs':'a','truncation_direction':'up'} | 422 | truncation_direction: unknown variant `up`
                    rerank        | {'inputs':{'query':'a','texts':['b']}} | 422 | missing field `query`
                    rerank        | {'query':'a','texts':'b'}       | 422 | texts: invalid type, expected a sequence
                    rerank        | {'query':'a','texts':[]}        | 400 | `texts` cannot be empty
                    similarity    | {'inputs':'a'}                  | 422 | expected struct SimilarityInput
                    similarity    | {'inputs':{'source_sentence':'a','sentences':[]}} | 400 | `inputs.sentences` cannot be empty
                    v1/embeddings | {'inputs':'a'}                  | 422 | missing field `input`
                    v1/embeddings | {'input':[]}                    | 400 | {"message":"`inputs` cannot be empty","code":400,"type":"Empty"}
                    v1/embeddings | {'input':'a','encoding_format':'int8'} | 422 | encoding_format: unknown variant `int8`
                    """)
    void refusesOnEachPathWhatIsNotForIt(String path, String question, int status, String text) {
        Client.Answer answer = ask(path, question);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(text);
    }

    @Test
    void cutsLongTextsUnlessItIsToldNotTo() {
        String text = "{'inputs':'" + "a ".repeat(600) + "'";

        assertThat(embed(text + "}").status()).isEqualTo(200);
        assertThat(embed(text + ",'truncate':false}").text())
                .isEqualTo("{\"error\":\"Input validation error: `inputs` must have less than 512 tokens. Given: 602\","
                        + "\"error_type\":\"Validation\"}");
    }

    @Test
    void countsTheSentenceThatOthersAreComparedWith() {
        String all = String.join(",", Collections.nCopies(32, "'red'"));
        String question = "{'inputs':{'source_sentence':'red','sentences':[" + all + "]}}";

        assertThat(ask("similarity", question).text()).contains("batch size 33 > maximum allowed batch size 32");
        assertThat(ask("similarity", question.replaceFirst("\\['red',", "[")).json())
                .hasSize(31);
    }

    @Test
    void speaksTheApiForVectorsWithNumbersAndWithBase64() {
        for (String path : new String[] {"v1/embeddings", "embeddings"}) {
            JsonNode numbers = ask(path, "{'input':['red','blue'],'model':'x','unknown':1}")
                    .json();
            JsonNode base64 =
                    ask(path, "{'input':'blue','encoding_format':'base64'}").json();

            assertThat(numbers.path("data").get(1).path("index").asInt()).isEqualTo(1);
            assertThat(numbers.path("usage").path("prompt_tokens").asInt()).isEqualTo(6);
            byte[] bytes = Base64.getDecoder()
                    .decode(base64.path("data").get(0).path("embedding").asText());
            FloatBuffer floats =
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            JsonNode vector = numbers.path("data").get(1).path("embedding");
            assertThat(floats.remaining()).isEqualTo(vector.size());
            assertThat(floats.get(7)).isEqualTo((float) vector.get(7).asDouble());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {'input':['red','sea'],'model':'minilm'} | 200 | "usage":{"prompt_tokens":2,"total_tokens":2}
                    {'input':'red','dimensions':8}           | 200 | "model":"demonstration"
                    {'input':'red','encoding_format':'base64'} | 200 | "embedding":"
                    {'model':'minilm'}                       | 400 | '$.input' is invalid
                    {'input':''}                             | 400 | '$.input' is invalid
                    {'input':['a',5]}                        | 400 | '$.input' is invalid
                    {'input':'a','encoding_format':'int8'}   | 400 | Invalid value for 'encoding_format'
                    {'input':'a','dimensions':0}             | 400 | Invalid value for 'dimensions'
                    {'input':'a','inputs':'a'}               | 400 | Unrecognized request argument supplied: inputs
                    {'input':'a','model':'does-not-exist'}   | 404 | "param":"model"
                    """)
    void anotherServerOfThatApiIsStrictInAnotherWay(String json, int status, String text) {
        Client.Answer answer = Client.postJson(emulator.url().resolve("/v1/embeddings"), json.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(text);
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
