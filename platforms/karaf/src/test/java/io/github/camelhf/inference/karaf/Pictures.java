package io.github.camelhf.inference.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** A picture of each kind, put into the inbox of the folder that {@link PictureActivator} watches. */
record Pictures(Path folder) {

    private static final Path PICTURES = Path.of("../../camel-hf-inference-component/src/test/resources/pictures");
    private static final List<String> KINDS =
            List.of("jpeg-ycbcr-420.jpg", "png-rgb-8.png", "webp-lossy.webp", "jpeg-cmyk.jpg");

    void areClassifiedBy(Karaf karaf) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        for (String kind : KINDS) {
            Files.copy(PICTURES.resolve(kind), folder.resolve("." + kind), StandardCopyOption.REPLACE_EXISTING);
            Files.move(folder.resolve("." + kind), inbox.resolve(kind));
        }
        for (String kind : KINDS) {
            Path answer = folder.resolve("sorted").resolve(kind + ".txt");
            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(answer).as(karaf.log()).exists());
            assertThat(Files.readString(answer)).as(kind).isIn("red", "blue");
            Files.delete(answer);
        }
    }
}
