package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.HandlerErrors;
import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultimodalTest {
    private static final String RED64 = Samples.base64(Samples.RED);
    private static final String BLUE64 = Samples.base64(Samples.BLUE);

    @RegisterExtension
    static final HfInferenceEmulator documented = HfInferenceEmulator.create();

    @RegisterExtension
    static final HfInferenceEmulator ported =
            HfInferenceEmulator.with(options -> options.handler(HandlerVariant.PORTED));

    /** Single quotes stand for double ones, RED and BLUE for pictures. */
    private static Client.Answer call(URI uri, String json) {
        return Client.postJson(
                uri, json.replace('\'', '"').replace("RED64", RED64).replace("BLUE64", BLUE64));
    }

    private static Client.Answer documented(String json) {
        return call(documented.url(), json);
    }

    private static Client.Answer ported(String json) {
        return call(ported.url(), json);
    }

    @Nested
    class Both {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void embedsPicturesAndTextsAsListsOfObjects(boolean port) {
            URI uri = port ? ported.url() : documented.url();

            JsonNode image = call(uri, "{'inputs':'RED64','parameters':{'mode':'image_embedding'}}")
                    .json();
            JsonNode texts = call(uri, "{'inputs':['red','blue'],'parameters':{'mode':'text_embedding'}}")
                    .json();

            assertThat(image).hasSize(1);
            assertThat(image.get(0).path("embedding")).hasSize(768);
            assertThat(texts).hasSize(2);
            double squares = 0;
            for (JsonNode number : image.get(0).path("embedding")) {
                squares += number.asDouble() * number.asDouble();
            }
            assertThat(squares).isCloseTo(1, offset(1e-4));
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void orientsSimilarityAsImagesByTexts(boolean port) {
            URI uri = port ? ported.url() : documented.url();

            JsonNode answer = call(
                            uri,
                            "{'inputs':{'images':['RED64','BLUE64'],'texts':['red','blue','snow']},'parameters':{'mode':'similarity'}}")
                    .json();

            JsonNode scores = answer.path("similarity_scores");
            assertThat(answer.path("image_count").asInt()).isEqualTo(2);
            assertThat(answer.path("text_count").asInt()).isEqualTo(3);
            assertThat(scores).hasSize(2);
            assertThat(scores.get(0)).hasSize(3);
            assertThat(scores.get(0).get(0).asDouble())
                    .isGreaterThan(scores.get(0).get(1).asDouble());
            assertThat(scores.get(1).get(1).asDouble())
                    .isGreaterThan(scores.get(1).get(0).asDouble());
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void nestsABatchOfTwo(boolean port) {
            URI uri = port ? ported.url() : documented.url();

            JsonNode answer = call(
                            uri,
                            "{'inputs':['RED64','BLUE64'],'parameters':{'mode':'zero_shot','candidate_labels':['red wall','blue wall']}}")
                    .json();

            assertThat(answer).hasSize(2);
            assertThat(answer.get(0).get(0).path("label").asText()).isEqualTo("red wall");
            assertThat(answer.get(1).get(0).path("label").asText()).isEqualTo("blue wall");
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void agreesWithTheEmbeddingsOnSimilarity(boolean port) {
            URI uri = port ? ported.url() : documented.url();
            JsonNode image = call(uri, "{'inputs':'RED64','parameters':{'mode':'image_embedding'}}")
                    .json();
            JsonNode text = call(uri, "{'inputs':'red','parameters':{'mode':'text_embedding'}}")
                    .json();
            double cosine = 0;
            for (int i = 0; i < 768; i++) {
                cosine += image.get(0).path("embedding").get(i).asDouble()
                        * text.get(0).path("embedding").get(i).asDouble();
            }

            JsonNode similarity = call(
                            uri, "{'inputs':{'image':'RED64','text':'red'},'parameters':{'mode':'similarity'}}")
                    .json();

            assertThat(similarity.path("similarity_scores").get(0).get(0).asDouble())
                    .isCloseTo(cosine, offset(1e-4));
        }
    }

    @Nested
    class Documented {
        @Test
        void nestsABatchOfOneAndLeavesASinglePictureFlat() {
            String labels = "'parameters':{'candidate_labels':['red wall','blue wall']}}";

            assertThat(documented("{'inputs':['RED64']," + labels).json().get(0).isArray())
                    .isTrue();
            assertThat(documented("{'inputs':'RED64'," + labels)
                            .json()
                            .get(0)
                            .path("label")
                            .asText())
                    .isEqualTo("red wall");
        }

        @Test
        void detectsTheModeAsTheApiPageSays() {
            assertThat(documented("{'inputs':{'image':'RED64','texts':['red']}}")
                            .json()
                            .has("similarity_scores"))
                    .isTrue();
            assertThat(documented("{'inputs':'RED64','parameters':{'candidate_labels':['a','b']}}")
                            .json())
                    .hasSize(2);
            assertThat(documented("{'inputs':['red','blue']}").json().get(1).path("embedding"))
                    .hasSize(768);
            assertThat(documented("{'inputs':'red'}").text()).contains("cannot identify image file");
        }

        @Test
        void takesATinyPictureInAListForAText() {
            assertThat(RED64.length()).isLessThan(500);

            JsonNode guessed = documented("{'inputs':['RED64']}").json();
            JsonNode asked = documented("{'inputs':['RED64'],'parameters':{'mode':'image_embedding'}}")
                    .json();

            assertThat(guessed).isNotEqualTo(asked);
        }

        @Test
        void needsLabelsAndAKnownModeAndAnImage() {
            assertThat(documented("{'inputs':'RED64','parameters':{'mode':'zero_shot'}}")
                            .text())
                    .isEqualTo("{\"error\":\"candidate_labels is required for zero-shot classification\"}");
            assertThat(documented("{'inputs':'RED64','parameters':{'mode':'auto'}}")
                            .text())
                    .isEqualTo(
                            "{\"error\":\"Unknown mode: auto. Supported: zero_shot, image_embedding, text_embedding, similarity\"}");
            assertThat(documented("{'inputs':null,'parameters':{'mode':'image_embedding'}}")
                            .text())
                    .isEqualTo("{\"error\":\"Unsupported image input type: <class 'NoneType'>\"}");
        }

        @Test
        void takesNoDataUriButARawPicture() {
            var dataUri =
                    documented("{'inputs':'data:image/png;base64,RED64','parameters':{'mode':'image_embedding'}}");
            var raw = Client.post(documented.url(), "image/png", Samples.RED);

            assertThat(dataUri.status()).isEqualTo(400);
            assertThat(dataUri.text()).contains("cannot identify image file");
            assertThat(raw.json().get(0).path("embedding")).hasSize(768);
        }

        @Test
        void scoresBySoftmaxOverScaledCosines() {
            JsonNode answer = documented("{'inputs':'RED64','parameters':{'candidate_labels':['red','blue','green']}}")
                    .json();

            assertThat(answer.get(0).path("score").asDouble()).isGreaterThan(0.6);
        }

        @Test
        void raisesItsErrorsAsStatus400OrReturnsThemAs200() {
            try (var returning = InferenceEmulator.builder()
                    .handlerErrors(HandlerErrors.RETURNED)
                    .start()) {
                String wrong = "{'inputs':'RED64','parameters':{'mode':'nonsense'}}";

                assertThat(documented(wrong).status()).isEqualTo(400);
                assertThat(call(returning.url(), wrong).status()).isEqualTo(200);
                assertThat(call(returning.url(), wrong).json().path("error").asText())
                        .startsWith("Unknown mode: nonsense");
                // What the server around the handler refuses stays 400.
                assertThat(call(returning.url(), "{'input':1}").status()).isEqualTo(400);
            }
        }
    }

    @Nested
    class Ported {
        @Test
        void flattensABatchOfOne() {
            JsonNode answer = ported("{'inputs':['RED64'],'parameters':{'candidate_labels':['red wall','blue wall']}}")
                    .json();

            assertThat(answer.get(0).path("label").asText()).isEqualTo("red wall");
        }

        @Test
        void detectsTheModeAsThePortDoes() {
            assertThat(ported("{'inputs':'red'}").json().get(0).path("embedding"))
                    .hasSize(768);
            assertThat(ported("{'inputs':{'image':'RED64'}}").text()).contains("Unsupported text input type");
            assertThat(ported("{'inputs':'RED64','parameters':{'mode':'auto','candidate_labels':'a, b'}}")
                            .json())
                    .hasSize(2);
            assertThat(ported("{'inputs':['data:image/png;base64,RED64']}").json())
                    .isEqualTo(ported("{'inputs':['RED64'],'parameters':{'mode':'image_embedding'}}")
                            .json());
        }

        @Test
        void hasDefaultLabelsAndNearlyEvenScores() {
            JsonNode answer = ported("{'inputs':'RED64','parameters':{'mode':'zero_shot'}}")
                    .json();

            assertThat(answer.findValuesAsText("label")).containsExactlyInAnyOrder("photo", "illustration", "diagram");
            answer.forEach(entry -> assertThat(entry.path("score").asDouble()).isBetween(0.1, 0.6));
        }

        @Test
        void reportsErrorsAsDetail() {
            var unknown = ported("{'inputs':'x','parameters':{'mode':'nonsense'}}");

            assertThat(unknown.status()).isEqualTo(400);
            assertThat(unknown.text()).isEqualTo("{\"detail\":\"Unknown mode: nonsense\"}");
            assertThat(ported("{'inputs':5,'parameters':{'mode':'image_embedding'}}")
                            .text())
                    .isEqualTo("{\"detail\":\"Unsupported image format: <class 'int'>\"}");
        }

        @Test
        void reportsAWrongTokenInItsOwnWords() {
            try (var guarded = InferenceEmulator.builder()
                    .handler(HandlerVariant.PORTED)
                    .token("hf_secret")
                    .start()) {
                var answer = call(guarded.url(), "{'inputs':'red'}");

                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.text()).isEqualTo("{\"detail\":\"invalid bearer\"}");
            }
        }
    }
}
