package io.github.camelhf.inference.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.http.ClientThreads;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Addresses that a message must not reach, in all the forms that hide them. Sockets listen on the addresses of this machine, on
 * the port that each of them names: it must not hear of a single connection.
 */
class AddressTableTest {

    static {
        // The JDK's server else waits 40 ms in each answer for more to send.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final DownloadRules STRICT = rules(List.of());

    /** Names of the test; any other name is unknown. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("loopback.example", "127.0.0.1"),
            Map.entry("localhost", "127.0.0.1"),
            Map.entry("localhost6.example", "::1"),
            Map.entry("private.example", "10.1.2.3"),
            Map.entry("cloud.example", "169.254.169.254"),
            Map.entry("mixed.example", "93.184.216.34 127.0.0.1"),
            Map.entry("xn--bcher-kva.example", "127.0.0.1"),
            Map.entry("pictures.example", "127.0.0.1"));

    private static final ScheduledExecutorService THREADS = Executors.newScheduledThreadPool(2);
    private static final AtomicInteger LOOKUPS = new AtomicInteger();
    private Trap trap;
    private static final Downloader DOWNLOADER =
            Downloader.start(AddressTableTest::resolve, null, new ClientThreads(THREADS, THREADS, THREADS));

    private HttpServer pictures;

    @BeforeEach
    void serve() throws IOException {
        LOOKUPS.set(0);
        trap = Trap.onLoopback();
        pictures = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pictures.createContext("/to/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getRawQuery());
                exchange.sendResponseHeaders(302, -1);
            }
        });
        pictures.createContext("/chain/", exchange -> {
            try (exchange) {
                int left = Integer.parseInt(exchange.getRequestURI().getPath().replaceAll("\\D", ""));
                exchange.getResponseHeaders().set("Location", "../chain/" + (left - 1));
                exchange.getResponseHeaders().set("Content-Type", "image/png");
                exchange.sendResponseHeaders(left == 0 ? 200 : 307, left == 0 ? 3 : -1);
                if (left == 0) {
                    exchange.getResponseBody().write(new byte[] {1, 2, 3});
                }
            }
        });
        pictures.start();
    }

    @AfterAll
    static void stopDownloader() {
        DOWNLOADER.close();
        THREADS.shutdownNow();
    }

    @AfterEach
    void stop() throws IOException {
        pictures.stop(0);
        assertThat(trap.connections()).as("connections to refused addresses").isZero();
        trap.close();
    }

    private static DownloadRules rules(List<String> allowedHosts) {
        return new DownloadRules(new AllowedHosts(allowedHosts), new ByteSize(1000), Duration.ofSeconds(20));
    }

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        LOOKUPS.incrementAndGet();
        String found = NAMES.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        InetAddress[] first = InetAddress.getAllByName(found.replaceFirst(" .*", ""));
        InetAddress[] last = InetAddress.getAllByName(found.replaceFirst(".* ", ""));
        return new InetAddress[] {first[0], last[0]};
    }

    private byte[] fetch(String address, DownloadRules rules) throws IOException {
        return Fetched.bytes(DOWNLOADER, address.replace("PORT", String.valueOf(trap.port())), rules);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # four decimals
            http://127.0.0.1:PORT/                      | a loopback address
            http://127.255.255.254:PORT/                | a loopback address
            http://0.0.0.0:PORT/                        | an unspecified address
            http://10.0.0.1:PORT/                       | a private address
            http://172.16.0.1:PORT/                     | a private address
            http://172.31.255.255:PORT/                 | a private address
            http://192.168.1.1:PORT/                    | a private address
            http://100.64.0.1:PORT/                     | a carrier-grade NAT address
            http://169.254.169.254/latest/meta-data/    | a link-local address
            http://224.0.0.1:PORT/                      | a multicast address
            http://255.255.255.255:PORT/                | a reserved address
            http://198.18.0.1:PORT/                     | a benchmarking address
            # numbers that some programs read as an address
            http://2130706433:PORT/                     | in a number form
            http://0x7f000001:PORT/                     | in a number form
            http://0x7F.0.0.1:PORT/                     | in a number form
            http://127.0.0.0x1:PORT/                    | in a number form
            http://017700000001:PORT/                   | in a number form
            http://0177.0.0.1:PORT/                     | in a number form
            http://127.000.000.001:PORT/                | in a number form
            http://127.1:PORT/                          | in a number form
            http://127.0.1:PORT/                        | in a number form
            http://127.0.0.1.1:PORT/                    | in a number form
            http://256.256.256.256:PORT/                | in a number form
            http://0:PORT/                              | in a number form
            http://loopback.example.1:PORT/             | in a number form
            # IPv6
            http://[::1]:PORT/                          | a loopback address
            http://[0:0:0:0:0:0:0:1]:PORT/              | a loopback address
            http://[::]:PORT/                           | an unspecified address
            http://[::ffff:127.0.0.1]:PORT/             | a loopback address
            http://[::FFFF:7f00:1]:PORT/                | a loopback address
            http://[::ffff:10.0.0.1]:PORT/              | a private address
            http://[::ffff:169.254.169.254]:PORT/       | a link-local address
            http://[::127.0.0.1]:PORT/                  | a reserved address
            http://[64:ff9b::7f00:1]:PORT/              | a loopback address
            http://[64:ff9b:1::7f00:1]:PORT/            | a reserved address
            http://[2002:7f00:1::]:PORT/                | a 6to4 address
            http://[2001:0:7f00:1::]:PORT/              | a reserved address
            http://[fe80::1]:PORT/                      | a link-local address
            http://[fe80::1%25lo]:PORT/                 | with a zone
            http://[fc00::1]:PORT/                      | a unique-local address
            http://[fd12:3456::1]:PORT/                 | a unique-local address
            http://[ff02::1]:PORT/                      | a multicast address
            http://[v1.7f000001]:PORT/                  | http(s) address
            # names
            http://localhost:PORT/                      | a loopback address
            http://LocalHost:PORT/                      | a loopback address
            http://localhost.:PORT/                     | a loopback address
            http://LOOPBACK.example.:PORT/              | a loopback address
            http://localhost6.example:PORT/             | a loopback address
            http://private.example:PORT/                | a private address
            http://cloud.example:PORT/                  | a link-local address
            http://mixed.example:PORT/                  | a loopback address
            http://bücher.example:PORT/                 | a loopback address
            http://xn--bcher-kva.example:PORT/          | a loopback address
            http://ｌｏｃａｌｈｏｓｔ:PORT/                     | a loopback address
            http://①②⑦.⓪.⓪.①:PORT/                      | a loopback address
            http://127。0。0。1:PORT/                     | a loopback address
            http://%6c%6f%63alhost:PORT/                | no host name
            http://127.0.0.1%2f@example.com:PORT/       | user name
            # user names, schemes, ports and what is no address
            http://user@127.0.0.1:PORT/                 | user name
            http://example.com:x@127.0.0.1:PORT/        | user name
            http://example.com#@127.0.0.1:PORT/         | unknown host
            http:///127.0.0.1:PORT/                     | has no host
            http://127.0.0.1\\@example.com:PORT/        | not a valid URI
            http://exa mple.com:PORT/                   | not a valid URI
            http://:PORT/                               | no host name
            http://127.0.0.1:0/                         | port that is not 1 to 65535
            http://127.0.0.1:99999/                     | port that is not 1 to 65535
            ftp://127.0.0.1:PORT/                       | does not start with http
            file:///etc/passwd                          | does not start with http
            gopher://127.0.0.1:PORT/                    | does not start with http
            """)
    void isRefusedBeforeAConnectionIsMade(String address, String words) {
        assertThatThrownBy(() -> fetch(address, STRICT))
                .isInstanceOf(HfInferenceException.class)
                .hasMessageContaining(words.replaceFirst("^an? ", ""));
        assertThat(LOOKUPS.get()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "http://[::1]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://localhost:PORT/",
                "http://cloud.example/",
                "http://2130706433:PORT/",
                "file:///etc/passwd",
                "//127.0.0.1:PORT/",
                "http://user@127.0.0.1:PORT/",
                "http://exa mple/",
            })
    void isRefusedAsTheGoalOfARedirect(String goal) {
        String address = "http://pictures.example:" + port() + "/to/?"
                + goal.replace("PORT", String.valueOf(trap.port())).replace(" ", "%20");
        assertThatThrownBy(() -> fetch(address, rules(List.of("pictures.example"))))
                .isInstanceOf(InvalidInferenceInputException.class);
    }

    @Test
    void followsFiveRedirectsAndNoSixth() throws IOException {
        DownloadRules rules = rules(List.of("*.example"));
        String start = "http://pictures.example:" + port() + "/chain/";

        assertThat(fetch(start + "5", rules)).containsExactly(1, 2, 3);
        assertThat(LOOKUPS).as("one lookup for each hop").hasValue(6);
        assertThatThrownBy(() -> fetch(start + "6", rules))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("after 5 redirects");
    }

    @Test
    void connectsToTheAddressThatWasCheckedThoughTheNameLeadsElsewhereByThen() throws IOException {
        InetAddress elsewhere = InetAddress.getByName("127.0.0.2");
        AtomicInteger asked = new AtomicInteger();
        Resolver rebinding =
                host -> new InetAddress[] {asked.getAndIncrement() == 0 ? InetAddress.getLoopbackAddress() : elsewhere};
        try (Trap second = Trap.at(elsewhere, port());
                Downloader rebound = Downloader.start(rebinding, null, new ClientThreads(THREADS, THREADS, THREADS));
                Spool picture = rebound.fetch(
                                WebAddress.parse("http://pictures.example:" + port() + "/chain/0"),
                                rules(List.of("*.example")),
                                "owner")
                        .join()) {
            assertThat(picture.length()).isEqualTo(3);
            assertThat(asked).hasValue(1);
            assertThat(second.connections()).isZero();
        }
    }

    @Test
    void refusesANameThatLeadsToAPrivateAddressTheSecondTime() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Resolver rebinding = host ->
                new InetAddress[] {InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254")
                };
        try (Downloader rebound = Downloader.start(rebinding, null, new ClientThreads(THREADS, THREADS, THREADS))) {
            assertThatThrownBy(() -> rebound.fetch(
                                    WebAddress.parse("http://pictures.example:" + port() + "/chain/1"),
                                    rules(List.of("*.example")),
                                    "owner")
                            .join())
                    .hasCauseInstanceOf(InvalidInferenceInputException.class)
                    .hasMessageContaining("link-local");
        }
    }

    @Test
    void hearsOfAConnectionThatIsAllowed() throws IOException {
        try (Trap heard = Trap.onLoopback()) {
            WebAddress address = WebAddress.parse("http://127.0.0.1:" + heard.port() + "/");
            CompletableFuture<Spool> picture = DOWNLOADER.fetch(address, rules(List.of("127.0.0.1")), "owner");
            await().untilAsserted(() ->
                    assertThat(heard.connections()).as("the trap works").isPositive());
            assertThat(picture).failsWithin(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest(name = "{0} names {1}: {2}")
    @CsvSource({
        "pictures.example,    pictures.example,     true",
        "Pictures.EXAMPLE,    pictures.example,     true",
        "*.example,           pictures.example,     true",
        "*.example,           deep.pictures.example, true",
        "*.example,           example,              false",
        "*.example,           otherexample,         false",
        "pictures.example,    other.example,        false",
        "pictures.example,    x.pictures.example,   false",
        "10.0.0.7,            10.0.0.7,             true",
        "'[::1]',             ::1,                  true",
    })
    void namesHosts(String pattern, String host, boolean named) {
        assertThat(new AllowedHosts(List.of(pattern)).names(host)).isEqualTo(named);
    }

    private int port() {
        return pictures.getAddress().getPort();
    }
}
