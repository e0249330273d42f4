package io.github.camelhf.inference.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.HfInferencePictures;
import io.github.camelhf.inference.Pictures;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.result.Box;
import io.github.camelhf.inference.result.Detection;
import io.github.camelhf.inference.result.Detections;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was found in a picture is outlined, blurred, blackened and cut out where it is, by the bean for routes. */
class ChangedPicturesTest {

    private static final Box THING = new Box(10, 30, 30, 40);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private static final Routes ROUTES = new Routes();

    @BeforeAll
    static void routes() throws Exception {
        ROUTES.with("hosted", EMULATOR.hostedUrl()).add(route -> {
            for (String change : List.of("outline", "blur", "blackOut", "cut")) {
                route.from("direct:" + change)
                        .bean(HfInferencePictures.class, change + "(${exchange}, ${header.found})");
            }
            route.from("direct:mark")
                    .to(
                            "hf-inference:object-detection?model=facebook/detr-resnet-50&resultHeader=found&baseUrl={{hosted}}")
                    .bean(HfInferencePictures.class, "outline(${exchange}, ${header.found.labelled('red')})");
            route.from("direct:redact")
                    .to(
                            "hf-inference:object-detection?model=facebook/detr-resnet-50&resultHeader=found&baseUrl={{hosted}}")
                    .bean(HfInferencePictures.class, "blackOut(${exchange}, ${header.found.labelled('red')})");
        });
    }

    /** Whichever way the camera was held, and however the bytes travel. */
    @ParameterizedTest
    @MethodSource("turned")
    void whatAServerFindsIsBlackInTheUprightPicture(int tag, String format) {
        BufferedImage upright = Drawn.decoded(Pictures.spots());
        byte[] stored = noted(Drawn.encoded(stored(upright, tag), format), format, tag);

        Exchange exchange = send("direct:redact", new ByteArrayInputStream(stored), null);

        BufferedImage result = Drawn.decoded(exchange.getMessage().getBody(byte[].class));
        BufferedImage expected = new Detections(List.of(new Detection("red", 1, THING))).blackenedOn(upright);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("image/" + format);
        assertThat(difference(result, expected)).isLessThan(format.equals("png") ? 1 : 9);
    }

    static Stream<Arguments> turned() {
        return Stream.of("png", "jpeg")
                .flatMap(format -> Stream.of(1, 2, 3, 4, 5, 6, 7, 8).map(tag -> Arguments.of(tag, format)));
    }

