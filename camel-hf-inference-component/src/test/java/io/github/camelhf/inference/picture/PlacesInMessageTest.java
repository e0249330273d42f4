package io.github.camelhf.inference.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.result.Box;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Segments;
import io.github.camelhf.inference.task.Asked;
import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What a server finds in the picture that it was sent is where it is in the picture that the message holds. */
class PlacesInMessageTest {

    private static final WireRequest SENT = new WireRequest(
            URI.create("https://model.example/"),
            Map.of(),
            null,
            new WireBody(WireBody.JSON, List.of()),
            new WireRequest.Limits(Duration.ofSeconds(1), new ByteSize(1), Duration.ofMinutes(2)));

    /** A detector that sees every red pixel, and none besides, looks at the picture as it went out. */
    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void aRedThingIsFoundWhereItWasDrawn(
            @ForAll @IntRange(min = 40, max = 400) int width,
            @ForAll @IntRange(min = 40, max = 400) int height,
            @ForAll @IntRange(min = 1, max = 8) int tag,
            @ForAll @IntRange(min = 20, max = 500) int maxSize,
            @ForAll @IntRange(min = 0, max = 99) int place,
            @ForAll Kind kind)
            throws IOException {
        Rectangle thing = new Rectangle(place * width / 250, (99 - place) * height / 250, width / 2, height / 2);
        int larger = Math.max(width, height);
        // A pixel that is half red may be taken for red or not.
        int off = kind.blur + (larger <= maxSize ? 0 : larger / maxSize + 2);
        Rectangle surely = new Rectangle(thing);
        surely.grow(-off, -off);
        Assume.that(!surely.isEmpty()); // else no pixel that goes out need be wholly red
        Image.Picture sent = prepared(kind.of(drawn(width, height, thing), tag), kind, maxSize);

        Rectangle seen = redPart(Drawn.decoded(bytes(sent)));
        Box box = detected(sent, seen.x, seen.y, seen.getMaxX(), seen.getMaxY());

        assertThat(box.xMin()).isBetween(thing.x - off, thing.x + off);
        assertThat(box.yMin()).isBetween(thing.y - off, thing.y + off);
        assertThat(box.xMax()).isBetween((int) thing.getMaxX() - off, (int) thing.getMaxX() + off);
        assertThat(box.yMax()).isBetween((int) thing.getMaxY() - off, (int) thing.getMaxY() + off);
    }

    @Example
    void aBoxBesideThePictureIsOfAnotherOne() throws IOException {
        Image.Picture sent = prepared(drawn(60, 40, new Rectangle()), 1, 0);

        assertThat(detected(sent, -5, 0, 1, 40)).isEqualTo(new Box(0, 0, 1, 40));
        assertThatExceptionOfType(MalformedInferenceResponseException.class)
                .isThrownBy(() -> detected(sent, 61, 0, 70, 40))
                .withMessageContaining("lies outside of the picture of 60 x 40 pixels");
        assertThatExceptionOfType(MalformedInferenceResponseException.class)
                .isThrownBy(() -> detected(sent, 0, -10, 60, -1))
                .withMessageContaining("lies outside of the picture");
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void aBoxLiesWithinThePictureOrIsRefused(
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 60) int height,
            @ForAll @IntRange(min = 1, max = 8) int tag,
            @ForAll @IntRange(min = 0, max = 50) int maxSize,
            @ForAll @DoubleRange(min = -200, max = 200) double x,
            @ForAll @DoubleRange(min = -200, max = 200) double y,
            @ForAll @DoubleRange(min = -1, max = 200) double across,
            @ForAll @DoubleRange(min = -1, max = 200) double down)
            throws IOException {
        Image.Picture sent = prepared(drawn(width, height, new Rectangle()), tag, maxSize);
        try {
            Box box = detected(sent, x, y, x + across, y + down);

            assertThat(box.xMax()).isLessThanOrEqualTo(width);
            assertThat(box.yMax()).isLessThanOrEqualTo(height);
        } catch (MalformedInferenceResponseException e) {
            assertThat(e.getMessage())
                    .containsAnyOf("lies outside of the picture", "ends before it begins")
                    .contains("xmin=");
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aMaskCoversWhatWasDrawn(
            @ForAll @IntRange(min = 40, max = 300) int width,
            @ForAll @IntRange(min = 40, max = 300) int height,
            @ForAll @IntRange(min = 1, max = 8) int tag,
            @ForAll @IntRange(min = 20, max = 400) int maxSize,
            @ForAll Kind kind)
            throws IOException {
        Rectangle thing = new Rectangle(width / 8, height / 3, width / 2, height / 2);
        Image.Picture sent = prepared(kind.of(drawn(width, height, thing), tag), kind, maxSize);

        BufferedImage mask = Drawn.decoded(masked(sent, redMask(Drawn.decoded(bytes(sent)))));

        assertThat(mask.getWidth()).isEqualTo(width);
        assertThat(mask.getHeight()).isEqualTo(height);
        int larger = Math.max(width, height);
        int off = kind.blur + (larger <= maxSize ? 0 : larger / maxSize + 2);
        Rectangle surely = new Rectangle(thing);
        surely.grow(-off, -off);
        Rectangle perhaps = new Rectangle(thing);
        perhaps.grow(off, off);
        int wrong = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = mask.getRaster().getSample(x, y, 0);
                boolean right = value == 255 ? perhaps.contains(x, y) : value == 0 && !surely.contains(x, y);
                wrong += right ? 0 : 1;
            }
        }
        assertThat(wrong).isZero();
    }

