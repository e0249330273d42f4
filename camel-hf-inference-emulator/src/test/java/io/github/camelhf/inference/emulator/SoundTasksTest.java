package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tasks that listen. */
class SoundTasksTest {
    private static final int RATE = 8000;
    private static final byte[] WAV = wav(440, 440, 523, 0);
    private static final String WAV64 = Samples.base64(WAV);

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    private static URI hosted(String model) {
        return URI.create(emulator.hostedUrl() + "/models/" + model);
    }

    private static URI toolkit(String task) {
        return emulator.url().resolve("models/a/b/pipeline/" + task);
    }

    /** 16-bit samples with a tone for each second, in hertz. */
    private static byte[] wav(int... tones) {
        int length = 2 * RATE * tones.length;
        ByteBuffer wav = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + length).put(ascii("WAVEfmt ")).putInt(16);
        wav.putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(2 * RATE)
                .putShort((short) 2);
        wav.putShort((short) 16).put(ascii("data")).putInt(length);
        for (int tone : tones) {
            for (int i = 0; i < RATE; i++) {
                wav.putShort((short) (8000 * Math.sin(2 * Math.PI * tone * (i + 0.5) / RATE)));
            }
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void writesTheNotesOfARecordingDown() {
        assertThat(Client.post(hosted("openai/whisper-large-v3"), "audio/wav", WAV)
                        .json())
                .hasToString("{\"text\":\"A4 C5 silence\"}");
        assertThat(Client.postJson(
                                toolkit("automatic-speech-recognition"),
                                "{\"inputs\":\"" + WAV64 + "\",\"parameters\":{\"return_timestamps\":true}}")
                        .json()
                        .path("chunks"))
                .hasToString("[{\"text\":\"A4\",\"timestamp\":[0.0,2.0]},{\"text\":\"C5\",\"timestamp\":[2.0,3.0]},"
                        + "{\"text\":\"silence\",\"timestamp\":[3.0,null]}]");
    }

    @Test
    void saysHowMuchOfItIsHigh() {
        assertThat(Client.post(hosted("superb/hubert-large-superb-er"), "audio/wav", WAV)
                        .json())
                .hasToString("[{\"label\":\"high\",\"score\":0.75},{\"label\":\"silence\",\"score\":0.25},"
                        + "{\"label\":\"low\",\"score\":0.0}]");
    }

    /** A container takes the text for a file's name where the body has no parameters. */
    @Test
    void readsBase64WithoutParametersAtTheHostedServiceOnly() {
        String bare = "{\"inputs\":\"" + WAV64 + "\"}";

        assertThat(Client.postJson(hosted("openai/whisper-large-v3"), bare).status())
                .isEqualTo(200);
        assertThat(Client.postJson(toolkit("automatic-speech-recognition"), bare)
                        .text())
                .contains("No such file or directory");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            automatic-speech-recognition | "%%%"                | "chunk_length_s":30 | Only base64 data is allowed
            automatic-speech-recognition | "UklGRgAAAABXQVZF"   | "chunk_length_s":30 | Soundfile is either not in the correct format
            automatic-speech-recognition | {}                   | "chunk_length_s":30 | We expect a numpy ndarray
            automatic-speech-recognition | "UklGRgAAAABXQVZF"   | "temperature":0     | unexpected keyword argument 'temperature'
            audio-classification         | "UklGRgAAAABXQVZF"   | "top_k":1           | Soundfile is either not in the correct format
            """)
    void refusesInTheWordsOfTheRealServer(String task, String inputs, String parameters, String error) {
        Client.Answer answer =
                Client.postJson(toolkit(task), "{\"inputs\":" + inputs + ",\"parameters\":{" + parameters + "}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).contains(error);
    }

    @Test
    void aModelThatHearsLettersWantsToBeToldWhichTimes() {
        String asked = "{\"inputs\":\"" + WAV64 + "\",\"parameters\":{\"return_timestamps\":%s}}";

        assertThat(Client.postJson(hosted("facebook/wav2vec2-base-960h"), asked.formatted("true"))
                        .text())
                .contains("CTC can either predict character level timestamps");
        assertThat(Client.postJson(hosted("facebook/wav2vec2-base-960h"), asked.formatted("\"word\""))
                        .json()
                        .path("chunks"))
                .hasSize(3);
    }
}
