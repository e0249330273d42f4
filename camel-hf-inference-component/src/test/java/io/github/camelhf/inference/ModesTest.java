package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.HandlerVariant;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Similarity;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.converter.stream.InputStreamCache;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mode in every dialect it speaks, with every kind of body, over a real socket. */
class ModesTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);
    private static final byte[] BLUE = Pictures.plain("jpg", Color.BLUE);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final HfInferenceEmulator DOCUMENTED = HfInferenceEmulator.create();

    @RegisterExtension
    static final HfInferenceEmulator PORTED =
            HfInferenceEmulator.with(options -> options.handler(HandlerVariant.PORTED));

    @TempDir
    static Path folder;

    @AutoClose
    private final Routes routes = Routes.to(DOCUMENTED);

    /** The kinds of bodies that stand for a picture. */
    enum Kind {
        BYTES,
        INPUT_STREAM,
        STREAM_CACHE,
        FILE,
        PATH,
        WRAPPED_FILE,
        DATA_URI,
        BASE64,
        ADDRESS;

        Object of(byte[] picture, Path folder) throws IOException {
            return switch (this) {
                case BYTES -> picture;
                case INPUT_STREAM -> new ByteArrayInputStream(picture);
                case STREAM_CACHE -> new InputStreamCache(picture);
                case FILE -> file(picture, folder).toFile();
                case PATH -> file(picture, folder);
                case WRAPPED_FILE -> wrapped(file(picture, folder).toFile());
                case DATA_URI -> "data:image/png;base64," + Base64.getEncoder().encodeToString(picture);
                case BASE64 -> Base64.getMimeEncoder().encodeToString(picture);
                case ADDRESS ->
                    DOCUMENTED
                            .picture(Arrays.hashCode(picture) + ".png", picture)
                            .toString();
            };
        }

        private static Path file(byte[] picture, Path folder) throws IOException {
            return Files.write(folder.resolve(Arrays.hashCode(picture) + ".unknown"), picture);
        }

        private static Object wrapped(File file) {
            return FileConsumer.asGenericFile(file.getParent(), file, null, false);
        }
    }

    static Stream<Arguments> imageCalls() {
        String hosted = "baseUrl=" + "{{hosted}}";
        return Stream.of(
                        "image-classification?" + hosted + "&model=google/vit-base-patch16-224",
                        "image-classification?" + hosted + "&model=google/vit-base-patch16-224&topK=3",
                        "zero-shot?" + hosted + "&model=openai/clip-vit-base-patch32&labels=red,blue",
                        "zero-shot?endpointUrl={{url}}&labels=red,blue",
                        "image-embedding?" + hosted + "&model=facebook/dinov2-base&parameters.pool=true",
                        "image-embedding?endpointUrl={{url}}")
                .flatMap(uri -> Stream.of(Kind.values()).map(kind -> arguments(uri, kind)));
    }

    @ParameterizedTest(name = "{0} takes {1}")
    @MethodSource("imageCalls")
    void aSinglePictureGivesASingleResult(String uri, Kind kind) throws Exception {
        Object result = send(uri + "&imageUrl=forward", kind.of(RED, folder));

        assertResult(uri, result, "red");
    }

    @ParameterizedTest(name = "{0} takes a list of {1}")
    @MethodSource("imageCalls")
    void aListGivesAListInItsOrder(String uri, Kind kind) throws Exception {
        Object result = send(uri + "&imageUrl=forward", List.of(kind.of(RED, folder), kind.of(BLUE, folder)));

        assertThat(result).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
        List<?> results = (List<?>) result;
        assertResult(uri, results.get(0), "red");
        assertResult(uri, results.get(1), "blue");
        if (results.get(0) instanceof Embedding first && results.get(1) instanceof Embedding second) {
            assertThat(first.cosine(second)).isLessThan(0.99);
        }
    }

    private static void assertResult(String uri, Object result, String best) {
        if (uri.startsWith("zero-shot")) {
            assertThat(((Classifications) result).best().label()).isEqualTo(best);
            assertThat((Classifications) result).hasSize(2);
        } else if (uri.startsWith("image-classification")) {
            assertThat((Classifications) result).hasSize(uri.contains("topK") ? 3 : 5);
        } else {
            assertThat((Embedding) result).hasSize(768);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void similarityComparesImagesWithTexts(Kind kind) throws Exception {
        Map<String, Object> body = Map.of(
                "images",
                List.of(kind.of(RED, folder), kind.of(BLUE, folder)),
                "texts",
                List.of("blue", "red", "green"));

        Similarity result = (Similarity) send("similarity?endpointUrl={{url}}&imageUrl=forward", body);

        assertThat(result.imageCount()).isEqualTo(2);
        assertThat(result.textCount()).isEqualTo(3);
        assertThat(result.score(0, 1)).isGreaterThan(result.score(0, 0));
        assertThat(result.score(1, 0)).isGreaterThan(result.score(1, 1));
    }

    @Test
    void similarityTakesOneImageAndOneText() throws Exception {
        Similarity result = (Similarity) send("similarity?endpointUrl={{url}}", Map.of("image", RED, "text", "red"));

        assertThat(result.scores()).hasSize(1);
        assertThat(result.score(0, 0)).isGreaterThan(0.2);
    }

    @Test
    void similarityTakesItsTextsFromTheLabelsOption() throws Exception {
        Similarity result = (Similarity) send("similarity?endpointUrl={{url}}&labels=red,blue", RED);

        assertThat(result.score(0, 0)).isGreaterThan(result.score(0, 1));
    }

    @Test
    void aTextIsLabelledAloneAndInAList() throws Exception {
        String uri =
                "text-classification?baseUrl={{hosted}}&model=distilbert/distilbert-base-uncased-finetuned-sst-2-english";

        assertThat(((Classifications) send(uri, "a fine, lovely day")).best().label())
                .isEqualTo("POSITIVE");
        assertThat((List<?>) send(uri + "&topK=1", List.of("what a lovely day", "an awful, sad song")))
                .extracting(result -> ((Classifications) result).best().label())
                .containsExactly("POSITIVE", "NEGATIVE");
        assertThat((List<?>) send(
                        "text-classification?endpointUrl={{url}}models/a/b/pipeline/text-classification",
                        List.of("what a lovely day", "an awful, sad song")))
                .extracting(result -> ((Classifications) result).best().label())
                .containsExactly("POSITIVE", "NEGATIVE");
    }

    static Stream<String> textCalls() {
        return Stream.of(
                "text-embedding?baseUrl={{hosted}}&model=sentence-transformers/all-MiniLM-L6-v2&parameters.normalize=true",
                "text-embedding?endpointUrl={{url}}");
    }

    @ParameterizedTest
    @MethodSource("textCalls")
    void aTextGivesAVector(String uri) throws Exception {
        Path file = Files.writeString(folder.resolve("text.txt"), "größe red tile");
        for (Object body : List.of("red tile", file, file.toFile(), "red tile".getBytes(StandardCharsets.UTF_8))) {
            assertThat((Embedding) send(uri, body)).hasSize(uri.contains("MiniLM") ? 384 : 768);
        }
        assertThat((List<?>) send(uri, List.of("red tile"))).hasSize(1);
        assertThat((List<?>) send(uri, List.of("red tile", "blue tile", "oak"))).hasSize(3);
    }

    @Test
    void textParametersStandAtTopLevelForAPipeline() throws Exception {
        send(
                "text-embedding?baseUrl={{hosted}}&model=a/MiniLM&parameters.normalize=true&parameters.dimensions=768",
                "red");

        RecordedRequest request = DOCUMENTED.requests().get(0);
        assertThat(request.path()).isEqualTo("/hf-inference/models/a/MiniLM/pipeline/feature-extraction");
        JsonNode body = MAPPER.readTree(request.bodyText());
        assertThat(body.path("inputs").asText()).isEqualTo("red");
        assertThat(body.path("normalize").isBoolean()).isTrue();
        assertThat(body.path("dimensions").isIntegralNumber()).isTrue();
        assertThat(body.has("parameters")).isFalse();
    }

    @Test
    void aPictureWithoutParametersGoesOutAsItIs() throws Exception {
        send("image-classification?baseUrl={{hosted}}&model=google/vit-base-patch16-224", BLUE);

        RecordedRequest request = DOCUMENTED.requests().get(0);
        assertThat(request.header("Content-Type")).contains("image/jpeg");
        assertThat(request.header("Content-Length")).contains(String.valueOf(BLUE.length));
        assertThat(request.header("Accept")).contains("application/json");
        assertThat(request.bodyHead()).isEqualTo(BLUE);
    }

    @Test
    void everyFormatGoesOutUnderItsExactMediaType() throws Exception {
        Map<String, byte[]> formats = Map.of(
                "image/png",
                RED,
                "image/jpeg",
                BLUE,
                "image/gif",
                Pictures.plain("gif", Color.RED),
                "image/bmp",
                Pictures.plain("bmp", Color.RED),
                "image/webp",
                Pictures.WEBP);
        for (Map.Entry<String, byte[]> format : formats.entrySet()) {
            DOCUMENTED.reset();
            Path misnamed = Files.write(folder.resolve("picture.tiff"), format.getValue());
            send("image-classification?baseUrl={{hosted}}&model=google/vit-base-patch16-224", misnamed);
            assertThat(DOCUMENTED.requests().get(0).header("Content-Type")).contains(format.getKey());
        }
    }

    @Test
    void jsonIsNamedWithoutACharset() throws Exception {
        send("zero-shot?endpointUrl={{url}}&labels=red,blue", RED);

        RecordedRequest request = DOCUMENTED.requests().get(0);
        assertThat(request.header("Content-Type")).contains("application/json");
        JsonNode body = MAPPER.readTree(request.bodyText());
        assertThat(body.path("inputs").asText()).isEqualTo(Base64.getEncoder().encodeToString(RED));
        assertThat(body.path("parameters").path("mode").asText()).isEqualTo("zero_shot");
        assertThat(body.path("parameters").path("candidate_labels").get(1).asText())
                .isEqualTo("blue");
    }

    static Stream<Arguments> autoDecisions() {
        return Stream.of(
                arguments("", Map.of("image", RED, "text", "red"), "similarity"),
                arguments("&labels=red,blue", RED, "zero-shot"),
                arguments("", "a red tile", "text-embedding"),
                arguments("", List.of("a red tile", "stone"), "text-embedding"),
                arguments("", Base64.getEncoder().encodeToString(RED), "image-embedding"),
                arguments("", "data:image/png;base64," + Base64.getEncoder().encodeToString(RED), "image-embedding"),
                arguments("", RED, "image-embedding"));
    }

    @ParameterizedTest
    @MethodSource("autoDecisions")
    void autoDecidesAndSaysSo(String options, Object body, String mode) throws Exception {
        Exchange exchange = routes.call("hf-inference:auto?endpointUrl={{url}}" + options, body);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(HfInferenceHeaders.MODE)).isEqualTo(mode);
        String sent = MAPPER.readTree(DOCUMENTED.requests().get(0).bodyText())
                .path("parameters")
                .path("mode")
                .asText();
        assertThat(sent).isEqualTo(mode.replace('-', '_'));
    }

    @Test
    void bothVariantsOfTheFourModeEndpointAreRead() throws Exception {
        for (HfInferenceEmulator emulator : List.of(DOCUMENTED, PORTED)) {
            String url = "endpointUrl=" + emulator.url();
            assertThat((List<?>) send("zero-shot?labels=red,blue&" + url, List.of(RED)))
                    .hasSize(1);
            assertThat((Classifications) send("zero-shot?labels=red,blue&" + url, RED))
                    .hasSize(2);
            assertThat((List<?>) send("zero-shot?labels=red,blue&" + url, List.of(RED, BLUE)))
                    .hasSize(2);
            assertThat((List<?>) send("image-embedding?" + url, List.of(RED))).hasSize(1);
            assertThat((Embedding) send("text-embedding?" + url, "stone")).hasSize(768);
            assertThat(send("similarity?labels=red&" + url, List.of(RED, BLUE))).isInstanceOf(Similarity.class);
        }
    }

    @Test
    void imagesAndTextsShareOneSpace() throws Exception {
        Embedding picture = (Embedding) send("image-embedding?endpointUrl={{url}}", RED);
        Embedding right = (Embedding) send("text-embedding?endpointUrl={{url}}", "red");
        Embedding wrong = (Embedding) send("text-embedding?endpointUrl={{url}}", "blue");

        assertThat(picture.cosine(right)).isGreaterThan(picture.cosine(wrong));
    }

    @Test
    void tokenMatricesAreRefusedWithAHintAtPooling() {
        Exchange exchange = routes.call(
                "hf-inference:text-embedding?baseUrl={{hosted}}&model=google-bert/bert-base-uncased", "a red tile");

        assertThat(exchange.getException())
                .isInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContaining("needs pooling");
    }

    private Object send(String uri, Object body) throws Exception {
        return routes.answer("hf-inference:" + uri, body).getBody();
    }
}
