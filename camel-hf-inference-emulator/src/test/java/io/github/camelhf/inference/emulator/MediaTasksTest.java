package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tasks that make pictures and recordings. */
class MediaTasksTest {

    private static final String RED_AND_BLUE = "{\"inputs\":\"a red and a light blue tile\"}";

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    private static URI hosted(String model) {
        return URI.create(emulator.hostedUrl() + "/models/" + model);
    }

    private static URI toolkit(String task) {
        return emulator.url().resolve("models/a/b/pipeline/" + task);
    }

    private static BufferedImage picture(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void paintsTheColoursOfATextSideBySide() throws IOException {
        Client.Answer answer =
                Client.postJson(hosted("stabilityai/stable-diffusion-2"), RED_AND_BLUE, "Accept", "image/png");

        assertThat(answer.header("Content-Type")).isEqualTo("image/png");
        BufferedImage made = picture(answer.response().body());
        assertThat(made.getWidth()).isEqualTo(256);
        assertThat(made.getRGB(10, 10)).isEqualTo(new Color(0xC62828).getRGB());
        assertThat(made.getRGB(200, 10)).isEqualTo(new Color(0x87BDE8).getRGB());
        assertThat(made.getRGB(250, 250)).isEqualTo(Color.WHITE.getRGB());
    }

    @ParameterizedTest
    @CsvSource({"image/jpeg, image/jpeg", "image/gif, image/gif", "*/*, image/jpeg"})
    void aPictureComesInTheFormatThatIsAskedFor(String accept, String type) throws IOException {
        Client.Answer answer = Client.postJson(hosted("black-forest-labs/FLUX.1-dev"), RED_AND_BLUE, "Accept", accept);

        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(picture(answer.response().body())).isNotNull();
    }

    @Test
    void aContainerAnswersAPictureInJsonUnlessOneIsAskedFor() throws IOException {
        Client.Answer answer = Client.postJson(toolkit("text-to-image"), RED_AND_BLUE, "Accept", "*/*");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(picture(Base64.getDecoder().decode(answer.json().textValue())))
                .isNotNull();
        assertThat(Client.postJson(toolkit("text-to-image"), RED_AND_BLUE, "Accept", "image/png")
                        .header("Content-Type"))
                .isEqualTo("image/png");
    }

    @Test
    void shadesAPictureAsThePromptSays() throws IOException {
        String asked = "{\"inputs\":\"" + Samples.base64(Samples.picture(Color.WHITE, "png"))
                + "\",\"parameters\":{\"prompt\":\"make it green\"}}";

        Client.Answer answer = Client.postJson(hosted("timbrooks/instruct-pix2pix"), asked, "Accept", "image/png");
        Client.Answer plain =
                Client.post(hosted("timbrooks/instruct-pix2pix"), "image/png", Samples.RED, "Accept", "image/png");

        BufferedImage made = picture(answer.response().body());
        assertThat(made.getWidth()).isEqualTo(64);
        assertThat(made.getRGB(5, 5)).isEqualTo(new Color(0x2E8B3D).getRGB());
        Color grey = new Color(picture(plain.response().body()).getRGB(5, 5));
        assertThat(grey.getRed()).isEqualTo(grey.getGreen()).isEqualTo(grey.getBlue());
    }

    @Test
    void readsATextAloudInTones() {
        Client.Answer speech = Client.postJson(
                hosted("espnet/kan-bayashi_ljspeech_vits"), "{\"inputs\":\"a hello\"}", "Accept", "*/*");

        assertThat(speech.header("Content-Type")).isEqualTo("audio/wav");
        assertThat(Client.post(
                                hosted("openai/whisper-large-v3"),
                                "audio/wav",
                                speech.response().body())
                        .json())
                .hasToString("{\"text\":\"A4 C#5\"}");
    }

    @Test
    void aContainerAnswersTheSamplesAsNumbers() {
        Client.Answer answer = Client.postJson(toolkit("text-to-speech"), "{\"inputs\":\"a hello\"}");

        assertThat(answer.json().path("sampling_rate").asInt()).isEqualTo(8000);
        assertThat(answer.json().path("audio").path(0)).hasSize(16_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text-to-image  | ["a"] | {}                         | image/png        | `prompt` has to be of type `str`
            text-to-image  | "a"   | {"width":64,"height":32}   | image/png        | Provided `height=32` and `width=64`
            text-to-image  | "a"   | {"width":64}               | image/png        | Provided `height=None` and `width=64`
            text-to-image  | "a"   | {"width":60,"height":60}   | image/png        | divisible by 8
            text-to-image  | "a"   | {"steps":3}                | image/png        | unexpected keyword argument 'steps'
            text-to-image  | "a"   | {}                         | image/webp       | 'WEBP'
            text-to-image  | "a"   | {}                         | image/png, */*   | Accept type "image/png, */*" not supported
            text-to-image  | "a"   | {}                         | audio/wav        | cannot be written as audio/wav
            text-to-speech | "a"   | {}                         | audio/wav        | cannot be written as audio/wav
            text-to-speech | "a"   | {"voice":"x"}              | */*              | unexpected keyword argument 'voice'
            text-to-speech | 7     | {}                         | */*              | text input must be
            """)
    void refusesInTheWordsOfTheRealServer(String task, String inputs, String parameters, String accept, String error) {
        Client.Answer answer = Client.postJson(
                toolkit(task), "{\"inputs\":" + inputs + ",\"parameters\":" + parameters + "}", "Accept", accept);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).contains(error);
    }
}
