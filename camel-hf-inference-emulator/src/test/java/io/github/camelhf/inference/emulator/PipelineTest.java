package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    private static final String RED64 = Samples.base64(Samples.RED);
    private static final String GREEN64 = Samples.base64(Samples.picture(new Color(60, 140, 40), "png"));
    private static final String SKY64 = Samples.base64(Samples.picture(new Color(120, 180, 240), "png"));

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    private static URI hosted(String path) {
        return URI.create(emulator.hostedUrl() + "/models/" + path);
    }

    private static URI toolkit(String path) {
        return emulator.url().resolve("models/" + path);
    }

    private static Client.Answer classify(String json) {
        return Client.postJson(hosted("google/vit-base-patch16-224"), json);
    }

    private static List<String> labels(JsonNode entries) {
        List<String> labels = new ArrayList<>();
        entries.forEach(entry -> labels.add(entry.path("label").asText()));
        return labels;
    }

    private static List<Double> scores(JsonNode entries) {
        List<Double> scores = new ArrayList<>();
        entries.forEach(entry -> scores.add(entry.path("score").asDouble()));
        return scores;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void classifiesRawPicturesBestFirstAndFiveByDefault(String format) {
        byte[] picture = Samples.picture(new Color(60, 140, 40), format);

        var answer = Client.post(hosted("google/vit-base-patch16-224"), "image/" + format, picture);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).hasSize(5);
        assertThat(labels(answer.json()).get(0)).isEqualTo("grass");
        assertThat(scores(answer.json())).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void takesTopKFromTheBodyOrTheQuery() {
        assertThat(classify("{\"inputs\":\"" + RED64 + "\",\"parameters\":{\"top_k\":2}}")
                        .json())
                .hasSize(2);
        assertThat(Client.post(hosted("google/vit-base-patch16-224?top_k=3"), "image/png", Samples.RED)
                        .json())
                .hasSize(3);
    }

    @Test
    void refusesATopKThatIsNoWholeNumberAsTheQueryKeepsFractionsAsText() {
        var answer = Client.post(hosted("google/vit-base-patch16-224?top_k=2.5"), "image/png", Samples.RED);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("not supported between instances of");
    }

    @Test
    void givesRawLogitsOrSigmoidsWhenAskedTo() {
        String input = "{\"inputs\":\"" + RED64 + "\",\"parameters\":{\"top_k\":1000,\"function_to_apply\":\"%s\"}}";

        List<Double> softmax = scores(classify(input.formatted("softmax")).json());
        List<Double> none = scores(classify(input.formatted("none")).json());
        List<Double> sigmoid = scores(classify(input.formatted("sigmoid")).json());

        assertThat(softmax.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1, offset(1e-6));
        assertThat(none).anyMatch(score -> score < 0).anyMatch(score -> score > 1);
        assertThat(sigmoid).allMatch(score -> score > 0 && score < 1);
        assertThat(sigmoid.get(0)).isGreaterThan(0.5);
        assertThat(classify(input.formatted("tanh")).status()).isEqualTo(400);
    }

    @Test
    void answersABatchWithOneListPerPicture() {
        JsonNode batch =
                classify("{\"inputs\":[\"" + GREEN64 + "\",\"" + SKY64 + "\"]}").json();

        assertThat(batch).hasSize(2);
        assertThat(labels(batch.get(0)).get(0)).isEqualTo("grass");
        assertThat(labels(batch.get(1)).get(0)).isEqualTo("sky");
        assertThat(classify("{\"inputs\":[\"" + RED64 + "\"]}").json().get(0)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"inputs\":\"%s\",\"parameters\":{\"candidate_labels\":[\"blue wall\",\"red wall\"]}}",
                "{\"inputs\":{\"image\":\"%s\"},\"parameters\":{\"candidate_labels\":\"blue wall, red wall\"}}",
                "{\"inputs\":\"data:image/png;base64,%s\",\"parameters\":{\"candidate_labels\":[\"blue wall\",\"red wall\"],\"hypothesis_template\":\"A photo of {}.\"}}"
            })
    void classifiesWithTheCallersLabelsInEveryKnownForm(String form) {
        var answer = Client.postJson(hosted("openai/clip-vit-base-patch32"), form.formatted(RED64));

        assertThat(labels(answer.json())).containsExactly("red wall", "blue wall");
        assertThat(scores(answer.json()).stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, offset(1e-6));
    }

    @Test
    void scoresSiglipLabelsOneByOne() {
        var json = "{\"inputs\":\"" + RED64 + "\",\"parameters\":{\"candidate_labels\":[\"red wall\",\"blue wall\"]}}";

        var answer = Client.postJson(toolkit("google/siglip-base-patch16-224"), json);

        assertThat(scores(answer.json()).stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isNotCloseTo(1, offset(1e-3));
    }

    @Test
    void needsCandidateLabelsForZeroShot() {
        var answer = Client.postJson(toolkit("openai/clip-vit-base-patch32"), "{\"inputs\":\"" + RED64 + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).contains("candidate_labels");
    }

    @Test
    void decidesByTheBodyWhenTheModelsNameSaysNothing() {
        var plain = Client.postJson(hosted("acme/painter"), "{\"inputs\":\"" + RED64 + "\"}");
        var labelled = Client.postJson(
                hosted("acme/painter"),
                "{\"inputs\":\"" + RED64 + "\",\"parameters\":{\"candidate_labels\":[\"red wall\",\"blue wall\"]}}");

        assertThat(plain.json()).hasSize(5);
        assertThat(labels(labelled.json())).containsExactly("red wall", "blue wall");
    }

    @Test
    void embedsAStringFlatAndAListNested() {
        var path = hosted("sentence-transformers/all-MiniLM-L6-v2/pipeline/feature-extraction");

        JsonNode one = Client.postJson(path, "{\"inputs\":\"red tile\",\"normalize\":true,\"dimensions\":5}")
                .json();
        JsonNode list = Client.postJson(path, "{\"inputs\":[\"red tile\",\"sea\"],\"parameters\":{}}")
                .json();

        assertThat(one).hasSize(384);
        assertThat(one.get(0).isNumber()).isTrue();
        assertThat(list).hasSize(2);
        assertThat(list.get(0)).isEqualTo(one);
    }

    @Test
    void givesTokenMatricesForModelsWithoutPooling() {
        String one = "{\"inputs\":\"a red tile\"}";
        String list = "{\"inputs\":[\"a red tile\",\"sea\"]}";
        String model = "google-bert/bert-base-uncased/pipeline/feature-extraction";

        assertThat(Client.postJson(toolkit(model), one).json().get(0)).hasSize(5);
        assertThat(Client.postJson(toolkit(model), list).json().get(1).get(0)).hasSize(3);
        assertThat(Client.postJson(hosted(model), one).json()).hasSize(5);
        assertThat(Client.postJson(hosted(model), list).json().get(1)).hasSize(3);
    }

    @Test
    void wrapsSentenceEmbeddingsOfTheToolkitInAnObject() {
        var path = toolkit("BAAI/bge-small-en-v1.5/pipeline/sentence-embeddings");

        assertThat(Client.postJson(path, "{\"inputs\":[\"a\",\"b\"]}").json().path("embeddings"))
                .hasSize(2);
    }

    @Test
    void embedsPicturesAsHiddenStatesOrPooled() {
        var path = toolkit("facebook/dinov2-base");

        JsonNode states = Client.post(path, "image/png", Samples.RED).json();
        JsonNode pooled = Client.postJson(path, "{\"inputs\":\"" + RED64 + "\",\"parameters\":{\"pool\":true}}")
                .json();

        assertThat(states).hasSize(1);
        assertThat(states.get(0)).hasSize(197);
        assertThat(states.get(0).get(0)).hasSize(768);
        assertThat(pooled).hasSize(1);
        assertThat(pooled.get(0)).hasSize(768);
    }

    @Test
    void saysThatAnImageCannotBeIdentified() {
        byte[] text = "this is no picture".getBytes(StandardCharsets.UTF_8);

        var raw = Client.post(hosted("google/vit-base-patch16-224"), "image/png", text);
        var encoded = classify("{\"inputs\":\"" + Samples.base64(text) + "\"}");

        assertThat(raw.status()).isEqualTo(400);
        assertThat(raw.text())
                .matches("\\{\"error\":\"cannot identify image file <_io.BytesIO object at 0x[0-9a-f]+>\"}");
        assertThat(encoded.status()).isEqualTo(400);
        assertThat(encoded.text()).contains(Samples.base64(text)).contains("cannot identify image file");
    }

    @Test
    void echoesABodyWithoutInputs() {
        assertThat(classify("{\"image\":\"x\"}").text())
                .contains("Body needs to provide a inputs key, received: b'{\\\"image\\\":\\\"x\\\"}'");
        assertThat(classify("[1]").status()).isEqualTo(400);
        assertThat(classify("{\"inputs\":").status()).isEqualTo(400);
        assertThat(classify("").status()).isEqualTo(400);
    }

    @Test
    void refusesNullParameters() {
        assertThat(classify("{\"inputs\":\"" + RED64 + "\",\"parameters\":null}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void knowsNoModelThatDoesNotExist() {
        var answer = Client.postJson(hosted("this-model/does-not-exist-123"), "{\"inputs\":\"x\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Model this-model/does-not-exist-123 does not exist\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf-inference/pipeline/feature-extraction/BAAI/bge-small-en-v1.5",
                "hf-inference/models/a/b/c",
                "hf-inference/models/google%2Fvit-base-patch16-224",
                "nowhere"
            })
    void answersUnknownPathsInPlainText(String path) {
        var answer = Client.postJson(emulator.url().resolve(path), "{\"inputs\":\"x\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("Not Found");
        assertThat(answer.header("content-type")).startsWith("text/plain");
        assertThat(emulator.requests()).isEmpty();
    }

    @Test
    void takesModelIdsWithoutASlash() {
        assertThat(Client.post(hosted("resnet-50"), "image/png", Samples.RED).status())
                .isEqualTo(200);
    }

    @Test
    void answersHealthAndWrongMethodsInPlainText() {
        assertThat(Client.get(emulator.url()).text()).isEqualTo("Ok");
        assertThat(Client.get(emulator.url().resolve("health")).text()).isEqualTo("Ok");
        assertThat(Client.get(hosted("google/vit-base-patch16-224")).status()).isEqualTo(405);
    }

    @Test
    void refusesATaskThatItDoesNotHave() {
        var answer = Client.postJson(hosted("gpt2/pipeline/text-generation"), "{\"inputs\":\"x\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("text-generation").contains("feature-extraction");
    }

    @Test
    void carriesTheHeadersOfTheRouter() {
        var answer = Client.post(
                hosted("google/vit-base-patch16-224"), "image/png", Samples.RED, "X-Amzn-Trace-Id", "my-own-id");

        assertThat(answer.header("x-request-id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};my-own-id");
        assertThat(answer.header("x-compute-time")).matches("\\d+\\.\\d{3}");
        assertThat(answer.header("x-compute-type")).isEqualTo("cpu");
        assertThat(answer.header("x-sha")).matches("[0-9a-f]{40}");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void fetchesPicturesFromItselfOnly() {
        URI own = emulator.picture("green.png", Samples.picture(new Color(60, 140, 40), "png"));

        var fetched = classify("{\"inputs\":\"" + own + "\"}");
        var elsewhere = classify("{\"inputs\":\"https://example.com/red.png\"}");

        assertThat(labels(fetched.json()).get(0)).isEqualTo("grass");
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.text()).contains("does not fetch https://example.com/red.png");
    }
}
