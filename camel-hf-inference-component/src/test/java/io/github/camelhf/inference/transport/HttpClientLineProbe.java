package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.fetch.AllowedHosts;
import io.github.camelhf.inference.fetch.DownloadRules;
import io.github.camelhf.inference.fetch.Downloader;
import io.github.camelhf.inference.http.ClientThreads;
import io.github.camelhf.inference.http.TestKeys;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.VersionInfo;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;

/**
 * A process with one HttpClient on its class path, which uses our clients as they are built and prints what came. A line each,
 * {@code name = value}; see HttpClientLinesTest.
 */
final class HttpClientLineProbe {

    private static final WireBody BODY = Calls.json("{\"inputs\":\"oak\"}");
    private static final int ROUNDS = 5;

    private final TestKeys keys;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    private HttpClientLineProbe(TestKeys keys) {
        this.keys = keys;
    }

    /** @param arguments the file with the keys {@code authority}, {@code right} and {@code wrong} */
    public static void main(String[] arguments) throws Exception {
        HttpClientLineProbe probe = new HttpClientLineProbe(TestKeys.of(Path.of(arguments[0])));
        VersionInfo version =
                VersionInfo.loadVersionInfo("org.apache.hc.client5", HttpAsyncClientBuilder.class.getClassLoader());
        print("version", String.valueOf(version == null ? null : version.getRelease()));
        probe.run();
        System.exit(0);
    }

    private static void print(String name, String value) {
        System.out.println(name + " = " + value);
    }

    private void run() throws Exception {
        wrongName();
        try (Server server = new Server(keys.showing("right"))) {
            for (HttpVersionChoice choice : HttpVersionChoice.values()) {
                print("call " + choice, call(server.uri("https"), choice));
            }
            print("plain call", call(server.uri("http"), HttpVersionChoice.AUTO));
            print("download", download(server.uri("https")));
            print("unasked for", unaskedFor(null, null));
            print(
                    "unasked for behind TLS",
                    unaskedFor(
                            keys.showing("right")
                                    .getServerSocketFactory()
                                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                            keys.trusting("authority")));
            print("given up", givenUp());
            print("headers", String.join(",", server.headers));
            closeAgainAndAgain(server.uri("http"));
            print("closed", "yes");
            Configurator.setLevel("org.apache.hc", Level.TRACE);
            print("logged call", call(server.uri("https"), HttpVersionChoice.AUTO));
        }
    }

    /** A server that shows a certificate for another host, and counts what it is sent once TLS stands. */
    private void wrongName() throws Exception {
        AtomicInteger bytes = new AtomicInteger();
        try (RawServer server = RawServer.start(
                keys.showing("wrong")
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                connection -> {
                    while (connection.socket().getInputStream().read() >= 0) {
                        bytes.incrementAndGet();
                    }
                })) {
            URI address = URI.create("https://localhost:" + server.port() + "/");
            for (HttpVersionChoice choice : HttpVersionChoice.values()) {
                print("call to a wrong name " + choice, call(address, choice));
            }
            print("download from a wrong name", download(address));
            print("connections to a wrong name", String.valueOf(server.connectionCount()));
            print("bytes to a wrong name", bytes.toString());
        }
    }

    private String call(URI address, HttpVersionChoice choice) throws Exception {
        try (Calls calls = Calls.trusting(choice, keys.trusting("authority"), Duration.ofSeconds(10))) {
            WireResponse response = calls.answer(Calls.request(address, BODY));
            return response.status() + " " + response.header("x-spoken").orElse("");
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        }
    }

    private String download(URI address) throws Exception {
        DownloadRules rules =
                new DownloadRules(new AllowedHosts(List.of("localhost")), new ByteSize(1000), Duration.ofSeconds(20));
        try (Downloader downloader = Downloader.start(
                        host -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                        keys.trusting("authority"),
                        new ClientThreads(threads, threads, threads));
                Spool picture = downloader
                        .fetch(WebAddress.parse(address.toString()), rules, "probe")
                        .join()) {
            return picture.length() + " bytes";
        } catch (CompletionException e) {
            return String.valueOf(e.getCause());
        }
    }

