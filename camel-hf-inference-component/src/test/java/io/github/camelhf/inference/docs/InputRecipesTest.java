package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.Pictures;
import io.github.camelhf.inference.result.Classifications;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of {@code docs/inputs.md}. */
class InputRecipesTest extends RecipeTest {

    @TempDir
    private Path folder;

    private static byte[] large(String format) {
        return Pictures.encoded(new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB), format);
    }

    @Test
    void aMixedListIsOneCall() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::mixed
                from("direct:pictures")
                        .to("hf-inference:zero-shot?endpointUrl={{siglip.url}}&labels=red tile,blue tile");
                // end::mixed
            }
        });
        Path file = Files.write(folder.resolve("red.png"), RED);
        Iterator<Object> mixed = List.<Object>of(RED, file, Files.newInputStream(file), file.toFile())
                .iterator();

        List<?> results = template.requestBody("direct:pictures", mixed, List.class);

        assertThat(results)
                .hasSize(4)
                .allSatisfy(result ->
                        assertThat(((Classifications) result).best().label()).isEqualTo("red tile"));
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    @Test
    void badItemsAreSkipped() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::skip
                from("direct:pictures")
                        .to("hf-inference:image-embedding?endpointUrl={{siglip.url}}&onItemError=skip")
                        .choice()
                        .when(header("CamelHfInferenceItemErrors").isNotNull())
                        .log("left out: ${header.CamelHfInferenceItemErrors}");
                // end::skip
            }
        });
        Exchange exchange = template.request(
                "direct:pictures",
                message -> message.getMessage()
                        .setBody(Arrays.asList(RED, "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), RED)));

        List<?> results = exchange.getMessage().getBody(List.class);
        assertThat(results).hasSize(3);
        assertThat(results.get(1)).isNull();
        Map<?, ?> errors = exchange.getMessage().getHeader(HfInferenceHeaders.ITEM_ERRORS, Map.class);
        assertThat(errors).hasSize(1);
    }

    @Test
    void anAttachedPictureStandsForAnEmptyBody() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::attachment
                from("direct:mail") // imaps:… in earnest
                        .setBody(constant(""))
                        .to("hf-inference:image-classification?model=google/vit-base-patch16-224");
                // end::attachment
            }
        });
        Path file = Files.write(folder.resolve("red.png"), RED);
        Exchange exchange = template.request("direct:mail", message -> {
            message.getMessage().setBody("see the picture");
            message.getMessage(AttachmentMessage.class)
                    .addAttachment("red.png", new DataHandler(new FileDataSource(file.toFile())));
        });
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Classifications.class);
    }

    @Test
    void addressesOfOnesOwnNetworkAreNamed() throws Exception {
        set("pictures.host", "127.0.0.1");
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::addresses
                from("direct:addresses")
                        .to("hf-inference:image-embedding?endpointUrl={{siglip.url}}"
                                + "&allowedHosts={{pictures.host}},*.shop.internal&maxDownloadSize=8MB");
                // end::addresses
            }
        });
        String address = EMULATOR.emulator().picture("red.png", RED).toString();
        assertThat(template.requestBody("direct:addresses", address)).isNotNull();
        assertThat(template.request(
                                "direct:addresses",
                                message -> message.getMessage().setBody("http://169.254.169.254/latest/meta-data/"))
                        .getException())
                .hasMessageContaining("link-local");
    }

    @Test
    void largePicturesAreShrunk() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::shrink
                from("direct:photos")
                        .to("hf-inference:image-embedding?endpointUrl={{siglip.url}}&imageMaxSize=512&imageQuality=85");
                // end::shrink
                // tag::upright
                from("direct:scans")
                        .to("hf-inference:image-embedding?endpointUrl={{siglip.url}}"
                                + "&autoOrient=true&convertUnsupported=true");
                // end::upright
            }
        });
        byte[] photo = large("bmp");
        template.requestBody("direct:photos", photo);
        assertThat(EMULATOR.requests().get(0).bodyLength()).isLessThan(photo.length / 10);
        assertThat(template.requestBody("direct:scans", large("tiff"))).isNotNull();
    }
}
