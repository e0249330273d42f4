package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.result.Answer;
import io.github.camelhf.inference.result.Answers;
import io.github.camelhf.inference.result.Box;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Segment;
import io.github.camelhf.inference.result.Segments;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The modes that look at pictures for more than labels, over a real socket. */
class VisionModesTest {

    private static final byte[] SPOTS = Pictures.spots();
    private static final byte[] WHITE = Pictures.plain("png", Color.WHITE);
    private static final Box RED = new Box(10, 30, 30, 40);
    private static final Box BLUE = new Box(40, 5, 48, 13);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void objectsAreFoundWithTheirPlaces() {
        Exchange exchange = exchange("object-detection?baseUrl={{hosted}}&model=facebook/detr-resnet-50", SPOTS);

        Detections found = exchange.getMessage().getBody(Detections.class);
        assertThat(found.labelled("red").get(0).box()).isEqualTo(RED);
        assertThat(found.labelled("blue").get(0).box()).isEqualTo(BLUE);
        assertThat(found).hasSize(2);
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceCount")).isEqualTo(2);
        assertThat(exchange.getMessage().getBody(String.class))
                .contains("\"box\":{\"xMin\":10,\"yMin\":30,\"xMax\":30");
        assertThat(EMULATOR.requests().get(0).header("Content-Type")).contains("image/png");
    }

    @Test
    void aPictureInWhichNothingIsHasNoDetections() {
        Exchange exchange = exchange("object-detection?baseUrl={{hosted}}&model=facebook/detr-resnet-50", WHITE);

        assertThat(exchange.getMessage().getBody(Detections.class)).isEmpty();
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceCount")).isEqualTo(0);
    }

    @Test
    void aListOfPicturesHasAListOfDetections() {
        Exchange exchange = exchange(
                "object-detection?endpointUrl={{url}}models/a/b/pipeline/object-detection&parameters.threshold=0.9",
                List.of(SPOTS, WHITE));

        assertThat((List<?>) exchange.getMessage().getBody())
                .extracting(found -> ((Detections) found).size())
                .containsExactly(2, 0);
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceCount")).isNull();
    }

    @Test
    void objectsAreFoundByTheLabelsOfTheCaller() {
        String uri = "zero-shot-object-detection?baseUrl={{hosted}}&model=google/owlvit-base-patch32&labels=blue,red";

        Detections found = exchange(uri, SPOTS).getMessage().getBody(Detections.class);

        assertThat(found).hasSize(2);
        assertThat(found.labelled("red").get(0).box()).isEqualTo(RED);
        assertThat(found.labelled("blue").get(0).box()).isEqualTo(BLUE);
        assertThat(exchange(uri, List.of(WHITE, SPOTS)).getMessage().getBody()).isEqualTo(List.of(List.of(), found));
    }

    @Test
    void picturesAreDescribedInWords() {
        String uri = "image-to-text?baseUrl={{hosted}}&model=Salesforce/blip-image-captioning-base";

        assertThat(exchange(uri, SPOTS).getMessage().getBody()).isEqualTo("a picture of blue and red on white");
        assertThat(exchange(uri + "&parameters.max_new_tokens=4", List.of(SPOTS, WHITE))
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of("a picture of blue", "a picture of white"));
        assertThat(exchange(uri + "&resultFormat=json", WHITE).getMessage().getBody())
                .isEqualTo("\"a picture of white\"");
    }

    @Test
    void areasComeWithMasksAsLargeAsThePicture() throws Exception {
        Exchange exchange =
                exchange("image-segmentation?baseUrl={{hosted}}&model=facebook/detr-resnet-50-panoptic", SPOTS);

        Segments found = exchange.getMessage().getBody(Segments.class);
        assertThat(found).extracting(Segment::label).containsExactlyInAnyOrder("white", "red", "blue");
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceCount")).isEqualTo(3);
        BufferedImage mask = ImageIO.read(
                new ByteArrayInputStream(found.labelled("red").get(0).mask()));
        assertThat(mask.getWidth()).isEqualTo(64);
        assertThat(mask.getRaster().getSample(10, 30, 0)).isEqualTo(255);
        assertThat(mask.getRaster().getSample(29, 39, 0)).isEqualTo(255);
        assertThat(mask.getRaster().getSample(30, 40, 0)).isZero();
        assertThat(exchange.getMessage().getBody(String.class))
                .contains("\"label\":\"red\",\"score\":1.0,\"mask\":\"iVBOR");
    }

    @Test
    void aModelThatLabelsPixelsHasNoScores() {
        String model = "models/nvidia/segformer-b0-finetuned-ade-512-512/pipeline/image-segmentation";

        Object found = exchange("image-segmentation?endpointUrl={{url}}" + model, List.of(SPOTS, WHITE))
                .getMessage()
                .getBody();

        assertThat((List<?>) found).hasSize(2);
        assertThat((Segments) ((List<?>) found).get(0))
                .hasSize(3)
                .allSatisfy(segment -> assertThat(segment.score()).isNull());
    }

    @Test
    void aQuestionAboutAPictureIsAnswered() {
        String uri = "visual-question-answering?baseUrl={{hosted}}&model=dandelin/vilt-b32-finetuned-vqa"
                + "&question=How many things are there?";

        Answers answers = exchange(uri, SPOTS).getMessage().getBody(Answers.class);
        assertThat(answers.best()).isEqualTo(new Answer("2", 0.9, null, null));
        assertThat(exchange(uri, Map.of("image", WHITE, "question", "Which colour is it?"))
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("[{\"text\":\"white\",\"score\":1.0}]");
    }

    @Test
    void aQuestionAboutADocumentIsAnsweredWithAndWithoutAScore() {
        String question = "&question=Which colour is it?";

        Exchange read = exchange(
                "document-question-answering?baseUrl={{hosted}}&model=impira/layoutlm-document-qa" + question, SPOTS);
        Exchange seen = exchange(
                "document-question-answering?endpointUrl={{url}}models/naver-clova-ix/donut/pipeline/document-question-answering"
                        + question,
                SPOTS);

        assertThat(read.getMessage().getBody(Answers.class).best().text()).isEqualTo("red");
        assertThat(read.getMessage().getBody(Answers.class).best().start()).isEqualTo(2);
        assertThat(seen.getMessage().getBody()).isEqualTo(List.of(new Answer("red", null, null, null)));
    }

    private Exchange exchange(String uri, Object body) {
        String complete = "hf-inference:"
                + uri.replace("{{hosted}}", EMULATOR.hostedUrl().toString())
                        .replace("{{url}}", EMULATOR.url().toString());
        Exchange exchange = context.createProducerTemplate()
                .request(complete, sent -> sent.getMessage().setBody(body));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }
}