    @Example
    void aMaskOfAnotherPictureIsRefused() throws IOException {
        Image.Picture sent = prepared(drawn(60, 40, new Rectangle()), 6, 0);
        BufferedImage unturned = new BufferedImage(60, 40, BufferedImage.TYPE_BYTE_GRAY);

        assertThatExceptionOfType(MalformedInferenceResponseException.class)
                .isThrownBy(() -> masked(sent, unturned))
                .withMessageContaining("60 x 40 pixels, expected those of the picture that was sent, 40 x 60");
    }

    @Example
    void aBrokenMaskIsRefusedWhereItMustBeMadeAnew() throws IOException {
        Image.Picture sent = prepared(drawn(60, 40, new Rectangle()), 3, 0);
        byte[] png = Drawn.encoded(new BufferedImage(60, 40, BufferedImage.TYPE_BYTE_GRAY), "png");
        Arrays.fill(png, 41, png.length - 12, (byte) 7);

        assertThatExceptionOfType(MalformedInferenceResponseException.class)
                .isThrownBy(() -> masked(sent, png))
                .withMessageContaining("the mask of \"thing\" cannot be decoded");
    }

    private static BufferedImage redMask(BufferedImage image) {
        BufferedImage mask = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color colour = new Color(image.getRGB(x, y));
                boolean red = colour.getRed() > 128 && colour.getGreen() < 128;
                mask.getRaster().setSample(x, y, 0, red ? 255 : 0);
            }
        }
        return mask;
    }

    private static byte[] masked(Image.Picture sent, BufferedImage mask) {
        return masked(sent, Drawn.encoded(mask, "png"));
    }

    private static byte[] masked(Image.Picture sent, byte[] mask) {
        String answer =
                "[{\"label\":\"thing\",\"mask\":\"" + Base64.getEncoder().encodeToString(mask) + "\"}]";
        return ((Segments) decoded(Task.IMAGE_SEGMENTATION, sent, answer))
                .get(0)
                .mask();
    }

    private static Object decoded(Task task, Image.Picture sent, String answer) {
        InferenceRequest request =
                Asked.in(task, Dialect.PIPELINE).images(List.of(sent)).request();
        WireResponse response = new WireResponse(200, Map.of(), answer.getBytes(StandardCharsets.UTF_8));
        return task.decode(request, SENT, response).get(0);
    }

    private static Image.Picture prepared(BufferedImage picture, int tag, int maxSize) throws IOException {
        return prepared(Kind.PNG.of(picture, tag), Kind.PNG, maxSize);
    }

    private static Image.Picture prepared(byte[] picture, Kind kind, int maxSize) throws IOException {
        return new PicturePreparation(new PictureSettings(maxSize, 100, false, true, 1_000_000).upright())
                .prepare(Content.of(picture), kind.mediaType);
    }

    /** As what a picture with a note about which way is up comes; the last is converted before it is sent. */
    enum Kind {
        PNG("image/png", 0),
        JPEG("image/jpeg", 2),
        TIFF("image/tiff", 0);

        private final String mediaType;

        /** Pixels by which an edge may be off because the format blurs it. */
        private final int blur;

        Kind(String mediaType, int blur) {
            this.mediaType = mediaType;
            this.blur = blur;
        }

        byte[] of(BufferedImage picture, int tag) throws IOException {
            return switch (this) {
                case PNG -> Drawn.pngWithOrientation(Drawn.encoded(picture, "png"), tag);
                case JPEG -> Drawn.withOrientation(Drawn.encoded(picture, "jpeg"), tag);
                case TIFF -> Drawn.tiffWithOrientation(picture, tag);
            };
        }
    }

    private static BufferedImage drawn(int width, int height, Rectangle red) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.RED);
        graphics.fill(red);
        graphics.dispose();
        return image;
    }

    private static Rectangle redPart(BufferedImage image) {
        Rectangle part = new Rectangle(-1, -1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color colour = new Color(image.getRGB(x, y));
                if (colour.getRed() > 128 && colour.getGreen() < 128) {
                    part.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return part;
    }

    private static byte[] bytes(Image.Picture picture) throws IOException {
        try (var stream = picture.content().open()) {
            return stream.readAllBytes();
        }
    }

    private static Box detected(Image.Picture sent, double xMin, double yMin, double xMax, double yMax) {
        String answer = String.format(
                Locale.ROOT,
                "[{\"label\":\"thing\",\"score\":1,\"box\":{\"xmin\":%s,\"ymin\":%s,\"xmax\":%s,\"ymax\":%s}}]",
                xMin,
                yMin,
                xMax,
                yMax);
        return ((Detections) decoded(Task.OBJECT_DETECTION, sent, answer))
                .get(0)
                .box();
    }
}
