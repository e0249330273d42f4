package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.result.Answer;
import io.github.camelhf.inference.result.Answers;
import io.github.camelhf.inference.result.Cell;
import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Entity;
import io.github.camelhf.inference.result.Fillings;
import io.github.camelhf.inference.result.Ranked;
import io.github.camelhf.inference.result.Ranking;
import io.github.camelhf.inference.result.TableAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The modes that ask about texts, at the hosted service and at a container, over a real socket. */
class TextModesTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private Object send(String uri, Object body) throws Exception {
        return routes.answer(uri, body).getBody();
    }

    /** The hosted service with a model whose name leads to the task. */
    private static String hosted(String mode, String model) {
        return "hf-inference:" + mode + "?baseUrl={{hosted}}&model=" + model;
    }

    /** A container that serves one task. */
    private static String container(String mode) {
        return "hf-inference:" + mode + "?endpointUrl={{url}}models/a/b/pipeline/" + mode;
    }

    @Test
    void entitiesAreCutOutBehindEmojiAlike() throws Exception {
        String text = "🎉👩‍🚒 My name is Sarah Jessica Parker, I live in Berlin 🇩🇪: sarah@example.org";
        String hosted = hosted("token-classification", "dbmdz/bert-large-cased-finetuned-conll03-english");
        for (String uri : List.of(hosted, container("ner"), container("token-classification"))) {
            Message answered = routes.answer(uri.replace("pipeline/ner", "pipeline/token-classification"), text);

            Entities found = answered.getBody(Entities.class);
            assertThat(found)
                    .extracting(Entity::label, Entity::text)
                    .containsExactly(
                            tuple("PER", "Sarah Jessica Parker"),
                            tuple("LOC", "Berlin"),
                            tuple("EMAIL", "sarah@example.org"));
            assertThat(found)
                    .allSatisfy(entity -> assertThat(text.substring(entity.start(), entity.end()))
                            .isEqualTo(entity.text()));
            assertThat(answered.getHeader(HfInferenceHeaders.COUNT)).isEqualTo(3);
        }
    }

    @Test
    void whatWasFoundInAFileWithAByteOrderMarkIsCutOutOfItsText() throws Exception {
        byte[] marked = "\uFEFFI met Ann Lee.\r\n".getBytes(StandardCharsets.UTF_8);
        routes.add(route -> route.from("direct:letters")
                .to(container("token-classification") + "&resultHeader=entities")
                .setBody(route.simple("${header.entities.labelledIn(${body})}")));

        assertThat(send("direct:letters", marked)).isEqualTo("\uFEFFI met [PER].\r\n");
        Answers answers = (Answers) send(container("question-answering") + "&question=Who?", marked);
        assertThat(new String(marked, StandardCharsets.UTF_8)
                        .substring(answers.best().start(), answers.best().end()))
                .isEqualTo(answers.best().text());
    }

    @Test
    void aJsonObjectIsOneTextAndNotAListOfItsValues() throws Exception {
        send(container("text-classification"), new ObjectMapper().readTree("{\"a\": \"good\", \"b\": \"bad\"}"));

        assertThat(EMULATOR.requests().get(0).bodyText())
                .startsWith("{\"inputs\":\"{")
                .contains("good", "bad");
    }

    @Test
    void aListOfTextsGivesEntitiesOfEach() throws Exception {
        Message answered = routes.answer(container("token-classification"), List.of("I met Ann Lee.", "nobody"));

        assertThat((List<?>) answered.getBody())
                .extracting(found -> ((Entities) found).size())
                .containsExactly(1, 0);
        assertThat(answered.getHeaders()).doesNotContainKey(HfInferenceHeaders.COUNT);
        assertThat(answered.getBody(String.class)).endsWith("}],[]]");
    }

    @Test
    void aTextIsComparedWithLabelsInBothAnswerForms() throws Exception {
        String mail = "I would like to get refunded, the device is broken";
        String hosted = hosted("zero-shot-classification", "facebook/bart-large-mnli");
        for (String uri : List.of(hosted, container("zero-shot-classification"))) {
            Message answered = routes.answer(uri + "&labels=legal,refund,delivery&minScore=0.2", mail);

            assertThat(answered.getBody(Classifications.class))
                    .extracting(Classification::label)
                    .startsWith("refund")
                    .containsOnly("legal", "refund", "delivery");
            assertThat(answered.getHeaders())
                    .containsEntry(HfInferenceHeaders.LABEL, "refund")
                    .containsEntry(HfInferenceHeaders.DECISION, "accept");
            Classifications each = (Classifications)
                    send(uri + "&labels=legal,refund,a broken device&parameters.multi_label=true&topK=2", mail);
            assertThat(each).hasSize(2);
            assertThat(each).extracting(Classification::score).allMatch(score -> score > 0.5);
            assertThat((List<?>) send(uri + "&labels=legal,refund", List.of(mail, "a legal matter")))
                    .extracting(result -> ((Classifications) result).best().label())
                    .containsExactly("refund", "legal");
        }
    }

    @Test
    void aTemplateWithoutAPlaceForTheLabelIsRefusedByTheServer() {
        assertThatExceptionOfType(InferenceRejectedException.class)
                .isThrownBy(() -> send(
                        container("zero-shot-classification") + "&labels=a,b&parameters.hypothesis_template=none",
                        "text"))
                .withMessageContaining("where the label should go");
    }

    @Test
    void aQuestionIsAnsweredFromTheText() throws Exception {
        String text = "🎉 Berlin is large. The capital of France is Paris 🇫🇷.";
        for (String uri :
                List.of(hosted("question-answering", "deepset/roberta-base-squad2"), container("question-answering"))) {
            Answers answers = (Answers) send(uri + "&question=What is the capital of France?", text);

            assertThat(answers).hasSize(1);
            Answer best = answers.best();
            assertThat(best.text()).isEqualTo("Paris");
            assertThat(text.substring(best.start(), best.end())).isEqualTo("Paris");
            assertThat((Answers) send(uri + "&question=What is large?&topK=2", text))
                    .hasSize(2)
                    .first()
                    .returns("Berlin", Answer::text);
        }
    }

    @Test
    void textsAreRankedByWhatTheyAreComparedWith() throws Exception {
        List<String> texts = List.of("a blue sky", "a red brick", "a red tile");
        for (String uri : List.of(
                hosted("sentence-similarity", "sentence-transformers/all-MiniLM-L6-v2"),
                container("sentence-similarity"),
                hosted("rerank", "BAAI/bge-reranker-v2-m3"),
                container("text-ranking"))) {
            Ranking ranking = (Ranking) send(uri + "&question=red tile", texts);

            assertThat(ranking).extracting(Ranked::index).containsExactly(2, 1, 0);
            assertThat(ranking).allSatisfy(text -> assertThat(text.text()).isEqualTo(texts.get(text.index())));
            for (String key : List.of("source", "query")) {
                assertThat((Ranking) send(uri + "&topK=1", Map.of(key, "blue sky", "texts", texts)))
                        .extracting(Ranked::text)
                        .containsExactly("a blue sky");
            }
        }
        assertThat(EMULATOR.requests().get(0).path()).endsWith("/all-MiniLM-L6-v2/pipeline/sentence-similarity");
    }

    @Test
    void aTextIsShortenedAndTranslated() throws Exception {
        String text = "Hello world! It is a good day.";
        for (String uri : List.of(hosted("summarization", "facebook/bart-large-cnn"), container("summarization"))) {
            assertThat(send(uri, text)).isEqualTo("Hello world!");
        }
        for (String uri : List.of(hosted("translation", "google-t5/t5-small"), container("translation"))) {
            assertThat(send(uri, text)).isEqualTo("Hallo Welt! It ist ein gut Tag.");
            Message two = routes.answer(uri, List.of("Thanks", "red \"house\""));
            assertThat((List<?>) two.getBody()).isEqualTo(List.of("Danke", "rot \"Haus\""));
            assertThat(two.getBody(String.class)).isEqualTo("[\"Danke\",\"rot \\\"Haus\\\"\"]");
        }
    }

    @Test
    void aTextKeepsItsLinesInTheBodyAndInJsonAndIsOneLineInAHeader() throws Exception {
        String text = "red\r\nX-Evil: 1\u0000";
        String uri = container("translation");

        assertThat(send(uri, text)).isEqualTo("rot\r\nX-Evil: 1\u0000");
        assertThat(send(uri + "&resultFormat=json", text)).isEqualTo("\"rot\\r\\nX-Evil: 1\\u0000\"");
        Message header = routes.answer(uri + "&resultHeader=made", text);
        assertThat(header.getHeader("made")).isEqualTo("rot  X-Evil: 1 ");
        assertThat(header.getBody()).isEqualTo(text);
        assertThat(routes.answer(uri + "&resultHeader=made&resultFormat=json", text)
                        .getHeader("made"))
                .isEqualTo("\"rot\\r\\nX-Evil: 1\\u0000\"");
    }

    @Test
    void translationsShareCallsAndSummariesDoNot() throws Exception {
        for (String uri : List.of(hosted("translation", "google-t5/t5-small"), container("translation"))) {
            assertThat(send(uri + "&batchSize=4", "red")).isEqualTo("rot");
        }
        assertThat(catchThrowable(() -> send(container("summarization") + "&batchSize=4", "red")))
                .rootCause()
                .hasMessageContaining("batchSize");
    }

    @Test
    void gapsAreFilledOneOrSeveral() throws Exception {
        for (String uri : List.of(hosted("fill-mask", "FacebookAI/xlm-roberta-base"), container("fill-mask"))) {
            String gap = uri.contains("roberta") ? "<mask>" : "[MASK]";

            Fillings one = (Fillings) send(uri + "&topK=2", "a dark and black " + gap);
            assertThat(one).hasSize(2);
            assertThat(one.best().token()).isEqualTo("night");
            assertThat(one.best().sequence()).isEqualTo("a dark and black night");
            Fillings two = (Fillings) send(uri, gap + " and " + gap);
            assertThat(two).hasSize(10);
            assertThat(two.of(1).best().sequence())
                    .contains(gap + " and " + two.of(1).best().token());
            assertThat((List<?>) send(uri, List.of(gap + " and " + gap, gap)))
                    .extracting(fillings -> ((Fillings) fillings).size())
                    .containsExactly(10, 5);
            assertThat((List<?>) send(uri, List.of(gap + " and " + gap))).hasSize(1);
        }
    }

    @Test
    void aTableOfAnyKindIsAsked() throws Exception {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        columns.put("name", List.of("Ann", "Bo"));
        columns.put("age", List.of(41, 7));
        List<Object> tables = List.of(
                "name,age\nAnn,41\nBo,7",
                "name;age\r\n\"Ann\";41\r\nBo;7\r\n".getBytes(StandardCharsets.UTF_8),
                columns,
                List.of(List.of("name", "age"), List.of("Ann", 41), List.of("Bo", 7)),
                List.of(row("Ann", 41), row("Bo", 7)),
                Map.of("table", columns, "question", "What age is Bo?"),
                Map.of("table", "name,age\nAnn,41\nBo,7", "query", "What age is Bo?"));
        for (String uri : List.of(
                hosted("table-question-answering", "google/tapas-base-finetuned-wtq"),
                container("table-question-answering"))) {
            for (Object table : tables) {
                TableAnswer answer = (TableAnswer) send(uri + "&question=What age is Bo?", table);

                assertThat(answer).isEqualTo(new TableAnswer("7", List.of(new Cell(1, 1, "7")), "NONE"));
            }
            assertThat(((TableAnswer) send(uri + "&question=What is the total age?", columns)).answer())
                    .isEqualTo("SUM > 41, 7");
        }
    }

    private static Map<String, Object> row(String name, int age) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("age", age);
        return row;
    }

    @Test
    void messagesThatShareACallGetWhatWasFoundInTheirOwnText() throws Exception {
        routes.from("direct:shared").to(container("token-classification") + "&batchSize=3&batchTimeout=30s");
        List<String> texts = List.of("nobody", "🎉 I met Ann Lee", "🎉🎉🎉 I met Bo Ray in Rome");
        // Those that come while a call is in flight gather.
        EMULATOR.fault(Fault.neverAnswer());
        routes.send("direct:shared", "held");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));

        List<CompletableFuture<Exchange>> answers =
                texts.stream().map(text -> routes.send("direct:shared", text)).toList();

        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            assertThat(answers.get(i).join().getMessage().getBody(Entities.class))
                    .hasSize(i)
                    .allSatisfy(entity -> assertThat(text.substring(entity.start(), entity.end()))
                            .isEqualTo(entity.text()));
        }
        assertThat(EMULATOR.requests()).hasSize(2);
    }

    @Test
    void piecesOfWordsComeWhereTheyAreAskedFor() throws Exception {
        Entities pieces = (Entities)
                send(container("token-classification") + "&parameters.aggregation_strategy=none", "I met Jessica");

        assertThat(pieces).extracting(Entity::text).containsExactly("Jess", "ica");
        assertThat(pieces).extracting(Entity::label).containsExactly("B-PER", "I-PER");
    }
}
