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
import org.apache.camel.Message;
import org.junit.jupiter.api.AutoClose;
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

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @Test
    void objectsAreFoundWithTheirPlaces() throws Exception {
        Message answer = answer("object-detection?baseUrl={{hosted}}&model=facebook/detr-resnet-50", SPOTS);

        Detections found = answer.getBody(Detections.class);
        assertThat(found.labelled("red").get(0).box()).isEqualTo(RED);
        assertThat(found.labelled("blue").get(0).box()).isEqualTo(BLUE);
        assertThat(found).hasSize(2);
        assertThat(answer.getHeader("CamelHfInferenceCount")).isEqualTo(2);
        assertThat(answer.getBody(String.class)).contains("\"box\":{\"xMin\":10,\"yMin\":30,\"xMax\":30");
        assertThat(EMULATOR.requests().get(0).header("Content-Type")).contains("image/png");
    }

    @Test
    void aPictureInWhichNothingIsHasNoDetections() throws Exception {
        Message answer = answer("object-detection?baseUrl={{hosted}}&model=facebook/detr-resnet-50", WHITE);

        assertThat(answer.getBody(Detections.class)).isEmpty();
        assertThat(answer.getHeader("CamelHfInferenceCount")).isEqualTo(0);
    }

    @Test
    void aListOfPicturesHasAListOfDetections() throws Exception {
        Message answer = answer(
                "object-detection?endpointUrl={{url}}models/a/b/pipeline/object-detection&parameters.threshold=0.9",
                List.of(SPOTS, WHITE));

        assertThat((List<?>) answer.getBody())
                .extracting(found -> ((Detections) found).size())
                .containsExactly(2, 0);
        assertThat(answer.getHeader("CamelHfInferenceCount")).isNull();
    }

    @Test
    void objectsAreFoundByTheLabelsOfTheCaller() throws Exception {
        String uri = "zero-shot-object-detection?baseUrl={{hosted}}&model=google/owlvit-base-patch32&labels=blue,red";

        Detections found = answer(uri, SPOTS).getBody(Detections.class);

        assertThat(found).hasSize(2);
        assertThat(found.labelled("red").get(0).box()).isEqualTo(RED);
        assertThat(found.labelled("blue").get(0).box()).isEqualTo(BLUE);
        assertThat(answer(uri, List.of(WHITE, SPOTS)).getBody()).isEqualTo(List.of(List.of(), found));
    }

    @Test
    void picturesAreDescribedInWords() throws Exception {
        String uri = "image-to-text?baseUrl={{hosted}}&model=Salesforce/blip-image-captioning-base";

        assertThat(answer(uri, SPOTS).getBody()).isEqualTo("a picture of blue and red on white");
        assertThat(answer(uri + "&parameters.max_new_tokens=4", List.of(SPOTS, WHITE))
                        .getBody())
                .isEqualTo(List.of("a picture of blue", "a picture of white"));
        assertThat(answer(uri + "&resultFormat=json", WHITE).getBody()).isEqualTo("\"a picture of white\"");
    }

    @Test
    void areasComeWithMasksAsLargeAsThePicture() throws Exception {
        Message answer = answer("image-segmentation?baseUrl={{hosted}}&model=facebook/detr-resnet-50-panoptic", SPOTS);

        Segments found = answer.getBody(Segments.class);
        assertThat(found).extracting(Segment::label).containsExactlyInAnyOrder("white", "red", "blue");
        assertThat(answer.getHeader("CamelHfInferenceCount")).isEqualTo(3);
        BufferedImage mask = ImageIO.read(
                new ByteArrayInputStream(found.labelled("red").get(0).mask()));
        assertThat(mask.getWidth()).isEqualTo(64);
        assertThat(mask.getRaster().getSample(10, 30, 0)).isEqualTo(255);
        assertThat(mask.getRaster().getSample(29, 39, 0)).isEqualTo(255);
        assertThat(mask.getRaster().getSample(30, 40, 0)).isZero();
        assertThat(answer.getBody(String.class)).contains("\"label\":\"red\",\"score\":1.0,\"mask\":\"iVBOR");
    }

    @Test
    void aModelThatLabelsPixelsHasNoScores() throws Exception {
        String model = "models/nvidia/segformer-b0-finetuned-ade-512-512/pipeline/image-segmentation";

        Object found = answer("image-segmentation?endpointUrl={{url}}" + model, List.of(SPOTS, WHITE))
                .getBody();

        assertThat((List<?>) found).hasSize(2);
        assertThat((Segments) ((List<?>) found).get(0))
                .hasSize(3)
                .allSatisfy(segment -> assertThat(segment.score()).isNull());
    }

    @Test
    void aQuestionAboutAPictureIsAnswered() throws Exception {
        String uri = "visual-question-answering?baseUrl={{hosted}}&model=dandelin/vilt-b32-finetuned-vqa"
                + "&question=How many things are there?";

        Answers answers = answer(uri, SPOTS).getBody(Answers.class);
        assertThat(answers.best()).isEqualTo(new Answer("2", 0.9, null, null));
        assertThat(answer(uri, Map.of("image", WHITE, "question", "Which colour is it?"))
                        .getBody(String.class))
                .isEqualTo("[{\"text\":\"white\",\"score\":1.0}]");
    }

    @Test
    void aQuestionAboutADocumentIsAnsweredWithAndWithoutAScore() throws Exception {
        String question = "&question=Which colour is it?";

        Message read = answer(
                "document-question-answering?baseUrl={{hosted}}&model=impira/layoutlm-document-qa" + question, SPOTS);
        Message seen = answer(
                "document-question-answering?endpointUrl={{url}}models/naver-clova-ix/donut/pipeline/document-question-answering"
                        + question,
                SPOTS);

        assertThat(read.getBody(Answers.class).best().text()).isEqualTo("red");
        assertThat(read.getBody(Answers.class).best().start()).isEqualTo(2);
        assertThat(seen.getBody()).isEqualTo(List.of(new Answer("red", null, null, null)));
    }

    private Message answer(String uri, Object body) throws Exception {
        return routes.answer("hf-inference:" + uri, body);
    }
}
