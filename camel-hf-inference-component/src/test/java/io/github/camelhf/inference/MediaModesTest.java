package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Transcript;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modes that make pictures and recordings, in routes. */
class MediaModesTest {

    /** Long enough for a file. */
    private static final byte[] LONG_PNG = padded(Pictures.plain("png", Color.RED), 400_000);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private Path start;

    @BeforeEach
    void start() throws Exception {
        start = Files.writeString(folder.resolve("start"), "");
        Files.setLastModifiedTime(start, FileTime.fromMillis(System.currentTimeMillis() - 2));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(Spools.ofMediaNewerThan(start)).isEmpty();
    }

    private Exchange send(Object body) {
        return routes.call("direct:in", body);
    }

    private static BufferedImage picture(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static byte[] padded(byte[] head, int length) {
        byte[] noise = new byte[length];
        new Random(3).nextBytes(noise);
        System.arraycopy(head, 0, noise, 0, head.length);
        return noise;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTextBecomesAPicture(boolean hosted) throws Exception {
        String server = hosted
                ? "baseUrl={{hosted}}&model=stabilityai/stable-diffusion-2"
                : "endpointUrl={{url}}models/a/b/pipeline/text-to-image";
        routes.from("direct:in")
                .to("hf-inference:text-to-image?" + server + "&parameters.width=64&parameters.height=64");

        Exchange exchange = send("a red tile");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(StreamCache.class);
        assertThat(exchange.getMessage().getHeader("Content-Type")).isEqualTo("image/png");
        assertThat(exchange.getMessage().getHeader(HfInferenceHeaders.MODE)).isEqualTo("text-to-image");
        BufferedImage made = picture(exchange.getMessage().getBody(byte[].class));
        assertThat(made.getWidth()).isEqualTo(64);
        assertThat(new Color(made.getRGB(5, 5)).getRed()).isGreaterThan(150);
        assertThat(EMULATOR.requests().get(0).header("Accept")).contains("image/png");
    }

    @Test
    void aPictureBecomesAnotherAsThePromptSays() throws Exception {
        routes.from("direct:in")
                .to(
                        "hf-inference:image-to-image?baseUrl={{hosted}}&model=timbrooks/instruct-pix2pix&prompt=make it green");
        byte[] white = Pictures.plain("png", Color.WHITE);

        BufferedImage byOption = picture(send(white).getMessage().getBody(byte[].class));
        BufferedImage byMap = picture(
                send(Map.of("image", white, "prompt", "in blue")).getMessage().getBody(byte[].class));

        assertThat(new Color(byOption.getRGB(3, 3)).getGreen()).isGreaterThan(100);
        assertThat(new Color(byMap.getRGB(3, 3)).getBlue()).isGreaterThan(100);
        assertThat(new Color(byMap.getRGB(3, 3)).getRed()).isLessThan(100);
    }

    @Test
    void aTextIsReadAloudAndHeard() throws Exception {
        routes.from("direct:in")
                .to(
                        "hf-inference:text-to-speech?baseUrl={{hosted}}&model=espnet/kan-bayashi_ljspeech_vits",
                        "hf-inference:automatic-speech-recognition?baseUrl={{hosted}}&model=openai/whisper-large-v3");

        Exchange heard = send("a hello");

        assertThat(heard.getMessage().getBody(Transcript.class).text()).isEqualTo("A4 C#5");
        assertThat(EMULATOR.requests().get(0).header("Accept")).contains("*/*");
        assertThat(EMULATOR.requests().get(1).header("Content-Type")).contains("audio/wav");
    }

    @Test
    void theNumbersOfAContainerBecomeAWavFile() throws Exception {
        routes.from("direct:in")
                .to("hf-inference:text-to-speech?endpointUrl={{url}}models/a/b/pipeline/text-to-speech");

        Exchange spoken = send("a hello");

        assertThat(spoken.getMessage().getHeader("Content-Type")).isEqualTo("audio/wav");
        assertThat(spoken.getMessage().getBody(byte[].class)).hasSize(44 + 2 * 16_000);
    }

    @Test
    void aLongPictureGoesOnWithoutBeingInMemoryAndItsFileGoesWithTheExchange() throws Exception {
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", LONG_PNG));
        routes.add(route -> {
            route.from("direct:in")
                    .to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion")
                    .process(exchange -> {
                        StreamCache body = exchange.getMessage().getBody(StreamCache.class);
                        assertThat(body.inMemory()).isFalse();
                        assertThat(body.length()).isEqualTo(LONG_PNG.length);
                        assertThat(Spools.ofMediaNewerThan(start)).hasSize(1);
                    })
                    .to("file:" + folder + "?fileName=made.png")
                    .to(
                            "hf-inference:image-classification?baseUrl={{hosted}}&model=google/vit-base-patch16-224&topK=1");
        });

        Exchange exchange = send("a red tile");

        assertThat(exchange.getException()).isNull();
        assertThat(Files.readAllBytes(folder.resolve("made.png"))).isEqualTo(LONG_PNG);
        assertThat(exchange.getMessage().getBody(Classifications.class)).hasSize(1);
        assertThat(Spools.ofMediaNewerThan(start)).isEmpty();
    }

    /** Each step reads it from its start, and the header holds what was found in it. */
    @Test
    void aMadePictureIsLookedThroughAndMarkedAndGoesOnToAnotherThread() throws Exception {
        byte[] spots = Pictures.spots();
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", padded(spots, 300_000)));
        CompletableFuture<byte[]> marked = new CompletableFuture<>();
        routes.add(route -> {
            route.from("direct:in")
                    .to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion")
                    .to(
                            "hf-inference:object-detection?baseUrl={{hosted}}&model=facebook/detr-resnet-50&resultHeader=found")
                    .to("seda:later?waitForTaskToComplete=Never");
            route.from("seda:later")
                    .bean(HfInferencePictures.class, "blackOut(${exchange}, ${header.found})")
                    .process(exchange -> marked.complete(exchange.getMessage().getBody(byte[].class)));
        });

        assertThat(send("red spots").getException()).isNull();

        assertThat(new Color(picture(marked.get(60, TimeUnit.SECONDS)).getRGB(20, 35)))
                .isEqualTo(Color.BLACK);
        awaitNoSpools();
    }

    @Test
    void aProducerTemplateConvertsBeforeTheFileIsGone() {
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", LONG_PNG), 2);
        String uri = "hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion";

        assertThat(routes.template.requestBody(uri, "a red tile", byte[].class)).isEqualTo(LONG_PNG);

        InputStream late = routes.call(uri, "a red tile").getMessage().getBody(InputStream.class);
        assertThatThrownBy(late::read).hasMessageContaining("requestBody(uri, body, byte[].class)");
    }

    @Test
    void branchesReadCopiesAndTheirWholeReadsWhatTheyMade() throws Exception {
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", LONG_PNG), 4);
        Map<String, byte[]> read = new ConcurrentHashMap<>();
        routes.add(route -> {
            for (String end : List.of("one", "two", "tapped", "whole")) {
                route.from("direct:" + end)
                        .process(exchange -> read.put(end, exchange.getMessage().getBody(byte[].class)));
            }
            route.from("direct:in")
                    .to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion")
                    .multicast()
                    .parallelProcessing()
                    .to("direct:one", "direct:two")
                    .end()
                    .wireTap("direct:tapped")
                    .to("direct:whole");
            route.from("direct:split")
                    .split(route.body(), new GroupedBodyAggregationStrategy())
                    .to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion")
                    .end()
                    .process(exchange -> {
                        assertThat(Spools.ofMediaNewerThan(start)).hasSizeGreaterThanOrEqualTo(3);
                        for (Object made : exchange.getMessage().getBody(List.class)) {
                            assertThat(exchange.getContext().getTypeConverter().convertTo(byte[].class, made))
                                    .isEqualTo(LONG_PNG);
                        }
                    });
        });

        assertThat(send("a red tile").getException()).isNull();
        Exchange split = routes.call("direct:split", List.of("a", "b", "c"));

        assertThat(split.getException()).isNull();
        await().atMost(60, TimeUnit.SECONDS).until(() -> read.size() == 4);
        assertThat(read.values()).allSatisfy(each -> assertThat(each).isEqualTo(LONG_PNG));
        awaitNoSpools();
    }

    /** The tapped exchange may end a moment after its message came. */
    private void awaitNoSpools() throws Exception {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> Spools.ofMediaNewerThan(start).isEmpty());
    }

    @Test
    void aFailedAttemptLeavesNoFileAndTheNextOneSucceeds() throws Exception {
        EMULATOR.fault(Fault.truncatedAnswer());
        EMULATOR.fault(Fault.answer(
                200,
                Map.of(),
                "image/png",
                padded("<html>no picture</html>".getBytes(StandardCharsets.UTF_8), 300_000)));
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", LONG_PNG));
        routes.add(route -> {
            route.onException(InferenceTransportException.class, MalformedInferenceResponseException.class)
                    .maximumRedeliveries(3)
                    .redeliveryDelay(0)
                    .onRedelivery(exchange ->
                            assertThat(Spools.ofMediaNewerThan(start)).isEmpty());
            route.from("direct:in")
                    .to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion")
                    .convertBodyTo(byte[].class);
        });

        assertThat(send("a red tile").getMessage().getBody(byte[].class)).isEqualTo(LONG_PNG);
        assertThat(EMULATOR.requests()).hasSize(3);
    }

    @Test
    void aStepThatIsTriedAgainReadsFromTheStart() throws Exception {
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", LONG_PNG));
        int[] tries = new int[1];
        routes.add(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            route.from("direct:in")
                    .to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion")
                    .process(exchange -> {
                        InputStream body = exchange.getMessage().getBody(InputStream.class);
                        assertThat(body.readNBytes(1000)).isEqualTo(Arrays.copyOf(LONG_PNG, 1000));
                        if (++tries[0] < 3) {
                            throw new IllegalStateException("once more");
                        }
                    });
        });

        assertThat(send("a red tile").getException()).isNull();
        assertThat(tries[0]).isEqualTo(3);
    }

