package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of the page on modes that make pictures and recordings. */
class MediaRecipesTest extends RecipeTest {

    @TempDir
    Path folder;

    @Test
    void aTextBecomesAFileWithAPicture() throws Exception {
        set("pictures", folder.toString());
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::text-to-image
                from("direct:ideas")
                        .to("hf-inference:text-to-image?model=stabilityai/stable-diffusion-3-medium-diffusers"
                                + "&parameters.width=512&parameters.height=512")
                        .to("file:{{pictures}}?fileName=idea.png");
                // end::text-to-image
            }
        });

        template.sendBody("direct:ideas", "a red tile");

        assertThat(Files.size(folder.resolve("idea.png"))).isPositive();
        assertThat(EMULATOR.requests().get(0).header("Accept")).contains("image/png");
    }

    @Test
    void aPhotoIsPaintedAnew() throws Exception {
        set("pictures", folder.toString());
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::image-to-image
                from("direct:rooms")
                        .to(
                                "hf-inference:image-to-image?model=timbrooks/instruct-pix2pix&prompt=Paint the walls green.")
                        .to("file:{{pictures}}?fileName=room.png");
                // end::image-to-image
            }
        });

        template.sendBody("direct:rooms", RED);

        assertThat(Files.size(folder.resolve("room.png"))).isPositive();
    }

    @Test
    void anAnnouncementIsReadAloud() throws Exception {
        set("recordings", folder.toString());
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::text-to-speech
                from("direct:announcements")
                        .to("hf-inference:text-to-speech?model=espnet/kan-bayashi_ljspeech_vits")
                        .choice()
                        .when(header("Content-Type").isEqualTo("audio/flac"))
                        .to("file:{{recordings}}?fileName=announcement.flac")
                        .otherwise()
                        .to("file:{{recordings}}?fileName=announcement.wav");
                // end::text-to-speech
            }
        });

        template.sendBody("direct:announcements", "The train is late.");

        assertThat(Files.size(folder.resolve("announcement.wav"))).isEqualTo(44 + 4 * 16_000);
    }

    @Test
    void aTemplateSaysWhatItWants() {
        // tag::template
        byte[] picture = template.requestBody(
                "hf-inference:text-to-image?model=stabilityai/stable-diffusion-3-medium-diffusers",
                "a red tile",
                byte[].class);
        // end::template

        assertThat(picture).isNotEmpty();
    }
}
