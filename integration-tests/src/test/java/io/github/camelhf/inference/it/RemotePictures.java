package io.github.camelhf.inference.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;

/** A route from a consumer to the emulator whose first call fails: what arrives must be the picture, twice. */
final class RemotePictures {

    /** Larger than what Camel and the component keep in memory of a stream. */
    static final byte[] PICTURE = noise(320);

    private RemotePictures() {}

    /**
     * Runs the route until it has worked on one message.
     *
     * @param caching what Camel's stream caching is set to
     */
    static void arrivesTwice(CamelContext context, HfInferenceEmulator emulator, String from, Caching caching)
            throws Exception {
        emulator.reset();
        emulator.fault(Fault.overloaded());
        context.setStreamCaching(caching != Caching.OFF);
        context.getStreamCachingStrategy().setSpoolEnabled(caching == Caching.IN_FILES);
        NotifyBuilder done = new NotifyBuilder(context).whenDone(1).create();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from(from).to("hf-inference:image-classification?model=a/b&baseUrl=" + emulator.hostedUrl());
            }
        });
        // Nothing is under way when the test is over: there is nothing to wait for.
        context.getShutdownStrategy().setTimeout(1);
        context.start();
        try {
            assertThat(done.matches(2, TimeUnit.MINUTES))
                    .as("a message was worked on")
                    .isTrue();
        } finally {
            context.stop();
        }
        List<RecordedRequest> requests = emulator.awaitRequests(2, Duration.ofSeconds(5));
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.header("Content-Type")).contains("image/png");
            assertThat(request.bodySha256()).isEqualTo(sha256(PICTURE));
        });
    }

    /** Camel's stream caching. */
    enum Caching {
        OFF,
        IN_MEMORY,
        IN_FILES
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] noise(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
