package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tasks about texts: what the two server families answer, and what they refuse. Single quotes stand for double ones. */
class TextTasksTest {

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    private static Client.Answer hosted(String model, String json) {
        return Client.postJson(URI.create(emulator.hostedUrl() + "/models/" + model), json.replace('\'', '"'));
    }

    private static Client.Answer container(String task, String json) {
        return Client.postJson(emulator.url().resolve("models/a/b/pipeline/" + task), json.replace('\'', '"'));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("token-classification", "{'inputs':5}", "At least one input is required."),
                arguments("token-classification", "{'inputs':[]}", "At least one input is required."),
                arguments(
                        "token-classification",
                        "{'inputs':'a','parameters':{'aggregation_strategy':'best'}}",
                        "'BEST'"),
                arguments(
                        "token-classification",
                        "{'inputs':'a','parameters':{'top_k':1}}",
                        "got an unexpected keyword argument 'top_k'"),
                arguments("zero-shot-classification", "{'inputs':'a'}", "object of type 'NoneType' has no len()"),
                arguments(
                        "zero-shot-classification",
                        "{'inputs':'a','parameters':{'candidate_labels':[]}}",
                        "at least one label"),
                arguments(
                        "zero-shot-classification",
                        "{'inputs':'a','parameters':{'candidate_labels':'x','hypothesis_template':'none'}}",
                        "where the label should go"),
                arguments("question-answering", "{'inputs':{'question':'a'}}", "dictionary with keys"),
                arguments(
                        "question-answering", "{'inputs':{'question':'a','context':''}}", "`context` cannot be empty"),
                arguments(
                        "question-answering",
                        "{'inputs':{'question':'a','context':'b'},'parameters':{'top_k':0}}",
                        "top_k parameter should be >= 1 (got 0)"),
                arguments("sentence-similarity", "{'inputs':{'sentences':['a']}}", "received `source_sentence`"),
                arguments("sentence-similarity", "{'inputs':{'source_sentence':'a'}}", "received `sentences`"),
                arguments("text-ranking", "{'inputs':{'query':'a'}}", "Please provide either"),
                arguments(
                        "text-ranking",
                        "{'inputs':{'query':'a','texts':['a']},'parameters':{'top_n':1}}",
                        "got an unexpected keyword argument 'top_n'"),
                arguments("translation", "{'inputs':{'a':'b'}}", "have the wrong format"),
                arguments("translation", "{'inputs':'a','parameters':{'tgt_lang':'xx'}}", "'xx'"),
                arguments("fill-mask", "{'inputs':'nothing'}", "No mask_token ([MASK]) found on the input"),
                arguments("fill-mask", "{'inputs':'[MASK]','parameters':{'targets':[]}}", "At least one target"),
                arguments("table-question-answering", "{'inputs':{'table':{'a':['1']}}}", "received `query`"),
                arguments("table-question-answering", "{'inputs':{'query':'a','table':{}}}", "table is empty"),
                arguments(
                        "table-question-answering",
                        "{'inputs':{'query':'a','table':{'a':[1]}}}",
                        "expected string or bytes-like object"),
                arguments(
                        "table-question-answering",
                        "{'inputs':{'query':'a','table':{'a':['1','2'],'b':['1']}}}",
                        "must be of the same length"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesInTheWordsOfTheRealServers(String task, String json, String words) {
        Client.Answer answer = container(task, json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).contains(words);
    }

    @Test
    void countsCodePoints() {
        JsonNode entity = hosted("dslim/bert-base-NER", "{'inputs':'🎉🎉 I met Ann'}")
                .json()
                .get(0);

        assertThat(entity.path("start").asInt()).isEqualTo(9);
        assertThat(entity.path("end").asInt()).isEqualTo(12);
    }

    @Test
    void aContainerAnswersPiecesOfWordsAndTheHostedServiceWholeEntities() {
        JsonNode pieces = container("token-classification", "{'inputs':'I met Jessica Lee'}")
                .json();
        JsonNode whole = hosted("dslim/bert-base-NER", "{'inputs':['I met Jessica Lee']}")
                .json();

        assertThat(pieces.findValuesAsText("word")).containsExactly("Jess", "##ica", "Lee");
        assertThat(pieces.findValuesAsText("entity")).containsExactly("B-PER", "I-PER", "I-PER");
        assertThat(whole.get(0).findValuesAsText("entity_group")).containsExactly("PER");
    }

    @Test
    void zeroShotComesInTheFormOfItsServer() {
        String json = "{'inputs':'a refund','parameters':{'candidate_labels':['legal','refund']}}";
        JsonNode hosted = hosted("facebook/bart-large-mnli", json).json();
        JsonNode container = container("zero-shot-classification", json).json();

        assertThat(hosted.findValuesAsText("label")).containsExactly("refund", "legal");
        assertThat(container.path("sequence").asText()).isEqualTo("a refund");
        assertThat(container.path("labels").get(0).asText()).isEqualTo("refund");
        assertThat(container.path("scores").get(0).asDouble()).isGreaterThan(0.5);
    }

    @Test
    void similaritiesHaveANameAtAContainerOnly() {
        String json = "{'inputs':{'source_sentence':'red','sentences':['red','blue']}}";

        assertThat(container("sentence-similarity", json).json().path("similarities"))
                .hasSize(2);
        assertThat(hosted("a/MiniLM/pipeline/sentence-similarity", json).json()).hasSize(2);
    }

    @Test
    void pairsAreRankedInTheirOrder() {
        JsonNode scores = container("text-ranking", "{'inputs':[['oak','elm'],['oak','oak']]}")
                .json()
                .path("scores");

        assertThat(scores.get(1).asDouble()).isGreaterThan(scores.get(0).asDouble());
    }

    @Test
    void rankedTextsComeAlongWhereTheyAreWanted() {
        JsonNode ranked = container(
                        "text-ranking",
                        "{'inputs':{'query':'oak','texts':['elm','oak']},'parameters':{'return_documents':true}}")
                .json();

        assertThat(ranked.path(0).path("index").asInt()).isEqualTo(1);
        assertThat(ranked.path(0).path("text").asText()).isEqualTo("oak");
    }

    @Test
    void severalMasksNestTheAnswerAndKeepTheModelsMarks() {
        JsonNode gaps = container("fill-mask", "{'inputs':'[MASK] [MASK]','parameters':{'targets':['a','b']}}")
                .json();

        assertThat(gaps).hasSize(2);
        assertThat(gaps.get(1)).hasSize(2);
        assertThat(gaps.get(1).get(0).path("sequence").asText()).startsWith("[CLS] [MASK] ");
    }
}
