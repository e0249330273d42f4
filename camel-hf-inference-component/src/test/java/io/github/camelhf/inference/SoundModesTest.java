package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.result.Chunk;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Transcript;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The modes that listen, over a real socket. */
class SoundModesTest {

    private static final byte[] WAV = Sounds.wav(440, 440, 523);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    static Path folder;

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static String hosted(String mode, String model) {
        return "hf-inference:" + mode + "?baseUrl={{hosted}}&model=" + model;
    }

    static Stream<Object> bodies() throws Exception {
        Path file = Files.write(folder.resolve("call.unknown"), WAV);
        return Stream.of(
                WAV,
                new ByteArrayInputStream(WAV),
                file,
                file.toFile(),
                Base64.getEncoder().encodeToString(WAV),
                "data:audio/wav;base64," + Base64.getEncoder().encodeToString(WAV));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aRecordingInAnyFormIsWrittenDown(Object body) throws Exception {
        Object result = routes.answer(hosted("automatic-speech-recognition", "openai/whisper-large-v3"), body)
                .getBody();

        assertThat(result).isEqualTo(new Transcript("A4 C5", List.of()));
        RecordedRequest request = EMULATOR.requests().get(0);
        assertThat(request.header("Content-Type")).contains("audio/wav");
        assertThat(request.header("Content-Length")).contains(String.valueOf(WAV.length));
    }

    @Test
    void timesComeWhereTheyAreAskedFor() throws Exception {
        String container = "hf-inference:asr?endpointUrl={{url}}models/a/b/pipeline/automatic-speech-recognition";

        Transcript result = routes.answer(container + "&parameters.return_timestamps=true", WAV)
                .getBody(Transcript.class);

        assertThat(result.chunks()).containsExactly(new Chunk("A4", 0, 2.0), new Chunk("C5", 2, null));
        assertThat(EMULATOR.requests().get(0).header("Content-Type")).contains("application/json");
    }

    @Test
    void aRecordingIsLabelled() throws Exception {
        Exchange exchange =
                routes.call(hosted("audio-classification", "superb/hubert-large-superb-er") + "&topK=2", WAV);

        assertThat(exchange.getMessage().getBody(Classifications.class)).hasSize(2);
        assertThat(exchange.getMessage().getHeader("CamelHfInferenceLabel")).isEqualTo("high");
    }

    @ParameterizedTest
    @CsvSource({
        "664C6143, audio/flac",
        "4F676753, audio/ogg",
        "494433, audio/mpeg",
        "FFFB90, audio/mpeg",
        "FFF3, audio/mpeg",
        "2321414D52, audio/amr",
        "1A45DFA3, audio/webm",
        "00000020667479704D3441, audio/m4a",
        "000000186674797069736F6D, audio/m4a"
    })
    void theFirstBytesShowTheType(String hex, String type) throws Exception {
        byte[] bytes = new byte[64];
        byte[] head = HexFormat.of().parseHex(hex);
        System.arraycopy(head, 0, bytes, 0, head.length);

        routes.call(hosted("asr", "openai/whisper-large-v3"), bytes);

        assertThat(EMULATOR.requests().get(0).header("Content-Type")).contains(type);
    }

    @Test
    void aDeclaredTypeAndANameSpeakWhereTheBytesAreSilent() throws Exception {
        byte[] silent = new byte[64];
        Path named = Files.write(folder.resolve("call.mp3"), silent);

        routes.call(hosted("asr", "openai/whisper-large-v3"), named);
        routes.call(hosted("asr", "openai/whisper-large-v3"), message -> {
            message.getMessage().setBody(silent);
            message.getMessage().setHeader(HfInferenceHeaders.MEDIA_TYPE, "audio/x-wav; rate=8000");
        });

        assertThat(EMULATOR.requests())
                .extracting(request -> request.header("Content-Type").orElse(""))
                .containsExactly("audio/mpeg", "audio/wav");
    }

    private static byte[] headed(String head) {
        return Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), 64);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(List.of(WAV), "got a list; split it first"),
                arguments(Pictures.plain("png", Color.RED), "the content is image/png"),
                arguments(headed("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"), "the content is image/heic"),
                arguments(headed("\0\0\0\u001cftypavif\0\0\0\0avifmif1miaf"), "the content is image/avif"),
                arguments(headed("\0\0\0\u0018ftypmif1\0\0\0\0mif1heic"), "the content is image/hei"),
                arguments(new byte[64], "the content is of unknown type"),
                arguments(new byte[0], "empty"),
                arguments("hello, this is no recording", "expected a recording as base64 or data URI"),
                arguments("https://example.org/a.wav", "recordings are not downloaded"),
                arguments("plain text".getBytes(StandardCharsets.UTF_8), "the content is"),
                arguments(Map.of(), "java.util"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsNoRecordingIsNotSent(Object body, String message) throws Exception {
        Exchange refused = routes.call(hosted("asr", "openai/whisper-large-v3"), body);

        assertThat(refused.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining(message);
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void aBrokenRecordingIsTheServersToRefuse() throws Exception {
        byte[] cut = Arrays.copyOf(WAV, 20);

        Exchange refused = routes.call(hosted("asr", "openai/whisper-large-v3"), cut);

        assertThat(refused.getException()).hasMessageContaining("Soundfile is either not in the correct format");
    }
}
