package io.github.camelhf.inference.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.AnsweringServer;
import io.github.camelhf.inference.Pictures;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.Spools;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Spool;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an exchange gives only once is kept while it is needed: no longer, not twice, and not in place of what is there now. */
class KeptInputsTest {

    @AutoClose
    private static final AnsweringServer SERVER = new AnsweringServer();

    @TempDir
    private Path folder;

    @AutoClose
    private final Routes routes = new Routes().with("url", SERVER.url());

    private Path start;

    @BeforeEach
    void reset() throws IOException {
        SERVER.reset();
        routes.context.setStreamCaching(false);
        start = Files.createFile(folder.resolve("start"));
    }

    private static String to(String options) {
        return "hf-inference:image-embedding?endpointUrl={{url}}" + options;
    }

    /** Noise does not compress: the picture is too long to be kept in memory. */
    private static byte[] longPicture(int seed) {
        BufferedImage noise = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int i = 0; i < 400 * 400; i++) {
            noise.setRGB(i % 400, i / 400, random.nextInt(1 << 24));
        }
        return Pictures.encoded(noise, "png");
    }

    @Test
    void anAddressThatStandsTwiceInAListIsFetchedOnceAndLeavesNoFile() throws Exception {
        byte[] picture = longPicture(1);
        String address = SERVER.publish("long.png", picture);
        Exchange exchange = routes.call(to("&allowedHosts=127.0.0.1"), List.of(address, address, address));

        assertThat(exchange.getException()).isNull();
        String checksum = AnsweringServer.sha256(picture);
        assertThat(SERVER.calls()).containsExactly(List.of(checksum, checksum, checksum));
        assertThat(SERVER.pictureRequests()).hasSize(1);
        assertThat(Spools.newerThan(start)).isEmpty();
    }

    @Test
    void aStreamThatStandsTwiceInAListIsReadOnceAndLeavesNoFile() throws Exception {
        byte[] picture = longPicture(2);
        InputStream stream = new ByteArrayInputStream(picture);
        Exchange exchange = routes.call(to(""), List.of(stream, stream));

        assertThat(exchange.getException()).isNull();
        assertThat(SERVER.calls().get(0)).hasSize(2).containsOnly(AnsweringServer.sha256(picture));
        assertThat(Spools.newerThan(start)).isEmpty();
    }

    @Test
    void everyStreamThatAConverterOpensIsClosedWhenAnAttemptIsRepeated() throws Exception {
        Opened opened = new Opened(longPicture(3));
        routes.context.getTypeConverterRegistry().addTypeConverters(new OpenedConverter());
        redelivering("direct:again", to(""));
        SERVER.failOnce(503);
        Exchange exchange = routes.call("direct:again", List.of(opened, opened));

        assertThat(exchange.getException()).isNull();
        assertThat(SERVER.calls()).hasSize(2);
        assertThat(opened.open).hasValue(0);
        assertThat(Spools.newerThan(start)).isEmpty();
    }

    /** Something that gives a new stream each time it is asked. */
    static final class Opened {
        private final byte[] bytes;
        private final AtomicInteger open = new AtomicInteger();

        Opened(byte[] bytes) {
            this.bytes = bytes;
        }

        InputStream stream() {
            open.incrementAndGet();
            return new FilterInputStream(new ByteArrayInputStream(bytes)) {
                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }

    /** See {@link Opened}. */
    @Converter
    public static final class OpenedConverter {
        @Converter
        public static InputStream toStream(Opened opened) {
            return opened.stream();
        }
    }

    @Test
    void aCopyOnAnotherThreadDoesNotEndWhatTheOriginalStillNeeds() throws Exception {
        byte[] picture = longPicture(4);
        CountDownLatch copyIsDone = new CountDownLatch(1);
        routes.add(route -> {
            route.from("direct:twice")
                    .to(to("&resultHeader=first"))
                    .to("seda:copy?waitForTaskToComplete=Never")
                    .process(exchange ->
                            assertThat(copyIsDone.await(30, TimeUnit.SECONDS)).isTrue())
                    .to(to("&resultHeader=second"));
            route.from("seda:copy")
                    .process(exchange -> exchange.getExchangeExtension()
                            .addOnCompletion(new org.apache.camel.support.SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange done) {
                                    copyIsDone.countDown();
                                }

                                @Override
                                public int getOrder() {
                                    return LOWEST;
                                }
                            }));
        });
        Exchange exchange = routes.call("direct:twice", new ByteArrayInputStream(picture));

        assertThat(exchange.getException()).isNull();
        assertThat(SERVER.calls()).hasSize(2).allMatch(call -> call.equals(List.of(AnsweringServer.sha256(picture))));
        assertThat(Spools.newerThan(start)).isEmpty();
    }

    @Test
    void aSecondCallSendsWhatAnIterableHoldsNow() throws Exception {
        Iterable<byte[]> growing = iterable(new ArrayList<>(List.of(longPicture(5))));
        routes.add(route -> route.from("direct:twice")
                .to(to("&resultHeader=first"))
                .process(exchange -> more(growing))
                .to(to("&resultHeader=second")));
        Exchange exchange = routes.call("direct:twice", growing);

        assertThat(exchange.getException()).isNull();
        assertThat(SERVER.calls().stream().map(List::size)).containsExactly(1, 2);
    }

    @Test
    void aSecondCallAfterAFailureThatTheRouteCaughtSendsWhatAnIterableHoldsNow() throws Exception {
        Iterable<byte[]> growing = iterable(new ArrayList<>(List.of(longPicture(6))));
        routes.add(route -> route.from("direct:twice")
                .doTry()
                .to(to("&resultHeader=first"))
                .doCatch(Exception.class)
                .process(exchange -> more(growing))
                .end()
                .to(to("&resultHeader=first")));
        SERVER.failOnce(500);
        Exchange exchange = routes.call("direct:twice", growing);

        assertThat(exchange.getException()).isNull();
        assertThat(SERVER.calls().stream().map(List::size)).containsExactly(1, 2);
    }

    @Test
    void aRepeatedAttemptSendsTheSameItemsAlthoughTheIterableGrew() throws Exception {
        Iterable<byte[]> growing = iterable(new ArrayList<>(List.of(longPicture(7))));
        routes.add(route -> {
            route.errorHandler(route.defaultErrorHandler()
                    .maximumRedeliveries(2)
                    .redeliveryDelay(0)
                    .onRedelivery(exchange -> more(growing)));
            route.from("direct:again").to(to("&resultHeader=first")).to(to("&resultHeader=second"));
        });
        SERVER.failOnce(503);
        Exchange exchange = routes.call("direct:again", growing);

        assertThat(exchange.getException()).isNull();
        // The second call of the route still carries Camel's mark of the redelivery before it.
        assertThat(SERVER.calls().stream().map(List::size)).containsExactly(1, 1, 2);
    }

    @Test
    void whatCanBeGoneThroughOnlyOnceServesEveryCallOfTheRoute() throws Exception {
        byte[] picture = longPicture(8);
        Stream<byte[]> stream = Stream.of(picture);
        Iterable<byte[]> once = stream::iterator;
        Iterator<byte[]> iterator = List.of(picture).iterator();
        Iterable<byte[]> sameIterator = () -> iterator;
        Iterator<byte[]> plain = List.of(picture).iterator();
        routes.add(route ->
                route.from("direct:twice").to(to("&resultHeader=first")).to(to("&resultHeader=second")));
        for (Object body : List.of(once, sameIterator, plain)) {
            assertThat(routes.call("direct:twice", body).getException()).isNull();
        }
        Files.write(folder.resolve("only.png"), picture);
        Files.delete(start);
        try (var listing = Files.newDirectoryStream(folder)) {
            assertThat(routes.call("direct:twice", listing).getException()).isNull();
        }

        assertThat(SERVER.calls()).hasSize(8).allMatch(call -> call.equals(List.of(AnsweringServer.sha256(picture))));
    }

    @Test
    void neverSendsTheRestOfAnIteratorThatBroke() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        Iterator<byte[]> breaking = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return taken.get() < 3;
            }

            @Override
            public byte[] next() {
                if (taken.incrementAndGet() == 2) {
                    throw new IllegalStateException("the cursor was lost");
                }
                return longPicture(9);
            }
        };
        redelivering("direct:again", to(""));
        Exchange exchange = routes.call("direct:again", breaking);

        assertThat(exchange.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("the items of the message could not be read to their end")
                .hasMessageContaining("the cursor was lost");
        assertThat(SERVER.calls()).isEmpty();
    }

    @Test
    void anExchangeThatHasEndedKeepsNothingMore() {
        Exchange exchange = new DefaultExchange(routes.context);
        KeptInputs kept = KeptInputs.of(exchange);
        kept.onDone(exchange);
        InputStream late = new ByteArrayInputStream(longPicture(10));

        assertThatThrownBy(() -> KeptInputs.of(exchange).stream(late, late, ByteSize.parse("limit", "32MB")))
                .isInstanceOf(IllegalStateException.class);
        assertThatCode(() -> kept.keep(
                        "late", Spool.of(new ByteArrayInputStream(longPicture(11)), ByteSize.parse("limit", "32MB"))))
                .doesNotThrowAnyException();
        assertThat(kept.isKept("late")).isFalse();
        assertThat(spools()).isEmpty();
    }

    private List<Path> spools() {
        try {
            return Spools.newerThan(start);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsThereStaysWhenItIsFetchedOnceMore() throws Exception {
        Exchange exchange = new DefaultExchange(routes.context);
        KeptInputs kept = KeptInputs.of(exchange);
        Spool first = Spool.of(new ByteArrayInputStream(longPicture(12)), ByteSize.parse("limit", "32MB"));
        kept.keep("address", first);
        kept.keep("address", Spool.of(new ByteArrayInputStream(longPicture(13)), ByteSize.parse("limit", "32MB")));

        assertThat(kept.kept("address")).isSameAs(first);
        assertThat(spools()).hasSize(1);
        kept.onDone(exchange);
        assertThat(spools()).isEmpty();
    }

    private void redelivering(String from, String uri) throws Exception {
        routes.add(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            route.from(from).to(uri);
        });
    }

    private record Growing(List<byte[]> items) implements Iterable<byte[]> {
        @Override
        public Iterator<byte[]> iterator() {
            return items.iterator();
        }
    }

    private static Iterable<byte[]> iterable(List<byte[]> items) {
        return new Growing(items);
    }

    private static void more(Iterable<byte[]> growing) {
        ((Growing) growing).items().add(longPicture(99));
    }
}