    /** Of a long answer in chunks. */
    private static String unaskedFor(@Nullable ServerSocket secure, @Nullable SSLContext tls) throws Exception {
        try (HeldAnswer held = new HeldAnswer(HeldAnswer.Form.CHUNKS, HeldAnswer.LENGTH, secure, tls)) {
            boolean bounded = held.receivedUnasked() < HeldAnswer.UNASKED;
            return (bounded ? "little" : "much") + (held.arrivesIntact() ? ", intact, " : ", broken, ") + held.again();
        }
    }

    /** A call whose error answer has begun and does not end, which cancelling alone would leave open. */
    private static String givenUp() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 502 X\r\nContent-Length: 999\r\n\r\nbusy");
                    try {
                        connection.drain();
                    } finally {
                        closed.countDown(); // also after a reset
                    }
                });
                Calls calls = Calls.over(HttpVersionChoice.HTTP_1_1)) {
            calls.failure(
                    Calls.request(server.uri(), BODY, Calls.within(Duration.ofMillis(400))),
                    InferenceServerException.class);
            return closed.await(60, TimeUnit.SECONDS) ? "and closed" : "and left open";
        }
    }

    private static void closeAgainAndAgain(URI address) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<CompletableFuture<WireResponse>> sent = new ArrayList<>();
            try (Calls calls = Calls.over(HttpVersionChoice.HTTP_1_1)) {
                for (int i = 0; i < 16; i++) {
                    sent.add(calls.transport().send(Calls.request(address, BODY)));
                }
                CompletableFuture.anyOf(sent.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            }
        }
    }

    /** Says in which version it was asked, and remembers the names of the headers. */
    private static final class Server implements AsyncServerRequestHandler<Message<HttpRequest, Void>>, AutoCloseable {
        private final HttpAsyncServer server;
        private final Set<String> headers = ConcurrentHashMap.newKeySet();
        private final int secure;
        private final int plain;

        Server(SSLContext context) throws Exception {
            server = H2ServerBootstrap.bootstrap()
                    .setCanonicalHostName("localhost")
                    .setIOReactorConfig(
                            IOReactorConfig.custom().setIoThreadCount(1).build())
                    .setVersionPolicy(HttpVersionPolicy.NEGOTIATE)
                    .setTlsStrategy(new H2ServerTlsStrategy(context))
                    .register("*", this)
                    .create();
            server.start();
            secure = listen(URIScheme.HTTPS);
            plain = listen(URIScheme.HTTP);
        }

        private int listen(URIScheme scheme) throws Exception {
            InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return ((InetSocketAddress) server.listen(free, scheme)
                            .get(10, TimeUnit.SECONDS)
                            .getAddress())
                    .getPort();
        }

        URI uri(String scheme) {
            return URI.create(scheme + "://localhost:" + (scheme.equals("https") ? secure : plain) + "/");
        }

        @Override
        public AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
                HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
            Stream.of(request.getHeaders())
                    .forEach(header -> headers.add(header.getName().toLowerCase(Locale.ROOT)));
            return new BasicRequestConsumer<>(entity == null ? null : new DiscardingEntityConsumer<>());
        }

        @Override
        public void handle(Message<HttpRequest, Void> request, ResponseTrigger trigger, HttpContext context)
                throws HttpException, IOException {
            boolean picture = request.getHead().getMethod().equals("GET");
            trigger.submitResponse(
                    AsyncResponseBuilder.create(200)
                            .setHeader(
                                    "X-Spoken", String.valueOf(request.getHead().getVersion()))
                            .setEntity(AsyncEntityProducers.create(
                                    "[0.5]", picture ? ContentType.IMAGE_PNG : ContentType.APPLICATION_JSON))
                            .build(),
                    context);
        }

        @Override
        public void close() {
            server.close(CloseMode.IMMEDIATE);
        }
    }
}
