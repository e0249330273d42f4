package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Points on which real servers were seen to behave unlike what one would guess; each row names who was asked. */
class RealServersTest {
    /** The toolkit's web layer with the transformers pipelines, its source read and the layer run 2026-11-25. */
    private static final String TOOLKIT = "Inference Toolkit with transformers, 2026-11-25";
    /** The hosted service's fork of it. */
    private static final String HOSTED = "hosted fork of the toolkit, 2026-11-25";
    /** FastAPI 0.92 on uvicorn 0.17.6, as the authors' port of the handler runs. */
    private static final String PORT = "FastAPI 0.92 on uvicorn 0.17.6, 2026-11-26";
    /** Calls of the tests of huggingface_hub, to the live service. */
    private static final String RECORDED = "recorded by huggingface_hub, 2024-07 to 2025-03";
    /** The API page of the original four-mode endpoint. */
    private static final String PAGE = "API page of the four-mode endpoint, 2026-11-20";

    private static final String VIT = "models/google/vit-base-patch16-224";
    private static final String RED64 = Samples.base64(Samples.RED);

    @RegisterExtension
    static final HfInferenceEmulator documented = HfInferenceEmulator.create();

    @RegisterExtension
    static final HfInferenceEmulator ported =
            HfInferenceEmulator.with(options -> options.handler(HandlerVariant.PORTED));

    /**
     * One call and what comes back. Single quotes in the body stand for double ones, RED64 for a picture.
     *
     * @param expected the start of the answer's body
     */
    record Row(
            String source,
            HfInferenceEmulator server,
            String path,
            @Nullable String contentType,
            String body,
            int status,
            String expected) {

        static Row json(String source, HfInferenceEmulator server, String path, String body, int status, String text) {
            return new Row(source, server, path, "application/json", body, status, text);
        }

        byte[] bytes() {
            if (body.equals("RED")) {
                return Samples.RED;
            }
            return body.replace('\'', '"').replace("RED64", RED64).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return source + ": " + path + " " + contentType + " " + body + " -> " + status;
        }
    }

