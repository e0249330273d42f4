package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tasks that look at areas of a picture. */
class VisionTasksTest {

    /** A red area at 30, 20 and a blue disc on white. */
    private static final byte[] THINGS = things(200, 100, 1);

    private static final String THINGS64 = Samples.base64(THINGS);
    private static final String PLAIN64 = Samples.base64(Samples.RED);

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    private static byte[] things(int width, int height, int scale) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.RED);
        graphics.fillRect(30 * scale, 20 * scale, 40 * scale, 10 * scale);
        graphics.setColor(Color.BLUE);
        graphics.fillOval(120 * scale, 40 * scale, 30 * scale, 30 * scale);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static URI hosted(String model) {
        return URI.create(emulator.hostedUrl() + "/models/" + model);
    }

    private static URI toolkit(String task) {
        return emulator.url().resolve("models/a/b/pipeline/" + task);
    }

    private static Client.Answer ask(String task, String inputs, String parameters) {
        return Client.postJson(toolkit(task), "{\"inputs\":" + inputs + ",\"parameters\":{" + parameters + "}}");
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    @Test
    void findsAreasOfOneColourAsObjects() {
        JsonNode found = Client.post(hosted("facebook/detr-resnet-50"), "image/png", THINGS)
                .json();

        assertThat(found.findValuesAsText("label")).containsExactlyInAnyOrder("red", "blue");
        assertThat(found.get(0).get("box")).hasToString("{\"xmin\":30,\"ymin\":20,\"xmax\":70,\"ymax\":30}");
        assertThat(found.get(0).get("score").doubleValue()).isEqualTo(1);
        assertThat(found.get(1).get("score").doubleValue()).isBetween(0.7, 0.85);
    }

    @Test
    void findsThemInAPictureThatIsReadWithGaps() {
        JsonNode found = Client.post(toolkit("object-detection"), "image/png", things(2000, 1000, 10))
                .json();

        JsonNode box = found.get(0).get("box");
        assertThat(box.get("xmin").intValue()).isBetween(295, 305);
        assertThat(box.get("ymin").intValue()).isBetween(195, 205);
        assertThat(box.get("xmax").intValue()).isBetween(695, 705);
        assertThat(box.get("ymax").intValue()).isBetween(295, 305);
    }

    @Test
    void leavesOutWhatScoresBelowTheThreshold() {
        assertThat(ask("object-detection", quoted(THINGS64), "\"threshold\":0.9")
                        .json())
                .hasSize(1);
        assertThat(ask("object-detection", quoted(THINGS64), "\"threshold\":\"0.9\"")
                        .text())
                .contains("'>' not supported between instances of 'Tensor' and 'str'");
        assertThat(ask("object-detection", quoted(THINGS64), "\"unknown\":1").status())
                .isEqualTo(200);
        assertThat(ask("object-detection", "[" + quoted(PLAIN64) + "," + quoted(THINGS64) + "]", "")
                        .json())
                .hasSize(2)
                .first()
                .hasToString("[]");
    }

    @Test
    void findsObjectsByTheWordsOfTheCaller() {
        String labels = "\"candidate_labels\":[\"a red bar\",\"a blue ball\",\"a cat\"]";

        JsonNode found =
                ask("zero-shot-object-detection", quoted(THINGS64), labels).json();
        JsonNode listed = ask("zero-shot-object-detection", "[{\"image\":" + quoted(THINGS64) + "," + labels + "}]", "")
                .json();

        assertThat(found.findValuesAsText("label")).containsExactlyInAnyOrder("a red bar", "a blue ball");
        assertThat(listed).hasSize(1).first().isEqualTo(found);
        assertThat(ask("zero-shot-object-detection", quoted(THINGS64), labels + ",\"top_k\":1")
                        .json())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zero-shot-object-detection | "PICTURE"                                  | string indices must be integers
            zero-shot-object-detection | ["PICTURE"]                                | string indices must be integers
            zero-shot-object-detection | {"image":"PICTURE"}                        | 'candidate_labels'
            object-detection           | "bm8gcGljdHVyZQ=="                         | cannot identify image file
            image-segmentation         | {"image":"PICTURE"}                        | Incorrect format used for image
            visual-question-answering  | "PICTURE"                                  | string indices must be integers
            visual-question-answering  | {"image":"PICTURE"}                        | 'question'
            visual-question-answering  | {"question":"Who?"}                        | 'image'
            visual-question-answering  | {"image":"PICTURE","question":7}           | text input must be of type
            document-question-answering| "PICTURE"                                  | string indices must be integers
            """)
    void refusesInTheWordsOfTheRealServer(String task, String inputs, String error) {
        Client.Answer answer = ask(task, inputs.replace("PICTURE", THINGS64), "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).contains(error);
    }

    @Test
    void cutsAPictureIntoAreasWithMasks() throws IOException {
        JsonNode areas = Client.post(hosted("facebook/detr-resnet-50-panoptic"), "image/png", THINGS)
                .json();

        assertThat(areas.findValuesAsText("label")).containsExactly("white", "red", "blue");
        BufferedImage mask =
                ImageIO.read(new ByteArrayInputStream(areas.get(1).get("mask").binaryValue()));
        assertThat(List.of(mask.getWidth(), mask.getHeight())).containsExactly(200, 100);
        assertThat(mask.getRaster().getSample(30, 20, 0)).isEqualTo(255);
        assertThat(mask.getRaster().getSample(70, 20, 0)).isZero();
    }

    @Test
    void scoresNoPixelLabelsButTheHostedServiceSaysOne() {
        JsonNode contained = ask("image-segmentation", quoted(THINGS64), "\"subtask\":\"semantic\"")
                .json();
        JsonNode hosted = Client.post(hosted("nvidia/segformer-b0-finetuned-ade-512-512"), "image/png", THINGS)
                .json();

        assertThat(contained)
                .hasSize(3)
                .allSatisfy(area -> assertThat(area.get("score").isNull()).isTrue());
        assertThat(hosted)
                .hasSize(3)
                .allSatisfy(area -> assertThat(area.get("score").doubleValue()).isEqualTo(1));
        assertThat(ask("image-segmentation", quoted(THINGS64), "\"subtask\":\"tidy\"")
                        .text())
                .contains("Subtask tidy is not supported");
    }

    @Test
    void describesAPictureByItsColours() {
        assertThat(Client.post(hosted("Salesforce/blip-image-captioning-base"), "image/png", THINGS)
                        .json())
                .hasToString("[{\"generated_text\":\"a picture of red and blue on white\"}]");
        assertThat(ask("image-to-text", quoted(THINGS64), "\"max_length\":3").text())
                .contains("unexpected keyword argument 'max_length'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hosted", "toolkit"})
    void takesAQuestionBesideItsPicture(String server) {
        URI uri = server.equals("hosted")
                ? hosted("dandelin/vilt-b32-finetuned-vqa")
                : toolkit("visual-question-answering");
        String asked = "{\"image\":" + quoted(THINGS64) + ",\"question\":\"How many things are there?\"}";

        assertThat(Client.postJson(uri, "{\"inputs\":" + asked + "}").json().get(0))
                .hasToString("{\"score\":0.9,\"answer\":\"2\"}");
        assertThat(Client.postJson(uri, "{\"inputs\":[" + asked + "]}").json()).hasSize(1);
    }

    /** As the official Python client sends it: the hosted service took it, a container never did. */
    @Test
    void takesAQuestionBesideInputsWhereTheHostedServiceDid() {
        String python = "{\"inputs\":" + quoted(THINGS64) + ",\"parameters\":{},\"question\":\"Is it red?\",\"image\":"
                + quoted(THINGS64) + "}";

        assertThat(Client.postJson(hosted("dandelin/vilt-b32-finetuned-vqa"), python)
                        .json()
                        .get(0))
                .hasToString("{\"score\":0.9,\"answer\":\"yes\"}");
        assertThat(Client.postJson(toolkit("visual-question-answering"), python).status())
                .isEqualTo(400);
    }

    @Test
    void answersAboutDocumentsWithAPlaceButForDonut() {
        String asked = "{\"inputs\":{\"image\":" + quoted(THINGS64) + ",\"question\":\"What?\"}%s}";

        assertThat(Client.postJson(hosted("impira/layoutlm-document-qa"), asked.formatted(""))
                        .json()
                        .get(0)
                        .toString())
                .matches("\\{\"score\":0\\.\\d+,\"answer\":\"blue\",\"start\":2,\"end\":2}");
        assertThat(Client.postJson(hosted("naver-clova-ix/donut-base-finetuned-docvqa"), asked.formatted(""))
                        .json())
                .hasToString("[{\"answer\":\"blue\"}]");
        assertThat(Client.postJson(
                                hosted("impira/layoutlm-document-qa"), asked.formatted(",\"parameters\":{\"top_k\":0}"))
                        .text())
                .contains("top_k parameter should be >= 1 (got 0)");
    }
}
