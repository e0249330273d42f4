package io.github.camelhf.inference.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.http.ClientThreads;
import io.github.camelhf.inference.http.TestKeys;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a download takes, sends and says, from a server on this machine that the rules allow. */
class DownloaderTest {

    private static final int LIMIT = 200 * 1024;
    private static final byte[] SMALL = {1, 2, 3};

    @TempDir
    private Path folder;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Downloader downloader = Downloader.start(
            host -> new InetAddress[] {InetAddress.getLoopbackAddress()},
            null,
            new ClientThreads(threads, threads, threads));

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        downloader.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private static DownloadRules rules(Duration timeout) {
        return new DownloadRules(new AllowedHosts(List.of("pictures.example")), new ByteSize(LIMIT), timeout);
    }

    private byte[] fetch(String path) throws IOException {
        return fetch(path, Duration.ofSeconds(20));
    }

    private byte[] fetch(String path, Duration timeout) throws IOException {
        return Fetched.bytes(
                downloader, "http://pictures.example:" + server.getAddress().getPort() + path, rules(timeout));
    }

    private void answer(String path, Map<String, String> headers, int status, byte[] body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                headers.forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg; charset=binary",
                "image/jpeg;charset=undefined",
                "image/jpeg; charset=!!",
                "IMAGE/JPEG ; x",
                ";",
                "application/octet-stream; charset=none"
            })
    void doesNotMindWhatElseIsSaidOfTheMediaType(String type) throws IOException {
        answer("/tile", Map.of("Content-Type", type), 200, SMALL);
        assertThat(fetch("/tile")).isEqualTo(SMALL);
    }

    @Test
    void refusesAPageWhateverItsCharset() {
        answer("/page", Map.of("Content-Type", "text/html; charset=undefined"), 200, SMALL);
        assertThatThrownBy(() -> fetch("/page"))
                .isExactlyInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("sends it as text/html");
    }

    @Test
    void asksForThePictureAndShowsNothingElse() throws IOException {
        Map<String, List<String>> asked = new ConcurrentHashMap<>();
        server.createContext("/tile.png", exchange -> {
            asked.putAll(exchange.getRequestHeaders());
            try (exchange) {
                exchange.getResponseHeaders().set("Set-Cookie", "visited=1");
                exchange.getResponseHeaders().set("Content-Type", "image/png");
                exchange.sendResponseHeaders(200, SMALL.length);
                exchange.getResponseBody().write(SMALL);
            }
        });
        assertThat(fetch("/tile.png?size=1")).isEqualTo(SMALL);
        fetch("/tile.png");
        assertThat(asked.keySet()).containsExactlyInAnyOrder("Accept", "Host", "Connection", "User-agent");
        assertThat(asked.get("Host"))
                .containsExactly("pictures.example:" + server.getAddress().getPort());
        assertThat(asked.get("Accept")).containsExactly("image/*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "IMAGE/JPEG; q=1",
                "image/x-anything",
                "application/octet-stream",
                "binary/octet-stream",
                "-"
            })
    void takesWhatMayBeAPicture(String type) throws IOException {
        answer("/a", type.equals("-") ? Map.of() : Map.of("Content-Type", type), 200, SMALL);
        assertThat(fetch("/a")).isEqualTo(SMALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html; charset=utf-8", "application/json", "text/plain", "application/pdf", "video/mp4"})
    void refusesWhatIsDeclaredAsSomethingElse(String type) {
        answer("/a", Map.of("Content-Type", type), 200, SMALL);
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("leads to something else: the server sends it as " + type.replaceAll(";.*", ""));
    }

    @Test
    void takesThePictureOfExactlyTheLimit() throws IOException {
        byte[] picture = new byte[LIMIT];
        Arrays.fill(picture, (byte) 7);
        answer("/a", Map.of(), 200, picture);
        assertThat(fetch("/a")).isEqualTo(picture);
        assertThat(spools()).isEmpty();
    }

    @Test
    void refusesALongerOneByItsDeclaredLength() {
        answer("/a", Map.of(), 200, new byte[LIMIT + 1]);
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("has 204801 bytes, more than 200 KB, the limit set by maxDownloadSize");
    }

    @Test
    void stopsReadingAnEndlessOneAtTheLimit() {
        server.createContext("/a", endless(200));
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("more than 200 KB, the limit set by maxDownloadSize");
        await().untilAsserted(() -> assertThat(spools()).isEmpty());
    }

    @Test
    void stopsReadingAnEndlessRefusal() {
        server.createContext("/a", endless(404));
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("answers 404 and does not come to an end");
    }

    private static HttpHandler endless(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[8192]);
                }
            }
        };
    }

    @Test
    void givesUpWhenTheTotalTimeIsOver() {
        server.createContext("/a", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            hold();
        });
        assertThatThrownBy(() -> fetch("/a", Duration.ofMillis(300)))
                .isInstanceOf(InferenceTransportException.class)
                .hasMessageContaining("was not there within 300 ms, the limit set by requestTimeout");
        await().untilAsserted(() -> assertThat(spools()).isEmpty());
    }

    private void hold() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Also those that wait for a connection, because there are more of them than one host gets. */
    @Test
    void closingEndsEveryDownload() {
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/a", exchange -> {
            asked.incrementAndGet();
            hold();
        });
        WebAddress address = WebAddress.parse(
                "http://pictures.example:" + server.getAddress().getPort() + "/a");
        List<CompletableFuture<Spool>> open = Stream.generate(
                        () -> downloader.fetch(address, rules(Duration.ofMinutes(2)), "owner"))
                .limit(20)
                .toList();
        await().until(() -> asked.get() == 8);

        downloader.close();

        assertThat(open)
                .allSatisfy(each -> assertThat(each)
                        .failsWithin(Duration.ofSeconds(10))
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(InferenceTransportException.class)
                        .withMessageContaining("being stopped"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 204, 300, 206})
    void aPictureThatIsNotThereIsBadInput(int status) {
        answer("/a", Map.of(), status, new byte[0]);
        assertThatThrownBy(() -> fetch("/a?signature=secret"))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("answered " + status)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void aServerInTroubleIsWorthAnotherAttempt(int status) {
        answer("/a", Map.of(), status, new byte[0]);
        assertThatThrownBy(() -> fetch("/a"))
                .isInstanceOfSatisfying(
                        InferenceTransportException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue())
                .hasMessageContaining("answered " + status);
    }

    @Test
    void aServerThatIsNotThereIsWorthAnotherAttempt() {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThatThrownBy(() -> Fetched.bytes(
                        downloader, "http://pictures.example:" + port + "/", rules(Duration.ofSeconds(20))))
                .isInstanceOfSatisfying(
                        InferenceTransportException.class,
                        failure -> assertThat(failure.phase()).isEqualTo(Phase.CONNECT));
    }

    @Test
    void triesTheNextCheckedAddressWhenOneIsDead() throws IOException {
        answer("/a", Map.of(), 200, SMALL);
        Resolver two = host -> new InetAddress[] {InetAddress.getByName("127.0.0.2"), InetAddress.getLoopbackAddress()};
        try (Downloader second = Downloader.start(two, null, new ClientThreads(threads, threads, threads))) {
            String address = "http://pictures.example:" + server.getAddress().getPort() + "/a";
            assertThat(Fetched.bytes(second, address, rules(Duration.ofSeconds(20))))
                    .isEqualTo(SMALL);
        }
    }

    @Test
    void provesTheNameOfTheHostAndNeverGoesBackToPlainHttp() throws Exception {
        TestKeys keys = TestKeys.of(folder.resolve("server.p12"))
                .add("server", "-ext", "san=dns:pictures.example", "-validity", "2");
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(keys.showing("server")));
        https.createContext("/a", exchange -> send(exchange, 200, ""));
        https.createContext("/down", exchange -> send(exchange, 302, "http://pictures.example/"));
        https.createContext("/along", exchange -> send(exchange, 302, "/a"));
        https.start();
        String start = "https://pictures.example:" + https.getAddress().getPort();
        Resolver here = host -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        DownloadRules any =
                new DownloadRules(new AllowedHosts(List.of("*.example")), new ByteSize(LIMIT), Duration.ofSeconds(20));
        try (Downloader trusting =
                Downloader.start(here, keys.trusting("server"), new ClientThreads(threads, threads, threads))) {
            assertThat(Fetched.bytes(trusting, start + "/along", rules(Duration.ofSeconds(20))))
                    .isEqualTo(SMALL);
            assertThatThrownBy(() -> Fetched.bytes(trusting, start + "/down", rules(Duration.ofSeconds(20))))
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessageContaining("redirects from https to http");
            assertThatThrownBy(() -> trusting.fetch(
                                    WebAddress.parse(start.replace("pictures", "other") + "/a"), any, "owner")
                            .join())
                    .as("the certificate is for another name")
                    .hasCauseInstanceOf(InferenceTransportException.class);
        } finally {
            https.stop(0);
        }
    }

    private static void send(HttpExchange exchange, int status, String location) throws IOException {
        try (exchange) {
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(status, SMALL.length);
            exchange.getResponseBody().write(SMALL);
        }
    }

    /** Temporary files that this process still holds open. */
    private static List<String> spools() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.isDirectory(handles)) {
            return List.of();
        }
        try (Stream<Path> open = Files.list(handles)) {
            return open.map(DownloaderTest::target)
                    .filter(target -> target.contains(".spool"))
                    .toList();
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