    /** What is written on it can be read whichever way the camera was held. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOutlineOfATurnedPictureIsThatOfTheUprightOne(int tag) {
        BufferedImage upright = Drawn.decoded(Pictures.spots());
        byte[] stored = noted(Drawn.encoded(stored(upright, tag), "png"), "png", tag);

        byte[] outlined = send("direct:mark", stored, null).getMessage().getBody(byte[].class);

        BufferedImage expected = new Detections(List.of(new Detection("red", 1, THING))).drawnOn(upright);
        assertThat(difference(Drawn.decoded(outlined), expected)).isZero();
    }

    @Test
    void nothingOfTheOriginalsNotesIsLeft() {
        byte[] photo = Drawn.withOrientation(Drawn.encoded(Drawn.flag(64, 64), "jpeg"), 6);

        byte[] blurred = send("direct:blur", photo, found(THING)).getMessage().getBody(byte[].class);

        assertThat(new String(photo, StandardCharsets.ISO_8859_1)).contains("GPS-SECRET-1");
        assertThat(new String(blurred, StandardCharsets.ISO_8859_1)).doesNotContain("GPS-SECRET-1");
    }

    @Test
    void inkKeepsItsColours() throws IOException {
        Exchange exchange = send("direct:blackOut", Drawn.cmyk(64, 255, 0, 0, 0), found(THING));

        BufferedImage result = Drawn.decoded(exchange.getMessage().getBody(byte[].class));
        assertThat(near(result.getRGB(50, 50), Color.CYAN)).isTrue();
        assertThat(near(result.getRGB(20, 35), Color.BLACK)).isTrue();
    }

    @Test
    void aPictureMayBeTextAndComeDecoded() {
        String base64 = Base64.getEncoder().encodeToString(Pictures.spots());

        Exchange text = send("direct:cut", base64, found(THING));
        Exchange decoded = send("direct:cut", Drawn.decoded(Pictures.spots()), THING);

        for (Exchange exchange : List.of(text, decoded)) {
            BufferedImage part = Drawn.decoded(exchange.getMessage().getBody(byte[].class));
            assertThat(part.getWidth()).isEqualTo(20);
            assertThat(part.getHeight()).isEqualTo(10);
            assertThat(part.getRGB(0, 0)).isEqualTo(Color.RED.getRGB());
            assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("image/png");
        }
    }

    @Test
    void aPartOfATurnedPictureIsUprightToo() {
        byte[] photo = Drawn.pngWithOrientation(Drawn.encoded(Drawn.flag(64, 64), "png"), 6);

        byte[] part =
                send("direct:cut", photo, new Box(0, 0, 64, 16)).getMessage().getBody(byte[].class);

        assertThat(Drawn.decoded(part).getWidth()).isEqualTo(16);
        assertThat(Drawn.decoded(part).getHeight()).isEqualTo(64);
    }

    @Test
    void framesAndBlursGoOntoThePicture() {
        byte[] outlined = send("direct:outline", Pictures.spots(), found(new Box(0, 0, 64, 20)))
                .getMessage()
                .getBody(byte[].class);
        byte[] blurred =
                send("direct:blur", Pictures.spots(), found(THING)).getMessage().getBody(byte[].class);

        assertThat(Drawn.decoded(outlined).getRGB(63, 19)).isEqualTo(Color.RED.getRGB());
        assertThat(Drawn.decoded(blurred).getRGB(20, 35)).isEqualTo(Color.RED.getRGB());
        assertThat(Drawn.decoded(blurred).getRGB(0, 0)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void aPictureInWhichNothingWasFoundStaysAsItLooks() {
        byte[] result = send("direct:blur", Pictures.spots(), new Detections(List.of()))
                .getMessage()
                .getBody(byte[].class);

        assertThat(difference(Drawn.decoded(result), Drawn.decoded(Pictures.spots())))
                .isZero();
    }

    @Test
    void aBoxOfAnotherPictureIsRefused() {
        assertThat(refused("direct:blackOut", Pictures.spots(), found(new Box(60, 0, 65, 5))))
                .contains("expected a box within the picture of 64 x 64 pixels")
                .contains("xMax=65");
        assertThat(refused("direct:cut", Pictures.spots(), new Box(60, 0, 65, 5)))
                .contains("another picture");
        assertThat(refused("direct:cut", Pictures.spots(), new Box(5, 5, 5, 9))).contains("expected a box with pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"outline", "blur", "blackOut", "cut"})
    void withoutDetectionsTheMessageSaysWhereTheyShouldBe(String change) {
        assertThat(refused("direct:" + change, Pictures.spots(), null))
                .contains("expected the Detections of the picture, got nothing")
                .contains("resultHeader");
        assertThat(refused("direct:" + change, Pictures.spots(), "[]")).contains("resultFormat=json");
    }

    @Test
    void nothingCanBeCutOutWhereNothingWasFound() {
        assertThat(refused("direct:cut", Pictures.spots(), new Detections(List.of())))
                .contains("CamelHfInferenceCount");
    }

    @Test
    void aBodyThatIsNoPictureIsRefused() {
        assertThat(refused("direct:blur", new byte[] {1, 2, 3}, found(THING))).contains("of unknown type");
        assertThat(refused("direct:blur", null, found(THING))).contains("an empty body");
        assertThat(refused("direct:blur", List.of(Pictures.spots()), found(THING)))
                .contains("split it");
        assertThat(refused("direct:blur", "https://pictures.example/a.png", found(THING)))
                .contains("download it first");
        byte[] cut = Arrays.copyOf(Pictures.spots(), 100);
        assertThat(refused("direct:blur", cut, found(THING))).contains("PNG picture is");
    }

    private static Detections found(Box box) {
        return new Detections(List.of(new Detection("thing", 0.5, box)));
    }

    private static Exchange send(String uri, Object body, @Nullable Object found) {
        Exchange exchange = request(uri, body, found);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private static String refused(String uri, @Nullable Object body, @Nullable Object found) {
        Exchange exchange = request(uri, body, found);
        assertThat(exchange.getException()).isInstanceOf(InvalidInferenceInputException.class);
        return exchange.getException().getMessage();
    }

    private static Exchange request(String uri, @Nullable Object body, @Nullable Object found) {
        return ROUTES.call(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("found", found);
        });
    }

    private static byte[] noted(byte[] picture, String format, int tag) {
        return format.equals("png") ? Drawn.pngWithOrientation(picture, tag) : Drawn.withOrientation(picture, tag);
    }

    /** The pixels of a camera that was held so. Source: Exif 2.32 tag 0x0112. */
    private static BufferedImage stored(BufferedImage upright, int tag) {
        int side = upright.getWidth();
        int last = side - 1;
        BufferedImage stored = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int rgb = switch (tag) {
                    case 2 -> upright.getRGB(last - x, y);
                    case 3 -> upright.getRGB(last - x, last - y);
                    case 4 -> upright.getRGB(x, last - y);
                    case 5 -> upright.getRGB(y, x);
                    case 6 -> upright.getRGB(last - y, x);
                    case 7 -> upright.getRGB(last - y, last - x);
                    case 8 -> upright.getRGB(y, last - x);
                    default -> upright.getRGB(x, y);
                };
                stored.setRGB(x, y, rgb);
            }
        }
        return stored;
    }

    /** On average, of a channel. */
    private static double difference(BufferedImage one, BufferedImage other) {
        long sum = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs((one.getRGB(x, y) >> shift & 0xFF) - (other.getRGB(x, y) >> shift & 0xFF));
                }
            }
        }
        return sum / (3.0 * 64 * 64);
    }

    private static boolean near(int rgb, Color colour) {
        Color seen = new Color(rgb);
        return Math.abs(seen.getRed() - colour.getRed()) < 20
                && Math.abs(seen.getGreen() - colour.getGreen()) < 20
                && Math.abs(seen.getBlue() - colour.getBlue()) < 20;
    }
}
