package io.github.camelhf.inference.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.Pictures;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

/** What decides the media type under which a picture goes out, and what goes out under none. */
class MediaTypeInRoutesTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final String PIPELINE = "hf-inference:image-classification?model=a/b&baseUrl={{hosted}}";

    /** Nothing shows in its first bytes what it is: a bitmap whose header says neither planes nor size, as old tools wrote it. */
    private static final byte[] SILENT = silentBitmap();

    @TempDir
    private Path folder;

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private Exchange call(String uri, Object body, Map<String, Object> headers) throws Exception {
        return routes.call(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    @ParameterizedTest(name = "{0} called {1}")
    @CsvSource({"png, photo.jpg", "jpg, photo.png", "gif, notes.txt", "bmp, page.html", "png, photo.pdf"})
    void contentDecidesWhateverItIsCalledAndDeclared(String format, String name) throws Exception {
        Path file = Files.write(folder.resolve(name), Pictures.plain(format, Color.RED));
        Exchange exchange = call(
                PIPELINE,
                file,
                Map.of(
                        Exchange.FILE_NAME,
                        name,
                        "CamelAwsS3ContentType",
                        "application/pdf",
                        HfInferenceHeaders.MEDIA_TYPE,
                        "text/html"));
        assertThat(exchange.getException()).isNull();
        assertThat(EMULATOR.requests().get(0).header("Content-Type"))
                .contains("image/" + (format.equals("jpg") ? "jpeg" : format));
    }

    /** Each line adds the next weaker source; the strongest wins, and the messages of refusals show which one it was. */
    @Test
    void declaredTypesAreAskedInTheirOrderWhereTheContentIsSilent() throws Exception {
        List<String> order = List.of(
                "CamelHfInferenceMediaType",
                "CamelFileContentType",
                "CamelAwsS3ContentType",
                "CamelAzureStorageBlobContentType",
                "CamelAzureStorageDataLakeContentType",
                "CamelGoogleCloudStorageContentType",
                "CamelMinioContentType",
                "CamelIBMCOSContentType");
        assertThat(DeclaredType.HEADERS).isEqualTo(order);
        for (int strongest = 0; strongest < order.size(); strongest++) {
            Map<String, Object> headers = new LinkedHashMap<>();
            for (int each = strongest; each < order.size(); each++) {
                headers.put(order.get(each), "image/x-kind" + each);
            }
            headers.put(Exchange.FILE_NAME, "scan.jp2");
            Exchange exchange = call(PIPELINE, new byte[] {1, 2, 3, 0, 0, 0}, headers);
            assertThat(exchange.getException())
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessageContaining("the content is image/x-kind" + strongest);
        }
        Exchange named = call(PIPELINE, new byte[] {1, 2, 3, 0, 0, 0}, Map.of(Exchange.FILE_NAME, "scan.jp2"));
        assertThat(named.getException()).hasMessageContaining("the content is image/jp2");
        Exchange nameless = call(PIPELINE, new byte[] {1, 2, 3, 0, 0, 0}, Map.of());
        assertThat(nameless.getException()).hasMessageContaining("the content is of unknown type");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void aDeclaredTypeSendsWhatOnlyItsStructureShows() throws Exception {
        assertThat(call(PIPELINE, SILENT, Map.of()).getException()).hasMessageContaining("of unknown type");
        call(PIPELINE, SILENT, Map.of("CamelMinioContentType", "image/bmp"));
        assertThat(EMULATOR.requests().get(0).header("Content-Type")).contains("image/bmp");
    }

    private static byte[] silentBitmap() {
        byte[] bitmap = Pictures.plain("bmp", Color.RED);
        bitmap[0] = 'B';
        bitmap[1] = 'A';
        return bitmap;
    }

    static Stream<Arguments> refused() throws IOException {
        byte[] png = Pictures.plain("png", Color.RED, 64);
        byte[] jpeg = Pictures.plain("jpg", Color.RED, 64);
        return Stream.of(
                Arguments.of("empty", new byte[0], "the content is empty, 0 bytes"),
                Arguments.of("HEIC", head("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"), "the content is image/heic"),
                Arguments.of("AVIF", head("\0\0\0\u001cftypavif\0\0\0\0avifmif1miaf"), "the content is image/avif"),
                Arguments.of("TIFF", tiff(), "the content is image/tiff"),
                Arguments.of(
                        "SVG",
                        head("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\"/>"),
                        "the content is image/svg+xml"),
                Arguments.of("PDF", head("%PDF-1.7\n1 0 obj\n"), "the content is application/pdf"),
                Arguments.of(
                        "HTML", head("<!DOCTYPE html><html><body>log in</body></html>"), "the content is text/html"),
                Arguments.of("words", head("these are only words"), "the content is text/plain"),
                Arguments.of("cut PNG", Arrays.copyOf(png, png.length - 20), "the PNG picture is truncated"),
                Arguments.of("cut JPEG", Arrays.copyOf(jpeg, jpeg.length / 2), "the JPEG picture is truncated"),
                Arguments.of("head of a PNG", Arrays.copyOf(png, 12), "the PNG picture is truncated"));
    }

    private static byte[] head(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] tiff() {
        return Pictures.plain("tiff", Color.BLACK, 8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void namesWhatWasFoundBeforeAnyCall(String kind, byte[] content, String words) throws Exception {
        for (Object body : List.of(content, Files.write(folder.resolve("photo.jpg"), content))) {
            Exchange exchange = call(PIPELINE, body, Map.of(Exchange.FILE_NAME, "photo.jpg"));
            assertThat(exchange.getException())
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessageContaining(words);
        }
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void convertsTiffWhenAsked() throws Exception {
        Exchange exchange = call(PIPELINE + "&convertUnsupported=true", tiff(), Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(EMULATOR.requests().get(0).header("Content-Type")).contains("image/jpeg");
    }
}
