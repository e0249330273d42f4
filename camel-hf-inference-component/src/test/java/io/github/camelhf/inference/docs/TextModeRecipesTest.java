package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** The routes of the page on modes that ask about texts. */
class TextModeRecipesTest extends RecipeTest {

    @Test
    void namesAreBlackedOut() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::token-classification
                from("direct:letters")
                        .to("hf-inference:token-classification?model=dslim/bert-base-NER&resultHeader=entities")
                        .setBody(simple("${header.entities.labelledIn(${body})}"))
                        .to("direct:archive");
                // end::token-classification
            }
        });
        assertThat(through("direct:letters", "🎉 I met Ann Lee, a friend ('we know her'), in Rome", "direct:archive")
                        .getBody(String.class))
                .isEqualTo("🎉 I met [PER], a friend ('we know her'), in [LOC]");
    }

    @Test
    void mailsGoToWhomTheyConcern() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::zero-shot-classification
                from("direct:mails")
                        .to("hf-inference:zero-shot-classification?model=facebook/bart-large-mnli"
                                + "&labels=refund,delivery,invoice&resultHeader=topics")
                        .toD("direct:${header.CamelHfInferenceSafeLabel}");
                // end::zero-shot-classification
            }
        });
        assertThat(through("direct:mails", "It does not work. I would like to be refunded.", "direct:refund")
                        .getBody(String.class))
                .isEqualTo("It does not work. I would like to be refunded.");
    }

    @Test
    void aLetterIsAskedForItsDate() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::question-answering
                from("direct:letters")
                        .to("hf-inference:question-answering?model=deepset/roberta-base-squad2"
                                + "&question=When shall we deliver?&resultHeader=answers")
                        .setHeader("delivery", simple("${header.answers[0].text}"))
                        .to("direct:orders");
                // end::question-answering
            }
        });
        assertThat(through(
                                "direct:letters",
                                "Thank you for the offer. We ask you to deliver on Friday.",
                                "direct:orders")
                        .getHeader("delivery", String.class))
                .isEqualTo("Friday");
    }

    @Test
    void theMostAlikeTextIsFound() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::sentence-similarity
                from("direct:titles")
                        .to("hf-inference:sentence-similarity?model=sentence-transformers/all-MiniLM-L6-v2"
                                + "&question=a red tile&topK=1")
                        .setBody(simple("${body[0].text}"))
                        .to("direct:best");
                // end::sentence-similarity
            }
        });
        assertThat(through("direct:titles", List.of("a blue sky", "a red brick"), "direct:best")
                        .getBody(String.class))
                .isEqualTo("a red brick");
    }

    @Test
    void passagesAreRankedForAQuery() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::text-ranking
                from("direct:passages")
                        .setHeader("CamelHfInferenceQuestion", header("query"))
                        .to("hf-inference:text-ranking?model=cross-encoder/ms-marco-MiniLM-L6-v2&topK=2")
                        .split(body())
                        .log("${body.score}: ${body.text}")
                        .to("direct:answers");
                // end::text-ranking
            }
        });
        MockEndpoint answers = arriving("direct:answers");
        answers.expectedMessageCount(2);

        template.sendBodyAndHeader(
                "direct:passages",
                List.of("Tiles break.", "Oak floors are laid.", "How to lay oak."),
                "query",
                "How are oak floors laid?");

        answers.assertIsSatisfied();
    }

    @Test
    void textsAreEmbeddedByAServerOfOnesOwn() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::tei
                from("direct:passages")
                        .to("hf-inference:text-embedding?api=tei&endpointUrl={{tei.url}}/embed"
                                + "&batchSize=32&parameters.truncate=true&resultHeader=embedding")
                        .to("direct:vector-store");
                // end::tei
            }
        });
        MockEndpoint store = arriving("direct:vector-store");
        store.expectedHeaderReceived("CamelHfInferenceEmbeddingSize", 768);

        template.sendBody("direct:passages", "Tiles break.");

        store.assertIsSatisfied();
    }

    @Test
    void aTranslatedTextBecomesTheBody() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::translation
                from("direct:letters")
                        .to("hf-inference:summarization?model=facebook/bart-large-cnn&resultHeader=summary")
                        .to("hf-inference:translation?model=google-t5/t5-small")
                        .to("direct:archive");
                // end::translation
            }
        });
        MockEndpoint archive = arriving("direct:archive");
        archive.expectedBodiesReceived("Hallo Welt. Gut Tag.");
        archive.expectedHeaderReceived("summary", "Hello world.");

        template.sendBody("direct:letters", "Hello world. Good day.");

        archive.assertIsSatisfied();
    }

    @Test
    void aGapIsFilled() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::fill-mask
                from("direct:gaps")
                        .to("hf-inference:fill-mask?model=FacebookAI/xlm-roberta-base&topK=1")
                        .setBody(simple("${body[0].sequence}"))
                        .to("direct:filled");
                // end::fill-mask
            }
        });
        assertThat(through("direct:gaps", "the dark and black <mask> too", "direct:filled")
                        .getBody(String.class))
                .isEqualTo("the dark and black night too");
    }

    @Test
    void aTableIsAskedForANumber() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::table-question-answering
                from("direct:orders")
                        .to("hf-inference:table-question-answering?model=google/tapas-base-finetuned-wtq"
                                + "&question=How many pieces of oak are there?")
                        .setBody(simple("${body.cells[0].text}"))
                        .to("direct:stock");
                // end::table-question-answering
            }
        });
        assertThat(through("direct:orders", "wood,pieces\noak,120\nelm,7\n", "direct:stock")
                        .getBody(String.class))
                .isEqualTo("120");
    }
}