    static Stream<Row> rows() {
        String unknown = "{\"error\":\"ImageClassificationPipeline._sanitize_parameters() got an unexpected keyword "
                + "argument 'mode'\"}";
        String hosted = "hf-inference/" + VIT;
        String labels = "'candidate_labels':['red','blue']";
        return Stream.of(
                // A parameter that the pipeline's method does not have is a Python TypeError, and so a 400.
                Row.json(TOOLKIT, documented, VIT, "{'inputs':'RED64','parameters':{'mode':'x'}}", 400, unknown),
                Row.json(HOSTED, documented, hosted, "{'inputs':'RED64','parameters':{'mode':'x'}}", 400, unknown),
                Row.json(
                        TOOLKIT, documented, VIT, "{'inputs':'RED64','parameters':{'timeout':5,'top_k':1}}", 200, "[{"),
                new Row(TOOLKIT, documented, VIT + "?mode=x", "image/png", "RED", 400, unknown),
                // The zero-shot and the feature pipelines take what they do not know.
                Row.json(
                        TOOLKIT,
                        documented,
                        "models/openai/clip-vit-base-patch32",
                        "{'inputs':'RED64','parameters':{" + labels + ",'mode':'x'}}",
                        200,
                        "[{"),
                Row.json(
                        TOOLKIT,
                        documented,
                        "models/facebook/dinov2-base",
                        "{'inputs':'RED64','parameters':{'pool':true,'mode':'x'}}",
                        200,
                        "[["),
                // Python slices: none of them, all but the last, and no whole number.
                Row.json(TOOLKIT, documented, VIT, "{'inputs':'RED64','parameters':{'top_k':0}}", 200, "[]"),
                Row.json(HOSTED, documented, hosted, "{'inputs':'RED64','parameters':{'top_k':0}}", 200, "[]"),
                Row.json(
                        TOOLKIT,
                        documented,
                        VIT,
                        "{'inputs':'RED64','parameters':{'top_k':'3'}}",
                        400,
                        "{\"error\":\"'>' not supported between instances of 'str' and 'int'\"}"),
                Row.json(
                        TOOLKIT,
                        documented,
                        VIT,
                        "{'inputs':'RED64','parameters':{'top_k':2.5}}",
                        400,
                        "{\"error\":\"slice indices must be integers or None or have an __index__ method\"}"),
                Row.json(
                        TOOLKIT,
                        documented,
                        VIT,
                        "{'inputs':'RED64','parameters':{'function_to_apply':'tanh'}}",
                        400,
                        "{\"error\":\"'tanh' is not a valid ClassificationFunction, please select one of"),
                // No input is no output.
                Row.json(TOOLKIT, documented, VIT, "{'inputs':[]}", 200, "[]"),
                Row.json(HOSTED, documented, hosted, "{'inputs':[]}", 200, "[]"),
                Row.json(
                        TOOLKIT,
                        documented,
                        "models/openai/clip-vit-base-patch32",
                        "{'inputs':[],'parameters':{" + labels + "}}",
                        200,
                        "[]"),
                Row.json(TOOLKIT, documented, "models/acme/MiniLM", "{'inputs':[]}", 200, "[]"),
                // Where a client of the hosted service leaves inputs empty, the question stands beside.
                Row.json(
                        RECORDED,
                        documented,
                        "hf-inference/models/acme/x/pipeline/sentence-similarity",
                        "{'inputs':null,'parameters':{},'source_sentence':'a red tile','sentences':['a red tile','x']}",
                        200,
                        "[1.0,"),
                Row.json(
                        RECORDED,
                        documented,
                        "hf-inference/models/google/tapas-base",
                        "{'inputs':null,'parameters':{},'query':'Stars of a?','table':{'Name':['a','b'],'Stars':['1','2']}}",
                        200,
                        "{\"answer\":\"1\""),
                Row.json(
                        TOOLKIT,
                        documented,
                        "models/acme/x/pipeline/sentence-similarity",
                        "{'inputs':null,'source_sentence':'a','sentences':['a']}",
                        400,
                        "{\"error\":\"Field required"),
                Row.json(
                        RECORDED,
                        documented,
                        "v1/chat/completions",
                        "{'messages':[{'role':'user','content':'1 + 1'}],'n':null,'stop':null,'tool_choice':null,"
                                + "'tool_prompt':null,'tools':null,'stream':false}",
                        200,
                        "{\"id\":"),
                // The port listens at a path of its own and tells three kinds of mistake apart.
                Row.json(PORT, ported, "infer", "{'inputs':'red'}", 200, "[{\"embedding\":["),
                Row.json(PORT, ported, "", "{'inputs':'red'}", 404, "{\"detail\":\"Not Found\"}"),
                Row.json(PAGE, documented, "infer", "{'inputs':'red'}", 404, "Not Found"),
                Row.json(
                        PORT,
                        ported,
                        "infer",
                        "{'inputs':'bm8gcGljdHVyZQ==','parameters':{'mode':'image_embedding'}}",
                        500,
                        "Internal Server Error"),
                Row.json(
                        PAGE,
                        documented,
                        "",
                        "{'inputs':'bm8gcGljdHVyZQ==','parameters':{'mode':'image_embedding'}}",
                        400,
                        "{\"error\":\"cannot identify image file"),
                Row.json(
                        PORT,
                        ported,
                        "infer",
                        "{'inputs':'x','parameters':{'mode':'nonsense'}}",
                        400,
                        "{\"detail\":\"Unknown mode: nonsense\"}"),
                Row.json(
                        PORT,
                        ported,
                        "infer",
                        "[1]",
                        422,
                        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"value is not a valid dict\",\"type\":\"type_error.dict\"}]}"),
                Row.json(
                        PORT,
                        ported,
                        "infer",
                        "{'inputs':1,'parameters':5}",
                        422,
                        "{\"detail\":[{\"loc\":[\"body\",\"parameters\"],\"msg\":\"value is not a valid dict\","),
                Row.json(
                        PORT,
                        ported,
                        "infer",
                        "{'input':'x'}",
                        422,
                        "{\"detail\":[{\"loc\":[\"body\",\"inputs\"],\"msg\":\"field required\",\"type\":\"value_error.missing\"}]}"),
                Row.json(PORT, ported, "infer", "no json", 422, "{\"detail\":[{\"loc\":[\"body\""),
                new Row(
                        PORT,
                        ported,
                        "infer",
                        "image/png",
                        "any",
                        422,
                        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"value is not a valid dict\""),
                // It reads media types as leniently as FastAPI does.
                new Row(PORT, ported, "infer", "application/json; charset=utf-8", "{'inputs':'red'}", 200, "[{"),
                new Row(PORT, ported, "infer", "application/problem+json", "{'inputs':'red'}", 200, "[{"),
                new Row(PORT, ported, "infer", null, "{'inputs':'red'}", 200, "[{"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void answersAsTheRealOneDoes(Row row) {
        var answer = Client.post(row.server().url().resolve("/" + row.path()), row.contentType(), row.bytes());

        assertThat(answer.status()).isEqualTo(row.status());
        assertThat(answer.text()).startsWith(row.expected());
    }

    /** Source: the fork's web layer, which takes an absent header for JSON and an empty one for an unknown type. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"models/google/vit-base-patch16-224", "hf-inference/models/google/vit-base-patch16-224"})
    void refusesAnEmptyAcceptHeader(String path) {
        var answer = Client.post(documented.url().resolve("/" + path), "image/png", Samples.RED, "Accept", "");

        assertThat(documented.requests().get(0).header("accept")).contains("");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("Accept type \\\"\\\" not supported");
    }

    /** Source: the models' configurations on the Hub ({@code hidden_size}), read 2026-11-25. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "sentence-transformers/all-MiniLM-L6-v2,                       384",
        "sentence-transformers/all-MiniLM-L12-v2,                      384",
        "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2,  384",
        "sentence-transformers/all-mpnet-base-v2,                      768",
        "BAAI/bge-small-en-v1.5,                                       384",
        "BAAI/bge-base-en-v1.5,                                        768",
        "BAAI/bge-large-en-v1.5,                                       1024",
        "BAAI/bge-m3,                                                  1024",
        "intfloat/multilingual-e5-small,                               384",
        "intfloat/e5-large-v2,                                         1024",
        "mixedbread-ai/mxbai-embed-large-v1,                           1024"
    })
    void givesAsManyNumbersAsTheModelHas(String model, int numbers) {
        JsonNode vectors = Client.postJson(
                        documented.url().resolve("/models/" + model + "/pipeline/feature-extraction"),
                        "{\"inputs\":[\"a red tile\",\"red tiles\",\"a blue sea\"]}")
                .json();

        assertThat(vectors.get(0)).hasSize(numbers);
        assertThat(cosine(vectors.get(0), vectors.get(0))).isBetween(0.999, 1.001);
        // Fewer numbers keep what is alike and what is not.
        assertThat(cosine(vectors.get(0), vectors.get(1))).isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.2);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"facebook/dinov2-small, 384", "facebook/dinov2-base, 768", "facebook/dinov2-large, 1024"})
    void givesAsManyNumbersForAPictureAsTheModelHas(String model, int numbers) {
        JsonNode pooled = Client.postJson(
                        documented.url().resolve("/models/" + model),
                        "{\"inputs\":\"" + RED64 + "\",\"parameters\":{\"pool\":true}}")
                .json();

        assertThat(pooled.get(0)).hasSize(numbers);
    }

    /** Source: uvicorn 0.17.6 with an application that raises: no {@code Connection: close}, and yet the end. */
    @Test
    void closesTheConnectionAfterACrashWithoutSayingSo() throws Exception {
        String body = "{\"inputs\":\"bm8gcGljdHVyZQ==\",\"parameters\":{\"mode\":\"image_embedding\"}}";
        try (RawSocket socket = new RawSocket(ported.port())) {
            socket.send("POST /infer HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);

            String answer = socket.readToEnd().text();

            assertThat(answer).startsWith("HTTP/1.1 500 ").endsWith("Internal Server Error");
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("connection:");
        }
    }

    @Test
    void tellsTheServerOfThePortAndNoComputeTime() {
        var answer = Client.postJson(ported.url().resolve("/infer"), "{\"inputs\":\"red\"}");

        assertThat(answer.header("server")).isEqualTo("uvicorn");
        assertThat(answer.header("x-compute-time")).isEqualTo("(none)");
    }

    private static double cosine(JsonNode a, JsonNode b) {
        double dot = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.size(); i++) {
            dot += a.get(i).asDouble() * b.get(i).asDouble();
            squaresA += a.get(i).asDouble() * a.get(i).asDouble();
            squaresB += b.get(i).asDouble() * b.get(i).asDouble();
        }
        return dot / Math.sqrt(squaresA * squaresB);
    }
}
