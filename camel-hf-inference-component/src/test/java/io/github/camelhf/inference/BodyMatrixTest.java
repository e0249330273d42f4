package io.github.camelhf.inference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelhf.inference.BodyKind.Backing;
import io.github.camelhf.inference.BodyKind.Scan;
import io.github.camelhf.inference.BodyKind.Source;
import io.github.camelhf.inference.BodyKind.TrackedStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of body, alone and in every form of list, from memory and from a file, at the first attempt and again: the bytes at
 * the server are those of the source, every stream is closed and no temporary file stays. Camel's stream caching is off.
 */
class BodyMatrixTest {

    private static final Map<Backing, byte[]> PICTURES = new EnumMap<>(Backing.class);
    private static final Map<Backing, BufferedImage> IMAGES = new EnumMap<>(Backing.class);

    static {
        IMAGES.put(Backing.MEMORY, noise(16));
        // Larger than what is kept in memory of a stream.
        IMAGES.put(Backing.FILE, noise(300));
        IMAGES.forEach((backing, image) -> PICTURES.put(backing, Pictures.encoded(image, "png")));
    }

    @AutoClose
    private static final AnsweringServer SERVER = new AnsweringServer();

    @TempDir
    private Path folder;

    @AutoClose
    private static final Routes ROUTES = new Routes().with("url", SERVER.url());

    /** How several items are carried. */
    @SuppressWarnings("ImmutableEnumChecker") // each is a pure function
    enum Carrier {
        SINGLE(item -> item),
        LIST(item -> Arrays.asList(item, picture(Backing.MEMORY))),
        ITERABLE(item -> once(Arrays.asList(item, picture(Backing.MEMORY)))),
        ITERATOR(item -> List.of(item, picture(Backing.MEMORY)).iterator()),
        ARRAY(item -> new Object[] {item, picture(Backing.MEMORY)});

        private final Function<Object, Object> wrap;

        Carrier(Function<Object, Object> wrap) {
            this.wrap = wrap;
        }

        /** Can be gone through once only, as a directory listing. */
        private static Iterable<Object> once(List<Object> items) {
            var iterator = items.iterator();
            return () -> iterator;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        ROUTES.context.setStreamCaching(false);
        ROUTES.context
                .getTypeConverterRegistry()
                .addTypeConverter(
                        InputStream.class,
                        Scan.class,
                        new SimpleTypeConverter(false, (type, exchange, value) -> ((Scan) value).pixels()));
        ROUTES.add(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            route.from("direct:in")
                    .to("hf-inference:image-embedding?adaptive=false&allowedHosts=127.0.0.1&endpointUrl={{url}}");
        });
    }

    @BeforeEach
    void reset() {
        SERVER.reset();
    }

    static Stream<Arguments> matrix() {
        return Arrays.stream(BodyKind.values())
                .flatMap(kind -> Arrays.stream(Carrier.values())
                        .flatMap(carrier -> Arrays.stream(Backing.values())
                                .flatMap(backing -> Stream.of("first attempt", "redelivery")
                                        .map(attempt -> arguments(kind, carrier, backing, attempt)))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
    @MethodSource("matrix")
    void arrivesAsItIs(BodyKind kind, Carrier carrier, Backing backing, String attempt) throws Exception {
        boolean redelivered = attempt.equals("redelivery");
        if (redelivered) {
            SERVER.failOnce(503);
        }
        Exchange exchange = new DefaultExchange(ROUTES.context);
        Source source = source(backing, exchange);
        exchange.getMessage().setBody(carrier.wrap.apply(kind.body(source, backing)));

        ROUTES.template.send("direct:in", exchange);

        assertThat(exchange.getException()).isNull();
        List<String> sent = new ArrayList<>(List.of(AnsweringServer.sha256(source.bytes())));
        if (carrier != Carrier.SINGLE) {
            sent.add(AnsweringServer.sha256(picture(Backing.MEMORY)));
        }
        assertThat(SERVER.calls()).isEqualTo(Collections.nCopies(redelivered ? 2 : 1, sent));
        assertThat(source.opened()).allMatch(TrackedStream::isClosed);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    assertThat(leftOpen()).isEmpty();
                    assertThat(Spools.newerThan(source.file())).isEmpty();
                });
    }

    private Source source(Backing backing, Exchange exchange) throws IOException {
        byte[] picture = picture(backing);
        return Source.of(
                picture,
                requireNonNull(IMAGES.get(backing)),
                folder.resolve("picture.png"),
                SERVER.publish("picture.png", picture),
                exchange);
    }

    /** What this process holds open of the test's files and of the component's temporary files; nothing where that is not shown. */
    private List<String> leftOpen() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.isDirectory(handles)) {
            return List.of();
        }
        try (Stream<Path> open = Files.list(handles)) {
            return open.map(BodyMatrixTest::target)
                    .filter(target -> target.startsWith(folder.toString()) || target.endsWith(".spool"))
                    // The archive's own file system stays open, as the test leaves it.
                    .filter(target -> !target.endsWith(".zip"))
                    .toList();
        }
    }

    private static byte[] picture(Backing backing) {
        return requireNonNull(PICTURES.get(backing));
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage noise(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        return image;
    }
}
