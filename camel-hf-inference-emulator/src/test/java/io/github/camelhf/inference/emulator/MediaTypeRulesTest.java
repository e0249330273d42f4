package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeRulesTest {
    private static final String VIT = "models/google/vit-base-patch16-224";
    private static final byte[] JSON =
            ("{\"inputs\":\"" + Samples.base64(Samples.RED) + "\"}").getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    @ParameterizedTest(name = "{0}: toolkit {1}, hosted {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    application/json                | 200 | 200
                    application/json; charset=UTF-8 | 200 | 200
                    application/json; charset=utf-8 | 400 | 200
                    application/json;charset=UTF-8  | 400 | 200
                    APPLICATION/JSON                | 400 | 200
                    text/plain                      | 400 | 400
                    text/csv                        | 400 | 400
                    multipart/form-data; boundary=x | 400 | 400
                                                    | 400 | 400
                    """)
    void takesJsonUnderTheTypesThatTheServerTakes(@Nullable String contentType, int toolkit, int hosted) {
        assertThat(Client.post(emulator.url().resolve(VIT), contentType, JSON).status())
                .isEqualTo(toolkit);
        assertThat(Client.post(emulator.url().resolve("hf-inference/" + VIT), contentType, JSON)
                        .status())
                .isEqualTo(hosted);
    }

    @ParameterizedTest(name = "{0}: toolkit {1}, hosted {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    image/png                | 200 | 200
                    image/jpeg               | 200 | 200
                    image/jpg                | 200 | 200
                    image/webp               | 200 | 200
                    image/gif                | 200 | 200
                    image/bmp                | 200 | 200
                    image/tiff               | 200 | 200
                    image/x-image            | 200 | 200
                    image/png; x=y           | 400 | 200
                    image/avif               | 400 | 400
                    image/heic               | 400 | 400
                    image/svg+xml            | 400 | 400
                    application/octet-stream | 400 | 200
                                             | 400 | 400
                    """)
    void takesRawPicturesUnderTheTypesThatTheServerTakes(@Nullable String contentType, int toolkit, int hosted) {
        assertThat(Client.post(emulator.url().resolve(VIT), contentType, Samples.RED)
                        .status())
                .isEqualTo(toolkit);
        assertThat(Client.post(emulator.url().resolve("hf-inference/" + VIT), contentType, Samples.RED)
                        .status())
                .isEqualTo(hosted);
    }

    @Test
    void refusesOctetStreamsForTextTasksOfTheHostedService() {
        var path = "hf-inference/models/BAAI/bge-small-en-v1.5/pipeline/feature-extraction";

        var answer = Client.post(emulator.url().resolve(path), "application/octet-stream", Samples.RED);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("application/octet-stream");
    }

    @Test
    void saysThatThereIsNoContentTypeInEachServersWords() {
        assertThat(Client.post(emulator.url().resolve(VIT), null, Samples.RED).text())
                .startsWith("{\"error\":\"Content type \\\"None\\\" not supported");
        assertThat(Client.post(emulator.url().resolve("hf-inference/" + VIT), null, Samples.RED)
                        .text())
                .isEqualTo("{\"error\":\"No content type provided and no default one configured.\"}");
    }

    @ParameterizedTest(name = "{0}: toolkit {1}, hosted {2}")
    @CsvSource(delimiter = '|', textBlock = """
                                                    | 200 | 200
                    */*                             | 200 | 200
                    application/json                | 200 | 200
                    application/json, */*           | 400 | 200
                    application/json;q=0.9          | 400 | 200
                    text/html                       | 400 | 400
                    text/plain                      | 400 | 400
                    image/png                       | 400 | 400
                    """)
    void takesTheAcceptHeadersThatTheServerTakes(@Nullable String accept, int toolkit, int hosted) {
        String[] headers = accept == null ? new String[0] : new String[] {"Accept", accept};

        assertThat(Client.post(emulator.url().resolve(VIT), "image/png", Samples.RED, headers)
                        .status())
                .isEqualTo(toolkit);
        assertThat(Client.post(emulator.url().resolve("hf-inference/" + VIT), "image/png", Samples.RED, headers)
                        .status())
                .isEqualTo(hosted);
    }

    @Test
    void echoesAnAcceptListAsTheContentTypeOfTheHostedAnswer() {
        var answer = Client.post(
                emulator.url().resolve("hf-inference/" + VIT),
                "image/png",
                Samples.RED,
                "Accept",
                "application/json, */*");

        assertThat(answer.header("content-type")).isEqualTo("application/json, */*");
    }

    @Test
    void appliesTheToolkitsRulesToTheRootPathToo() {
        assertThat(Client.post(emulator.url(), "application/json; charset=utf-8", JSON)
                        .status())
                .isEqualTo(400);
        assertThat(Client.post(emulator.url(), "application/octet-stream", Samples.RED)
                        .status())
                .isEqualTo(400);
        assertThat(Client.post(emulator.url(), "image/png", Samples.RED).status())
                .isEqualTo(200);
    }

    @Test
    void readsMediaTypesLenientlyOnEveryPathWhenToldSo() {
        try (var lenient = InferenceEmulator.builder().strictToolkit(false).start()) {
            assertThat(Client.post(lenient.url(), "application/json; charset=utf-8", JSON)
                            .status())
                    .isEqualTo(200);
        }
    }
}
