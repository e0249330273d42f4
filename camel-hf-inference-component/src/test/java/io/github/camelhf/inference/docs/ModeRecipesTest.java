package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.HfInferencePictures;
import io.github.camelhf.inference.Sounds;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Similarity;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** The routes of the page on modes. */
class ModeRecipesTest extends RecipeTest {

    @Test
    void aClassifierOfTheHubNamesItsThreeBestLabels() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::image-classification
                from("direct:pictures")
                        .to("hf-inference:image-classification?model=google/vit-base-patch16-224&topK=3")
                        .split(body())
                        .log("${body.label}: ${body.score}")
                        .to("direct:labels");
                // end::image-classification
            }
        });
        MockEndpoint labels = arriving("direct:labels");
        labels.expectedMessageCount(3);

        template.sendBody("direct:pictures", RED);

        labels.assertIsSatisfied();
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    @Test
    void angryTextsGoToSomebody() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::text-classification
                from("direct:mails")
                        .to("hf-inference:text-classification"
                                + "?model=distilbert/distilbert-base-uncased-finetuned-sst-2-english"
                                + "&resultHeader=sentiment&minScore=0.6")
                        .choice()
                        .when(header(HfInferenceHeaders.LABEL).isEqualTo("NEGATIVE"))
                        .to("direct:somebody")
                        .otherwise()
                        .to("direct:archive");
                // end::text-classification
            }
        });
        assertThat(through("direct:mails", "this is broken again, awful", "direct:somebody")
                        .getBody(String.class))
                .isEqualTo("this is broken again, awful");
    }

    @Test
    void whatWasFoundIsCutOut() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::object-detection
                from("direct:photos")
                        .to("hf-inference:object-detection?model=facebook/detr-resnet-50&resultHeader=found")
                        .filter(header(HfInferenceHeaders.COUNT).isGreaterThan(0))
                        .bean(HfInferencePictures.class, "cut(${exchange}, ${header.found})")
                        .to("direct:best-find");
                // end::object-detection
            }
        });
        Message best = through("direct:photos", SPOTS, "direct:best-find");
        BufferedImage cut = ImageIO.read(best.getBody(InputStream.class));
        assertThat(cut.getWidth()).isEqualTo(8);
        assertThat(cut.getHeight()).isEqualTo(8);
    }

    @Test
    void whatWasFoundIsBlurred() throws Exception {
        load("blurred.yaml");
        assertThat(through("direct:photos", SPOTS, "direct:album").getHeader("Content-Type", String.class))
                .isEqualTo("image/png");
    }

    @Test
    void carsAreLookedForByName() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::zero-shot-object-detection
                from("direct:yard")
                        .to("hf-inference:zero-shot-object-detection?model=google/owlvit-base-patch32"
                                + "&labels=red car,blue car&parameters.threshold=0.2")
                        .split(body())
                        .log("a ${body.label} at ${body.box.xMin}, ${body.box.yMin}")
                        .to("direct:cars");
                // end::zero-shot-object-detection
            }
        });
        MockEndpoint cars = arriving("direct:cars");
        cars.expectedMessageCount(2);

        template.sendBody("direct:yard", SPOTS);

        cars.assertIsSatisfied();
    }

    @Test
    void aPictureGetsACaption() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::image-to-text
                from("direct:photos")
                        .to(
                                "hf-inference:image-to-text?model=Salesforce/blip-image-captioning-base&resultHeader=caption")
                        .log("${header.caption}")
                        .to("direct:album");
                // end::image-to-text
            }
        });
        assertThat(through("direct:photos", SPOTS, "direct:album").getHeader("caption", String.class))
                .isEqualTo("a picture of blue and red on white");
    }

    @Test
    void theMaskOfEachAreaIsKept() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::image-segmentation
                from("direct:photos")
                        .to("hf-inference:image-segmentation?model=facebook/detr-resnet-50-panoptic")
                        .split(body())
                        .setHeader(Exchange.FILE_NAME, simple("${exchangeProperty.CamelSplitIndex}-mask.png"))
                        .setBody(simple("${body.mask}"))
                        .to("direct:masks");
                // end::image-segmentation
            }
        });
        MockEndpoint masks = arriving("direct:masks");
        masks.expectedMessageCount(3);

        template.sendBody("direct:photos", SPOTS);

        masks.assertIsSatisfied();
        assertThat(masks.getExchanges().get(0).getMessage().getBody()).isInstanceOf(byte[].class);
    }

    @Test
    void whatACameraSeesIsAskedAbout() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::visual-question-answering
                from("direct:cameras")
                        .to("hf-inference:visual-question-answering?model=dandelin/vilt-b32-finetuned-vqa"
                                + "&question=Is there anything red?&resultHeader=answers")
                        .filter(simple("${header.answers.best.text} == 'yes'"))
                        .to("direct:guard");
                // end::visual-question-answering
            }
        });
        through("direct:cameras", SPOTS, "direct:guard");
    }

    @Test
    void aDocumentIsAskedForWhatItSays() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::document-question-answering
                from("direct:invoices")
                        .to("hf-inference:document-question-answering?model=impira/layoutlm-document-qa"
                                + "&question=What is the invoice number?&resultHeader=number")
                        .log("${header.number.best.text} (${header.number.best.score})")
                        .to("direct:numbered");
                // end::document-question-answering
            }
        });
        through("direct:invoices", SPOTS, "direct:numbered");
    }

    @Test
    void callsAreWrittenDown() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::automatic-speech-recognition
                from("direct:calls")
                        .to("hf-inference:automatic-speech-recognition?model=openai/whisper-large-v3")
                        .setBody(simple("${body.text}"))
                        .to("direct:minutes");
                // end::automatic-speech-recognition
            }
        });
        assertThat(through("direct:calls", Sounds.wav(440, 0), "direct:minutes").getBody(String.class))
                .isEqualTo("A4 silence");
    }

    @Test
    void callsGoToTheRightPerson() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::audio-classification
                from("direct:voices")
                        .to("hf-inference:audio-classification?model=superb/hubert-large-superb-er"
                                + "&resultHeader=mood&topK=1")
                        .toD("direct:${header.CamelHfInferenceSafeLabel}");
                // end::audio-classification
            }
        });
        through("direct:voices", Sounds.wav(440), "direct:high");
    }

    @Test
    void doubtfulPicturesGoToReview() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::decision
                from("direct:pictures")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red tile,blue tile"
                                + "&minScore=0.6&minMargin=0.2")
                        .choice()
                        .when(header(HfInferenceHeaders.DECISION).isEqualTo("accept"))
                        .to("direct:accepted")
                        .otherwise()
                        .to("direct:review");
                // end::decision
            }
        });
        assertDecides();
    }

    @Test
    void theSameInXml() throws Exception {
        load("decision.xml");
        assertDecides();
    }

    private void assertDecides() throws Exception {
        MockEndpoint accepted = arriving("direct:accepted");
        accepted.expectedMessageCount(1);
        MockEndpoint review = arriving("direct:review");
        review.expectedMessageCount(1);

        template.sendBody("direct:pictures", RED);
        template.sendBodyAndHeader("direct:pictures", RED, HfInferenceHeaders.LABELS, "red tile,crimson tile");

        MockEndpoint.assertIsSatisfied(context);
        assertThat(accepted.getExchanges().get(0).getMessage().getHeader(HfInferenceHeaders.LABEL))
                .isEqualTo("red tile");
    }

    @Test
    void thePictureTravelsOnAndTheResultInAHeader() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::result-header
                from("direct:pictures")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red,blue&resultHeader=kinds")
                        .to("direct:archive");
                // end::result-header
            }
        });
        MockEndpoint archive = arriving("direct:archive");
        archive.expectedBodiesReceived(RED);

        template.sendBody("direct:pictures", RED);

        archive.assertIsSatisfied();
        assertThat(archive.getExchanges().get(0).getMessage().getHeader("kinds"))
                .isInstanceOf(Classifications.class);
    }

    @Test
    void aListIsOneCallAndItsResultsKeepTheirOrder() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::album
                from("direct:album")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red,blue")
                        .split(body())
                        .log("picture ${exchangeProperty.CamelSplitIndex}: ${body.best.label}")
                        .to("direct:classified");
                // end::album
            }
        });
        MockEndpoint classified = arriving("direct:classified");
        classified.expectedMessageCount(3);

        template.sendBody("direct:album", List.of(RED, BLUE, RED));

        classified.assertIsSatisfied();
        assertThat(classified.getExchanges())
                .extracting(exchange -> exchange.getMessage()
                        .getBody(Classifications.class)
                        .best()
                        .label())
                .containsExactly("red", "blue", "red");
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    @Test
    void aTextBecomesAVectorForAStore() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::vector
                from("direct:texts")
                        .to("hf-inference:text-embedding?model=sentence-transformers/all-MiniLM-L6-v2"
                                + "&resultHeader=embedding")
                        .to("direct:vector-store");
                // end::vector
            }
        });
        MockEndpoint store = arriving("direct:vector-store");
        store.expectedBodiesReceived("a red tile");

        template.sendBody("direct:texts", "a red tile");

        store.assertIsSatisfied();
        Exchange exchange = store.getExchanges().get(0);
        assertThat(exchange.getMessage().getHeader("CamelLangChain4jEmbeddingsVector"))
                .isInstanceOf(float[].class);
        assertThat(exchange.getMessage().getHeader("embedding", Embedding.class))
                .hasSize(exchange.getMessage().getHeader(HfInferenceHeaders.EMBEDDING_SIZE, Integer.class));
    }

    @Test
    void eachPictureIsComparedWithEachText() {
        // tag::similarity
        Similarity similarity = template.requestBody(
                "hf-inference:similarity?endpointUrl={{siglip.url}}",
                Map.of("images", List.of(RED, BLUE), "texts", List.of("a red tile", "a blue tile", "an oak floor")),
                Similarity.class);

        double secondPictureFirstText = similarity.score(1, 0);
        // end::similarity
        assertThat(secondPictureFirstText).isLessThan(similarity.score(1, 1));
        assertThat(similarity.imageCount()).isEqualTo(2);
        assertThat(similarity.textCount()).isEqualTo(3);
    }

    @Test
    void whatAMessageHoldsDecidesTheMode() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::auto
                from("direct:anything")
                        .to("hf-inference:auto?endpointUrl={{siglip.url}}&resultFormat=json")
                        .log("${header.CamelHfInferenceMode}: ${body}")
                        .to("direct:answers");
                // end::auto
            }
        });
        MockEndpoint answers = arriving("direct:answers");
        answers.expectedHeaderValuesReceivedInAnyOrder(
                HfInferenceHeaders.MODE, "image-embedding", "text-embedding", "zero-shot", "similarity");

        template.sendBody("direct:anything", RED);
        template.sendBody("direct:anything", "a red tile");
        template.sendBodyAndHeader("direct:anything", RED, HfInferenceHeaders.LABELS, List.of("red", "blue"));
        template.sendBody("direct:anything", Map.of("image", RED, "text", "a red tile"));

        answers.assertIsSatisfied();
        assertThat(answers.getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody())
                .hasOnlyElementsOfType(String.class);
    }

    @Test
    void twoCallsAskTheirOwnModels() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::two-calls
                from("direct:pictures")
                        .to("hf-inference:image-classification?model=google/vit-base-patch16-224")
                        .setBody(header("CamelHfInferenceLabel"))
                        .to("hf-inference:text-embedding?model=sentence-transformers/all-MiniLM-L6-v2")
                        .to("direct:vector-store");
                // end::two-calls
            }
        });
        through("direct:pictures", RED, "direct:vector-store");
        assertThat(EMULATOR.requests().get(1).path()).contains("/models/sentence-transformers/all-MiniLM-L6-v2/");
    }
}
