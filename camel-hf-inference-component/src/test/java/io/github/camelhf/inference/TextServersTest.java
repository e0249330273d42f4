package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Ranked;
import io.github.camelhf.inference.result.Ranking;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that are for texts alone, each asked in its own dialect: Text Embeddings Inference, and OpenAI-style servers of vectors. */
class TextServersTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static String tei(String mode, String path) {
        return "hf-inference:" + mode + "?api=tei&endpointUrl=" + EMULATOR.textEmbeddingsUrl(path);
    }

    private static String openAi(String options) {
        return "hf-inference:text-embedding?api=openai&endpointUrl={{url}}v1/embeddings" + options;
    }

    @Test
    void textEmbeddingsInferenceGivesVectors() throws Exception {
        String uri = tei("text-embedding", "embed");

        Message one = routes.answer(uri + "&parameters.dimensions=32", "red tile");
        Message two = routes.answer(uri, List.of("red tile", "sea"));

        assertThat(one.getBody(Embedding.class)).hasSize(32);
        assertThat(one.getHeaders()).containsKey(HfInferenceHeaders.PROMPT_TOKENS);
        assertThat((List<?>) two.getBody()).hasSize(2).hasOnlyElementsOfType(Embedding.class);
        assertThat(two.getHeaders()).containsEntry(HfInferenceHeaders.EMBEDDING_COUNT, 2);
    }

    @Test
    void textEmbeddingsInferenceClassifiesOneTextAndLists() throws Exception {
        String uri = tei("text-classification", "predict") + "&minScore=0.6";

        Message one = routes.answer(uri, "a good day");
        assertThat(one.getHeaders())
                .containsEntry(HfInferenceHeaders.LABEL, "POSITIVE")
                .containsEntry(HfInferenceHeaders.DECISION, "accept");
        for (List<String> texts :
                List.of(List.of("a bad day"), List.of("a bad day", "good"), List.of("bad", "a", "b"))) {
            List<?> results = routes.answer(uri + "&topK=1", texts).getBody(List.class);
            assertThat(results).hasSize(texts.size());
            assertThat(results.get(0))
                    .isInstanceOfSatisfying(
                            Classifications.class,
                            labels -> assertThat(labels)
                                    .hasSize(1)
                                    .first()
                                    .hasFieldOrPropertyWithValue("label", "NEGATIVE"));
        }
    }

    @Test
    void textEmbeddingsInferenceRanksTextsInBothWays() throws Exception {
        List<String> texts = List.of("a blue sky", "a red brick", "a red tile");
        for (String uri : List.of(tei("text-ranking", "rerank"), tei("sentence-similarity", "similarity"))) {
            Ranking ranking = routes.answer(uri + "&question=red tile", texts).getBody(Ranking.class);

            assertThat(ranking).extracting(Ranked::index).containsExactly(2, 1, 0);
            assertThat(ranking.get(0).text()).isEqualTo("a red tile");
        }
        Ranking raw = routes.answer(
                        tei("text-ranking", "rerank") + "&parameters.raw_scores=true&topK=1",
                        Map.of("query", "red tile", "texts", texts))
                .getBody(Ranking.class);
        assertThat(raw).singleElement().hasFieldOrPropertyWithValue("score", 3.0);
    }

    @Test
    void moreTextsThanItTakesAreRefusedWithWhatToDo() {
        List<String> many = Collections.nCopies(33, "red");
        for (String uri : List.of(
                tei("text-embedding", "embed"),
                tei("text-classification", "predict"),
                tei("text-ranking", "rerank") + "&question=red",
                tei("sentence-similarity", "similarity") + "&question=red")) {
            assertThatExceptionOfType(InferenceRejectedException.class)
                    .isThrownBy(() -> routes.answer(uri, many))
                    .withMessageContaining("set batchSize to 32 at most, send shorter lists")
                    .returns(422, InferenceRejectedException::getStatusCode);
        }
    }

    @Test
    void aLongTextIsCutOnlyWhereTheRouteLetsTheServerDoIt() throws Exception {
        String text = "red ".repeat(600);

        assertThat(routes.answer(tei("text-embedding", "embed"), text).getBody())
                .isInstanceOf(Embedding.class);
        assertThatExceptionOfType(InferenceRejectedException.class)
                .isThrownBy(() -> routes.answer(tei("text-embedding", "embed") + "&parameters.truncate=false", text))
                .withMessageContaining("must have less than 512 tokens");
    }

    @Test
    void twoTextsThatAnotherDialectMakesAPairAreNoTwoResults() {
        String uri =
                "hf-inference:text-classification?api=pipeline&endpointUrl=" + EMULATOR.textEmbeddingsUrl("predict");

        assertThatExceptionOfType(MalformedInferenceResponseException.class)
                .isThrownBy(() -> routes.answer(uri, List.of("a good day", "a bad day")))
                .withMessageContaining("takes a list of texts for a pair: set api=tei");
    }

    @Test
    void aTokenThatIsNotTheServersIsRefusedThoughItSaysNothing() throws Exception {
        try (InferenceEmulator guarded =
                InferenceEmulator.builder().token("hf_secret").start()) {
            String uri = "hf-inference:text-ranking?api=tei&question=a&token=hf_other&endpointUrl="
                    + guarded.textEmbeddingsUrl("rerank");

            assertThatExceptionOfType(InferenceAuthenticationException.class)
                    .isThrownBy(() -> routes.answer(uri, List.of("b")))
                    .withMessageContaining("answered 401")
                    .withMessageNotContaining("hf_other");
        }
    }

    @Test
    void numbersAndBase64AreTheSameVectors() throws Exception {
        Message numbers = routes.answer(openAi("&model=all-minilm:l6"), "red tile");
        Message base64 = routes.answer(openAi("&model=all-minilm:l6&parameters.encoding_format=base64"), "red tile");

        assertThat(base64.getBody(Embedding.class)).hasSize(384).isEqualTo(numbers.getBody(Embedding.class));
        assertThat(numbers.getHeaders())
                .containsEntry(HfInferenceHeaders.PROMPT_TOKENS, 2)
                .containsEntry(HfInferenceHeaders.MODEL, "all-minilm:l6");
        assertThat(EMULATOR.requests())
                .extracting(request -> request.bodyText())
                .containsExactly(
                        "{\"input\":\"red tile\",\"model\":\"all-minilm:l6\",\"encoding_format\":\"float\"}",
                        "{\"input\":\"red tile\",\"model\":\"all-minilm:l6\",\"encoding_format\":\"base64\"}");
    }

    @Test
    void aListIsOneCallWithAVectorForEachText() throws Exception {
        Message two = routes.answer(openAi("&parameters.dimensions=8"), List.of("red tile", "sea"));

        assertThat((List<?>) two.getBody())
                .hasSize(2)
                .allSatisfy(vector -> assertThat((Embedding) vector).hasSize(8));
        assertThat(two.getHeaders()).containsEntry(HfInferenceHeaders.PROMPT_TOKENS, 3);
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    @Test
    void aMessageCannotAskForAnEncodingThatIsNotRead() throws Exception {
        Exchange refused = routes.call(openAi(""), message -> {
            message.getMessage().setBody("red");
            message.getMessage().setHeader(HfInferenceHeaders.PARAMETERS, Map.of("encoding_format", "int8"));
        });

        assertThat(refused.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("allowed are base64, float");
        assertThat(EMULATOR.requests()).isEmpty();
    }
}
