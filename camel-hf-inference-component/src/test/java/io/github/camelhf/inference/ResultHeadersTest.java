package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Embedding;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers tell of results: the best, a decision, the vectors of a list, the server's own words. */
class ResultHeadersTest {

    /** What one model says may be what the next is asked. */
    private static final List<String> READ_BY_THE_NEXT_CALL = List.of(
            HfInferenceHeaders.LABELS,
            HfInferenceHeaders.TEXTS,
            HfInferenceHeaders.QUESTION,
            HfInferenceHeaders.PROMPT,
            HfInferenceHeaders.TOP_K,
            HfInferenceHeaders.MEDIA_TYPE,
            HfInferenceHeaders.PARAMETERS);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static String at(String mode, String options) {
        return "hf-inference:" + mode + "?endpointUrl={{url}}models/a/b/pipeline/" + mode + options;
    }

    private Message answered(String uri, Object body, String answer) throws Exception {
        EMULATOR.fault(Fault.answer(200, "application/json", answer.replace('\'', '"')));
        return routes.answer(uri, body);
    }

    /** The answers of servers, with the best of each. */
    @ParameterizedTest(name = "{0} {1} -> {2} {3} {4} {5}")
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '~', textBlock = """
            object-detection     | [{'label':'cat','score':0.7,'box':{'xmin':0,'ymin':0,'xmax':9,'ymax':9}},{'label':'Dog!','score':0.8,'box':{'xmin':0,'ymin':0,'xmax':9,'ymax':9}}] | Dog! | dog | 0.8 | - | accept
            object-detection     | [{'label':'cat','score':0.4,'box':{'xmin':0,'ymin':0,'xmax':9,'ymax':9}}] | cat | cat | 0.4 | - | review
            object-detection     | [] | - | - | - | - | review
            token-classification | [{'entity_group':'PER','score':0.6,'word':'Ann','start':0,'end':3},{'entity_group':'LOC','score':0.9,'word':'Rome','start':7,'end':11}] | LOC | loc | 0.9 | - | accept
            token-classification | [] | - | - | - | - | review
            question-answering   | [{'answer':'Rome','score':0.75,'start':7,'end':11},{'answer':'Ann','score':0.25,'start':0,'end':3}] | Rome | rome | 0.75 | 0.5 | accept
            question-answering   | {'answer':'Rome','score':0.25,'start':7,'end':11} | Rome | rome | 0.25 | 0.25 | review
            document-question-answering | [{'answer':'no score'}] | no score | no-score | - | - | review
            fill-mask            | [{'score':0.75,'token':1,'token_str':'a','sequence':'a b'},{'score':0.5,'token':2,'token_str':'c','sequence':'c b'}] | a | a | 0.75 | 0.25 | accept
            sentence-similarity  | [0.25,0.75] | - | - | 0.75 | 0.5 | accept
            text-ranking         | [{'index':1,'score':0.5},{'index':0,'score':0.25}] | - | - | 0.5 | 0.25 | review
            """)
    void theBestOfEachResultIsToldAndJudged(
            String mode, String answer, String label, String safeLabel, Double score, Double margin, String decision)
            throws Exception {
        Object body = mode.startsWith("object") || mode.startsWith("document")
                ? Pictures.spots()
                : mode.equals("fill-mask")
                        ? "[MASK] b"
                        : List.of("text-ranking", "sentence-similarity").contains(mode)
                                ? List.of("a", "b")
                                : "Ann in Rome";

        Message message = answered(at(mode, "&question=Where?&minScore=0.6"), body, answer);

        assertThat(message.getHeader(HfInferenceHeaders.LABEL)).isEqualTo(label);
        assertThat(message.getHeader(HfInferenceHeaders.SAFE_LABEL)).isEqualTo(safeLabel);
        assertThat(message.getHeader(HfInferenceHeaders.SCORE)).isEqualTo(score);
        assertThat(message.getHeader(HfInferenceHeaders.MARGIN)).isEqualTo(margin);
        assertThat(message.getHeader(HfInferenceHeaders.DECISION)).isEqualTo(decision);
    }

    @Test
    void aMarginJudgesWhatExcludesEachOther() throws Exception {
        String answers = "[{'answer':'a','score':0.5},{'answer':'b','score':0.45}]";

        assertThat(answered(at("visual-question-answering", "&question=q&minMargin=0.1"), Pictures.spots(), answers)
                        .getHeader(HfInferenceHeaders.DECISION))
                .isEqualTo("review");
        assertThat(answered(at("visual-question-answering", "&question=q&minMargin=0.01"), Pictures.spots(), answers)
                        .getHeader(HfInferenceHeaders.DECISION))
                .isEqualTo("accept");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            text-embedding&minScore=0.5      | option minScore=0.5: text-embedding gives no score that it could bound; it is for image-classification, zero-shot,
            summarization&minScore=0.5       | summarization gives no score
            image-segmentation&minScore=0.5  | image-segmentation gives no score
            object-detection&minMargin=0.5   | option minMargin=0.5: object-detection gives no choice of which one is best that it could bound; it is for
            token-classification&minMargin=1 | token-classification gives no choice
            text-ranking&topK=1&minMargin=1  | topK=1 and minMargin=1.0 exclude each other: the margin is the distance to the second
            audio-classification&parameters.top_k=1&minMargin=1 | topK=1 and minMargin=1.0 exclude each other
            text-ranking&parameters.top_n=1  | parameters.top_n: each text is to have its score, and no known server ranks fewer; leave it out, and set topK=1
            """)
    void aBoundThatBoundsNothingIsRefusedAtStart(String mode, String sentence) {
        String uri = "hf-inference:" + mode.replaceFirst("&", "?model=a/b&");

        assertThatThrownBy(() -> routes.endpoint(uri).createProducer()).hasMessageContaining(sentence);
    }

    @Test
    void nothingOfAnEarlierPictureStaysWhereNothingIsFound() throws Exception {
        routes.from("direct:calls").to(at("object-detection", ""), at("object-detection", "&topK=1"));
        EMULATOR.fault(Fault.answer(
                200,
                "application/json",
                "[{\"label\":\"cat\",\"score\":0.7,\"box\":{\"xmin\":0,\"ymin\":0,\"xmax\":9,\"ymax\":9}}]"));
        EMULATOR.fault(Fault.answer(200, "application/json", "[]"));
        routes.add(route -> route.from("direct:twice")
                .setProperty("picture", route.body())
                .to(at("object-detection", ""))
                .setBody(route.exchangeProperty("picture"))
                .to(at("object-detection", "&maxInFlight=7")));

        Message message = routes.answer("direct:twice", Pictures.spots());

        assertThat(message.getBody(Detections.class)).isEmpty();
        assertThat(message.getHeaders())
                .containsEntry(HfInferenceHeaders.COUNT, 0)
                .doesNotContainKeys(HfInferenceHeaders.LABEL, HfInferenceHeaders.SCORE, HfInferenceHeaders.SAFE_LABEL);
    }

    @Test
    void theVectorsOfAListStandUnderTheNameOfNewerCamel() throws Exception {
        String uri = "hf-inference:text-embedding?endpointUrl={{url}}&onItemError=skip";

        Message list = routes.answer(uri, List.of("red", " ", "blue"));
        List<?> vectors = list.getHeader(HfInferenceHeaders.EMBEDDING_VECTORS, List.class);
        assertThat(vectors).hasSize(3);
        assertThat((float[]) vectors.get(0)).hasSize(768);
        assertThat(vectors.get(1)).isNull();
        assertThat(vectors.get(2))
                .as("the vector itself, no copy")
                .isSameAs(((Embedding) list.getBody(List.class).get(2)).shared());
        assertThat(list.getHeader(HfInferenceHeaders.EMBEDDING_COUNT)).isEqualTo(2);
        assertThat(routes.answer(uri, "red").getHeaders())
                .containsKey(HfInferenceHeaders.EMBEDDING_VECTOR)
                .doesNotContainKey(HfInferenceHeaders.EMBEDDING_VECTORS);
    }

    @Test
    void theServersWordsAreKeptWhereTheyAreAskedForInOneLineAndWithoutTheToken() throws Exception {
        String uri = at("translation", "&token=hf_mineAlone&rawResponseHeader=said");

        Message message = answered(uri, "red", "[{'translation_text': 'rot',\n 'note': 'hf_mineAlone'}]");

        assertThat(message.getBody()).isEqualTo("rot");
        assertThat(message.getHeader("said")).isEqualTo("[{\"translation_text\": \"rot\",  \"note\": \"[token]\"}]");
        assertThat(answered(at("translation", ""), "red", "[{'translation_text':'rot'}]")
                        .getHeaders()
                        .values())
                .noneMatch(value -> String.valueOf(value).contains("translation_text"));
    }

    @Test
    void manyWordsAreCutAndWhatIsNoTextIsNotKept() throws Exception {
        String uri = at("translation", "&rawResponseHeader=said");
        String emoji = "\uD83D\uDE00";
        String answer = "[{\"translation_text\":\"" + emoji.repeat(40_000) + "\"}]";

        Message long1 = answered(uri, "red", answer);
        assertThat(long1.getBody(String.class)).hasSize(80_000);
        assertThat(long1.getHeader("said", String.class))
                .hasSize(65_536)
                .startsWith("[{\"translation_text\":\"" + emoji);
        EMULATOR.fault(Fault.answer(500, "text/plain", "no"));
        Exchange failed = routes.template.send(uri, exchange -> {
            exchange.getMessage().setBody("red");
            exchange.getMessage().setHeader("said", "before");
        });
        assertThat(failed.getMessage().getHeader("said")).isEqualTo("before");
        byte[] latin = "[{\"translation_text\":\"r\u00f6t\"}]".getBytes(StandardCharsets.ISO_8859_1);
        EMULATOR.fault(Fault.answer(200, Map.of(), "application/json", latin));
        assertThat(routes.call(uri, "red").getMessage().getHeaders()).doesNotContainKey("said");
    }

    @Test
    void wordsThatAreForOthersAsWellAreRefusedAtStart() {
        assertThatThrownBy(() -> routes.endpoint(at("translation", "&rawResponseHeader=said&batchSize=2"))
                        .createProducer())
                .hasMessageContaining("options rawResponseHeader and batchSize=2 exclude each other");
        assertThatThrownBy(() -> routes.endpoint(at("translation", "&rawResponseHeader=a&resultHeader=A"))
                        .createProducer())
                .hasMessageContaining("name the same header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rawResponseHeader", "resultHeader"})
    void aHeaderThatTheComponentWritesItselfIsNotFree(String option) throws Exception {
        List<String> names = new ArrayList<>(List.of("CamelHfInferenceAnsweredModel", "camelhfinferencelabel"));
        for (Field field : HfInferenceHeaders.class.getFields()) {
            names.add((String) field.get(null));
        }
        names.removeAll(READ_BY_THE_NEXT_CALL);

        for (String name : names) {
            assertThatThrownBy(() -> routes.endpoint(at("translation", "&" + option + "=" + name))
                            .createProducer())
                    .hasMessageContaining("option " + option + "=" + name + ": the component writes headers");
        }
        for (String name : READ_BY_THE_NEXT_CALL) {
            routes.endpoint(at("translation", "&" + option + "=" + name)).createProducer();
        }
    }

    @Test
    void aMessageThatWantsOneOnlyLeavesNoMargin() {
        String uri = at("text-classification", "&minMargin=0.1");
        Map<String, Object> headers =
                Map.of(HfInferenceHeaders.TOP_K, 1, HfInferenceHeaders.PARAMETERS, Map.of("top_k", "1"));

        headers.forEach((name, value) -> {
            Exchange refused = routes.template.send(uri, exchange -> {
                exchange.getMessage().setBody("a good day");
                exchange.getMessage().setHeader(name, value);
            });

            assertThat(refused.getException())
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessageContaining("topK=1 and minMargin=0.1 exclude each other");
        });
        assertThat(EMULATOR.requests()).isEmpty();
    }
}