    @Test
    void aRouteThatIsStoppedLeavesNoFile() throws Exception {
        EMULATOR.fault(Fault.dribble(300_000, Duration.ofMinutes(1)));
        routes.add(route -> {
            route.from("seda:in").routeId("painting").to("hf-inference:text-to-speech?baseUrl={{hosted}}&model=a/tts");
        });
        routes.template.sendBody("seda:in", "word ".repeat(30));
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> !Spools.ofMediaNewerThan(start).isEmpty());

        routes.context.getRouteController().stopRoute("painting", 100, TimeUnit.MILLISECONDS);

        awaitNoSpools();
    }

    @Test
    void camelsOwnRulesForStreamsHold() throws Exception {
        routes.context.getStreamCachingStrategy().setSpoolEnabled(true);
        routes.context
                .getStreamCachingStrategy()
                .setSpoolDirectory(folder.resolve("spool").toFile());
        routes.context.getStreamCachingStrategy().setSpoolThreshold(300_000);
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", LONG_PNG));
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", Arrays.copyOf(LONG_PNG, 200_000)));
        Files.createDirectories(folder.resolve("spool"));
        int[] files = new int[2];
        int[] call = new int[1];
        routes.add(route -> {
            route.from("direct:in")
                    .to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion")
                    .process(exchange -> {
                        try (Stream<Path> all = Files.walk(folder.resolve("spool"))) {
                            files[call[0]++] =
                                    (int) all.filter(Files::isRegularFile).count();
                        }
                    });
        });

        send("a red tile");
        send("a red tile");

        assertThat(files).containsExactly(1, 0);
        try (Stream<Path> all = Files.walk(folder.resolve("spool"))) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-to-image", "text-to-speech", "image-to-image"})
    void aListIsRefused(String mode) throws Exception {
        routes.from("direct:in").to("hf-inference:" + mode + "?baseUrl={{hosted}}&model=a/b");

        assertThat(send(List.of("a", "b")).getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("got a list; split it first");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void whatIsWrongWithAnAnswerIsNamed() throws Exception {
        routes.from("direct:in")
                .to(
                        "hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion&maxMediaSize=300KB&requestTimeout=5s");
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", LONG_PNG));
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", new byte[0]));
        EMULATOR.fault(Fault.answer(200, "text/html", "<html>sign in</html>"));
        EMULATOR.fault(Fault.answer(200, "application/json", "{\"error\":\"CUDA out of memory\"}"));

        assertThat(send("a").getException())
                .isInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContaining("maxMediaSize");
        assertThat(send("a").getException())
                .isInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContaining("the answer is empty");
        assertThat(send("a").getException())
                .isInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContaining("text/html");
        assertThat(send("a").getException()).isInstanceOf(InferenceServerException.class);
    }

    /** Gateways label all they send as JSON, and some servers label nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/octet-stream", "image/png", ""})
    void whatAnAnswerIsDecidesItsContentAndNotItsLabel(String label) throws Exception {
        routes.add(route -> route.from("direct:in")
                .to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion")
                .convertBodyTo(byte[].class));
        String base64 = Base64.getEncoder().encodeToString(LONG_PNG);
        List<byte[]> answers = List.of(
                LONG_PNG,
                ("\"" + base64 + "\"").getBytes(StandardCharsets.UTF_8),
                ("\ufeff \n{\"data\": [{\"b64_json\": \"" + base64 + "\"}]}").getBytes(StandardCharsets.UTF_8),
                ("{\"data\": [{\"url\": null, \"b64_json\": \"" + base64 + "\"}]}").getBytes(StandardCharsets.UTF_8),
                ("{\"images\": [{\"image\": \"" + base64 + "\"}]}").getBytes(StandardCharsets.UTF_8),
                ("{\"image\": \"" + base64 + "\"}").getBytes(StandardCharsets.UTF_8),
                ("[{\"image\": \"" + base64 + "\"}]").getBytes(StandardCharsets.UTF_8),
                ("{\"images\": [\"" + base64 + "\"], \"parameters\": {}}").getBytes(StandardCharsets.UTF_8),
                ("{\"output\": \"data:image/png;base64," + base64 + "\"}").getBytes(StandardCharsets.UTF_8));
        for (byte[] answer : answers) {
            EMULATOR.fault(Fault.answer(200, Map.of(), label, answer));

            Exchange made = send("a red tile");

            assertThat(made.getException()).isNull();
            assertThat(made.getMessage().getBody(byte[].class)).isEqualTo(LONG_PNG);
            assertThat(made.getMessage().getHeader("Content-Type")).isEqualTo("image/png");
        }
    }

    /** They have no head, and media types are spelled in any case. */
    @ParameterizedTest
    @ValueSource(strings = {"audio/L16; rate=24000", "Audio/l16; rate=24000"})
    void samplesAreKnownByTheirLabelOnly(String label) throws Exception {
        routes.add(route -> route.from("direct:in")
                .to("hf-inference:text-to-speech?baseUrl={{hosted}}&model=a/tts")
                .convertBodyTo(byte[].class));
        byte[] samples = padded(new byte[] {'[', '"'}, 500);
        EMULATOR.fault(Fault.answer(200, Map.of(), label, samples));

        Exchange spoken = send("a hello");

        assertThat(spoken.getException()).isNull();
        assertThat(spoken.getMessage().getBody(byte[].class)).isEqualTo(samples);
        assertThat(spoken.getMessage().getHeader("Content-Type")).isEqualTo(label);
    }

    /** A connection that was to be read to its end tells a crash from an end by nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void aPictureThatStopsBeforeItsEndIsMadeAgain(String format) throws Exception {
        byte[] whole = Pictures.plain(format, Color.RED);
        byte[] part = Arrays.copyOf(whole, whole.length - 20);
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/" + format, part));
        EMULATOR.fault(
                Fault.answer(200, "application/json", "\"" + Base64.getEncoder().encodeToString(part) + "\""));
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/" + format, whole));
        List<String> failures = new ArrayList<>();
        routes.add(route -> {
            route.onException(InferenceServerException.class)
                    .maximumRedeliveries(3)
                    .redeliveryDelay(0)
                    .onRedelivery(
                            exchange -> failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                    .getMessage()));
            route.from("direct:in")
                    .to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion")
                    .convertBodyTo(byte[].class);
        });

        assertThat(send("a red tile").getMessage().getBody(byte[].class)).isEqualTo(whole);
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .contains(part.length + " bytes of image/" + format + " stop before the end of the picture"));
    }

    /** The component fetches nothing that a server names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"output\": [\"https://made.example/a.png\"]}",
                "{\"data\": [{\"url\": \"https://made.example/a.png\", \"b64_json\": null}]}",
                "\"https://made.example/a.png\""
            })
    void anAddressIsNoPicture(String answer) throws Exception {
        routes.from("direct:in").to("hf-inference:text-to-image?baseUrl={{hosted}}&model=a/stable-diffusion");
        EMULATOR.fault(Fault.answer(200, "application/json", answer));

        assertThat(send("a red tile").getException())
                .isInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContaining("only names by an address is not fetched")
                .hasMessageNotContaining("made.example");
    }

    @Test
    void aRecordingMayBeBase64BesideItsRate() throws Exception {
        routes.add(route -> route.from("direct:in")
                .to("hf-inference:text-to-speech?baseUrl={{hosted}}&model=a/tts")
                .convertBodyTo(byte[].class));
        byte[] wav = Sounds.wav(440);
        EMULATOR.fault(Fault.answer(
                200,
                "application/json",
                "{\"audio\": \"" + Base64.getEncoder().encodeToString(wav) + "\", \"sampling_rate\": 8000}"));

        Exchange spoken = send("a hello");

        assertThat(spoken.getException()).isNull();
        assertThat(spoken.getMessage().getBody(byte[].class)).isEqualTo(wav);
    }

    /** It begins as a frame of MPEG would. */
    @ParameterizedTest
    @ValueSource(strings = {"", "application/octet-stream", "text/plain"})
    void aTextInUtf16IsNoRecording(String label) throws Exception {
        routes.from("direct:in").to("hf-inference:text-to-speech?baseUrl={{hosted}}&model=a/tts");
        EMULATOR.fault(
                Fault.answer(200, Map.of(), label, "\ufeffNo model of this name.".getBytes(StandardCharsets.UTF_16LE)));

        assertThat(send("a hello").getException())
                .isInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContaining("expected a recording");
    }

    @Test
    void jsonInUtf16IsNoRecording() throws Exception {
        routes.add(route -> route.from("direct:in")
                .to("hf-inference:text-to-speech?baseUrl={{hosted}}&model=a/tts")
                .convertBodyTo(byte[].class));
        String samples = "\ufeff{\"audio\": [0.5, -0.5], \"sampling_rate\": 16000}";
        EMULATOR.fault(Fault.answer(200, Map.of(), "application/json", samples.getBytes(StandardCharsets.UTF_16LE)));

        Exchange spoken = send("a hello");

        assertThat(spoken.getException()).isNull();
        assertThat(spoken.getMessage().getHeader("Content-Type")).isEqualTo("audio/wav");
    }
}
